import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { secondsOf } from '../naive/definition.ts';
import { engineOver, ofTheYear } from '../naive/engine.ts';
import type { Facts, Row } from '../naive/rows.ts';
import { ripening } from '../naive/vintages.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { facts as randomFacts } from './random-facts.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const shipped = await readProject(projectFiles(checkout));
await defineMacros(warehouse, projectFiles(checkout));
/** Those that are counted over dossiers and petitions. */
const project = {
  ...shipped,
  indicators: shipped.indicators.filter(({ fact }) => fact === 'dossier' || fact === 'petition'),
};

const measure = (asOf: string, facts: Partial<Facts>) =>
  engineOver(
    warehouse,
    project,
    asOf,
    project.contracts.map(({ id, hash }) => ({
      source: id,
      contract: hash,
      verdict: 'accepted',
      from: '2026-01-01',
      until: asOf,
      ...ofTheYear,
    })),
    facts,
  );
const ofPeriod = (period: string, sql: string) =>
  warehouse.all<Record<string, unknown>>(
    `select indicator, ${sql} from measure.reading where period = '${period}' and breakdown is null order by indicator`,
  );

type Case = Row<'dossier'> | Row<'petition'>;

/** The same case so many seconds later. */
function moved<R extends Case>(row: R, by: number): R {
  const later = (time: string): string =>
    new Date((secondsOf(time) + by) * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const isTime = (name: string) => name.endsWith('_at') || name === 'waiting_since';
  const cells = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' && isTime(name) ? later(value) : value,
  ]);
  return Object.fromEntries(cells);
}

/** July and August have 31 days. */
const inAugust = <R extends Case>(row: R): R => moved(row, 31 * 86_400);

/** Received on that day of July; the rest of its life as long after. */
function inJuly<R extends Case>(row: R): R {
  const at = row.received_at ?? '';
  return moved(row, secondsOf(`2026-07-${at.slice(8)}`) - secondsOf(at));
}

test('a month is as the one before it where the same happened on the same days, however far it is known', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomFacts,
      fc.constantFrom('2026-08-12', '2026-08-31', '2026-09-20'),
      async (all, asOf) => {
        const dossier = all.dossier.map(inJuly);
        const petition = all.petition.map(inJuly);
        await measure(asOf, {
          dossier: [...dossier, ...dossier.map(inAugust)],
          petition: [...petition, ...petition.map(inAugust)],
        });
        const readings = await ofPeriod('2026-08', 'value, previous_value, change, is_equal_age');
        // Whether it is still open or closed, what ripens is seen at equal age.
        const ripe = readings.filter(({ indicator }) => ripening.includes(String(indicator)));
        expect(ripe.length).toBeGreaterThan(10);
        for (const { indicator, value, previous_value, change, is_equal_age } of ripe) {
          expect([indicator, is_equal_age, previous_value]).toEqual([indicator, true, value]);
          expect([indicator, change]).toEqual([indicator, value === null ? null : 0]);
        }
      },
    ),
    { numRuns: runs(8) },
  );
}, 300_000);

const received = (at: string, more: Partial<Row<'dossier'>> = {}) =>
  ({
    procedure_code: '1',
    field: 'Hộ tịch',
    channel: 'online',
    service_level: 'full',
    received_at: at,
    finished: false,
    ended_at: null,
    waiting_since: null,
    supplement_count: 0,
    supplement_requested_at: null,
    supplemented_at: null,
    due_at: '2026-12-31 12:00:00',
    fee: 0,
    payment: 'none',
    needs_written_result: true,
    electronic_result: true,
    digitised: true,
    refused_columns: null,
    ...more,
  }) satisfies Row<'dossier'>;
const done = (at: string) => ({ finished: true, ended_at: at });

test('open cases are told of what ripens: all of a period, some, none', async () => {
  await measure('2026-08-31', {
    dossier: [
      received('2026-06-10 09:00:00', done('2026-06-12 09:00:00')),
      received('2026-07-10 09:00:00', done('2026-07-12 09:00:00')),
      received('2026-07-11 09:00:00'),
      // It ends after the day up to which things are known.
      received('2026-08-11 09:00:00', done('2026-09-02 09:00:00')),
    ],
  });
  const open = async (period: string) =>
    (await ofPeriod(period, 'open_cases, value')).find(({ indicator }) => indicator === 'tthc-thoi-gian');
  expect([await open('2026-06'), await open('2026-07'), await open('2026-08')]).toEqual([
    { indicator: 'tthc-thoi-gian', open_cases: 0, value: 2 },
    { indicator: 'tthc-thoi-gian', open_cases: 1, value: 2 },
    { indicator: 'tthc-thoi-gian', open_cases: 1, value: null },
  ]);
  const others = (await ofPeriod('2026-08', 'open_cases')).filter(({ open_cases }) => open_cases !== null);
  expect(others.every(({ indicator }) => ripening.includes(String(indicator)))).toBe(true);
});

test('of months of different lengths so many days are compared, and at most the whole', async () => {
  const days = ['01', '02', '15', '28'].map((day) => received(`2026-02-${day} 09:00:00`));
  await measure('2026-03-05', { dossier: [...days, received('2026-03-02 09:00:00')] });
  const [march] = (await ofPeriod('2026-03', 'previous_value, previous_at, change')).filter(
    ({ indicator }) => indicator === 'tthc-tiep-nhan',
  );
  expect(march).toMatchObject({ previous_at: '2026-02-05', previous_value: 2, change: -1 });
  await measure('2026-03-30', { dossier: days });
  const [late] = (await ofPeriod('2026-03', 'previous_value, previous_at')).filter(
    ({ indicator }) => indicator === 'tthc-tiep-nhan',
  );
  expect(late).toMatchObject({ previous_at: '2026-02-28', previous_value: 4 });
});
