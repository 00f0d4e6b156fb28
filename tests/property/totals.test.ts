import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAdditive } from '../../pipelines/config/indicator.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { measure } from '../../pipelines/measure/measure.ts';
import { writePlanTables } from '../../pipelines/measure/plan-tables.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { checkout, portal } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
// What is counted over other facts is tried elsewhere: here only dossiers are thrown.
const project = await readProject(projectFiles(checkout)).then((all) => ({
  ...all,
  indicators: all.indicators.filter(({ fact }) => fact === 'dossier'),
}));
const additive = new Set(project.indicators.filter(isAdditive).map(({ id }) => id));
/** These see the end of the period: what is late in March may be on time in the quarter. */
const seenFromPeriod = new Set(['tthc-dung-han', 'tthc-qua-han']);
const asOf = '2026-10-20';
await defineMacros(warehouse, projectFiles(checkout));
await writePlanTables(warehouse, project, {
  runId: 'test',
  asOf,
  computedAt: '2026-11-22 09:00:00',
  isSample: false,
});
const contract = project.contracts.find(({ id }) => id === portal);
await warehouse.run(
  `insert into ops.landing_table (source, contract_hash) values ('${contract?.id}', '${contract?.hash}')`,
);
await warehouse.run(`
  insert into ops.load (load_id, source, sha256, contract_hash, file_name, loaded_at, verdict, format, encoding, sheet, header_row,
      rows_read, rows_accepted, rows_refused, rows_repaired, rows_warned, lines_set_aside, data_from, data_until, own_day,
      period_from, period_until, dated_by, message)
  values (1, '${contract?.id}', 'x', '${contract?.hash}', 'x.csv', timestamp '2026-11-22 09:00:00', 'accepted',
    'csv', 'utf-8', null, 1, 1, 1, 0, 0, 0, 0, date '2026-01-01', date '${asOf}', date '${asOf}', date '2026-01-01', date '${asOf}', 'title', null)`);

/** A fact row as a small object; null dimensions are the "Không xác định" of a breakdown. */
const fact = fc.record({
  receivedDay: fc.integer({ min: 0, max: 320 }),
  field: fc.option(fc.constantFrom('Hộ tịch', 'Đất đai', "Văn hóa 'x'")),
  channel: fc.constantFrom('online', 'direct', 'post'),
  endedAfter: fc.option(fc.integer({ min: 0, max: 90 })),
  dueAfter: fc.integer({ min: 0, max: 60 }),
  fee: fc.option(fc.constantFrom(0, 8000, 50000)),
  payment: fc.constantFrom('none', 'national', 'provincial'),
  flags: fc.tuple(fc.option(fc.boolean()), fc.option(fc.boolean()), fc.option(fc.boolean())),
});
type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

const text = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
const day = (number: number): string => `timestamp '2026-01-01 08:00:00' + interval ${number} day`;

async function writeFacts(facts: readonly Fact[]): Promise<void> {
  const rows = facts.map((f) => {
    const ended = f.endedAfter === null ? 'cast(null as timestamp)' : day(f.receivedDay + f.endedAfter);
    return `(${text(f.field)}, ${text(f.channel)}, ${day(f.receivedDay)}, ${f.endedAfter !== null}, ${ended}, cast(null as timestamp), 0, interval 0 second,
      ${day(f.receivedDay + f.dueAfter)}, ${f.fee}, ${text(f.payment)}, ${f.flags.map(String).join(', ')})`;
  });
  await warehouse.run(`
    create or replace table fact.dossier as select field::varchar as field, channel, received_at, finished, ended_at, waiting_since, supplement_count, pause, due_at,
      fee::bigint as fee, payment, w::boolean as needs_written_result, e::boolean as electronic_result, d::boolean as digitised,
      case when fee > 0 then 'full' else 'partial' end as service_level,
      cast(null as timestamp) as supplement_requested_at, cast(null as timestamp) as supplemented_at, 'P' || dayofmonth(received_at) as procedure_code
    from (values ${rows.join(',\n')})
      as t(field, channel, received_at, finished, ended_at, waiting_since, supplement_count, pause, due_at, fee, payment, w, e, d)`);
  await measure(warehouse, project);
}

interface Reading {
  [key: string]: unknown;
  indicator: string;
  period: string;
  kind: string;
  breakdown: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
}

const sum = (values: (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

test('parts add up to the whole, and months to quarters and the year', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 60 }), async (facts) => {
      await writeFacts(facts);
      const all = await warehouse.all<Reading>('select * from measure.reading');
      for (const whole of all.filter((r) => r.breakdown === null && additive.has(r.indicator))) {
        const same = all.filter(
          (r) => r.indicator === whole.indicator && r.period === whole.period && r.breakdown !== null,
        );
        for (const breakdown of new Set(same.map((r) => r.breakdown))) {
          const parts = same.filter((r) => r.breakdown === breakdown);
          expect(sum(parts.map((r) => r.numerator))).toBeCloseTo(whole.numerator ?? 0, 6);
          expect(sum(parts.map((r) => r.denominator))).toBe(whole.denominator ?? 0);
        }
        if (whole.kind !== 'quarter') continue;
        if (seenFromPeriod.has(whole.indicator)) continue;
        const quarter = Number(whole.period.slice(-1));
        const months = all.filter(
          (r) =>
            r.indicator === whole.indicator &&
            r.kind === 'month' &&
            r.breakdown === null &&
            Math.ceil(Number(r.period.slice(5)) / 3) === quarter,
        );
        expect(sum(months.map((r) => r.numerator))).toBeCloseTo(whole.numerator ?? 0, 6);
        expect(sum(months.map((r) => r.denominator))).toBe(whole.denominator ?? 0);
      }
      const received = all.find(
        (r) => r.indicator === 'tthc-tiep-nhan' && r.period === '2026' && r.breakdown === null,
      );
      // 20/10/2026 is day 292, counted from 0.
      expect(received?.numerator).toBe(facts.filter((f) => f.receivedDay <= 292).length);
    }),
    { numRuns: runs(15), endOnFailure: true },
  );
});

test('a ratio is made of its own counts; without a denominator it has no value, and it is never zero for want of data', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 30 }), async (facts) => {
      await writeFacts(facts);
      const all = await warehouse.all<Reading & { status: string; shape: string }>(
        'select r.*, i.shape from measure.reading r join plan.indicator i using (indicator)',
      );
      for (const { shape, numerator, denominator, value, status } of all) {
        if (shape === 'count' || shape === 'median') expect(value).toBe(numerator);
        else if (denominator === null || denominator === 0)
          expect([value, status]).toEqual([null, 'no_cases']);
        else
          expect(value).toBeCloseTo(
            ((shape === 'ratio' ? 100 : 1) * (numerator ?? Number.NaN)) / denominator,
            9,
          );
      }
    }),
    { numRuns: runs(10), endOnFailure: true },
  );
});
