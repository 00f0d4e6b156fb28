import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasisId } from '../../pipelines/config/indicator.ts';
import type { Target } from '../../pipelines/config/plan.ts';
import { type Project, readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { engineOver, ofTheYear } from '../naive/engine.ts';
import { type Verdict, verdicts } from '../naive/verdict.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { facts as randomFacts } from './random-facts.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const shipped = await readProject(projectFiles(checkout));
await defineMacros(warehouse, projectFiles(checkout));

const ids = shipped.indicators.map(({ id }) => id);
const period = (basis: BasisId) =>
  fc
    .constantFrom('-02', '-03', '-Q1', '-Q2', '-H1', '-9M', '', '-05-YTD')
    .map((name) => `${basis === 'calendar' ? '' : `${basis}-`}2026${name}`);
const part = fc.constantFrom(
  { dimension: 'hamlet', key: 'Nam Điền' },
  { dimension: 'unit', key: 'Văn phòng' },
  { dimension: 'field', key: 'Hộ tịch' },
);

/** Some targets for many indicators: of the year, of one period, of one part; among them those that are met to the digit. */
const targetsBy = (basis: BasisId) =>
  fc
    .array(
      fc.record({
        indicator: fc.constantFrom(...ids),
        value: fc.constantFrom(0, 1, 2, 12, 24, 50, 57, 80, 98.25, 100, 1200),
        period: fc.option(period(basis), { nil: undefined, freq: 3 }),
        by: fc.option(part, { nil: undefined, freq: 4 }),
      }),
      { minLength: 60, maxLength: 150 },
    )
    .map((list) => {
      const unique = new Map(list.map((its) => [JSON.stringify([its.indicator, its.period, its.by]), its]));
      return [...unique.values()].map(
        (its): Target => ({ ...its, year: 2026, source: 'test', confirmed: false }),
      );
    });

/** The catalogue by one basis, with more to be judged than watched. */
const projectBy = (basis: BasisId, fewCases: number, targets: Target[]): Project => ({
  ...shipped,
  plan: {
    ...shipped.plan,
    status: { few_cases: fewCases },
    periods: basis === 'own' ? { own_closes_on: 20 } : {},
  },
  indicators: shipped.indicators.map((its, at) => ({
    ...its,
    basis,
    better: its.better === 'none' && at % 2 === 0 ? 'lower' : its.better,
  })),
  targets,
});

type EngineVerdict = Omit<Verdict, 'status'> & { [key: string]: unknown; status: string };
const blanks = ['no_data', 'not_yet_due', 'refused', 'not_applicable'];

const same = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

test('over any rows and targets the engine and plain loops come to the same verdicts', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc
        .constantFrom<BasisId>('calendar', 'calendar', 'nd09', 'own')
        .chain((basis) => fc.tuple(fc.constant(basis), targetsBy(basis))),
      fc.constantFrom('2026-03-31', '2026-05-10', '2026-10-20', '2026-12-31'),
      fc.constantFrom(1, 5, 20),
      fc.constantFrom('2026-04-14', '2026-12-31'),
      randomFacts,
      async ([basis, targets], reportDay, fewCases, until, rows) => {
        const project = projectBy(basis, fewCases, targets);
        const deliveries = project.contracts.map(({ id, hash }) => ({
          ...ofTheYear,
          source: id,
          contract: hash,
          verdict: 'accepted',
          from: '2025-12-01',
          until,
          ...ofTheYear,
        }));
        const readings = await engineOver(warehouse, project, reportDay, deliveries, rows);
        const engine = await warehouse.all<EngineVerdict>(`
          select indicator, period, breakdown as "by", key, status, target, judged_value, judged_target, low, high from measure.reading`);
        const nameOf = (row: Record<string, unknown>) =>
          [row.indicator, row.period, row.by, row.key].join(' | ');
        const byName = new Map(engine.map((row) => [nameOf(row), row]));
        const naive = verdicts(
          {
            catalogue: project.indicators,
            targets,
            fewCases,
            year: 2026,
            ownDay: 20,
            reportDay,
          },
          readings,
        );
        const wrong = naive.flatMap((its, at) => {
          const name = nameOf({ ...readings[at] });
          const other = byName.get(name);
          seen.set(its.status, (seen.get(its.status) ?? 0) + 1);
          const status = other && blanks.includes(other.status) ? 'blank' : other?.status;
          const agrees =
            other !== undefined &&
            status === its.status &&
            (['target', 'judged_value', 'judged_target', 'low', 'high'] as const).every((part) =>
              same(other[part], its[part]),
            );
          return agrees ? [] : [`${name}: engine ${JSON.stringify(other)}, naive ${JSON.stringify(its)}`];
        });
        expect(wrong.slice(0, 5), `${wrong.length} verdicts differ (${basis}, ${reportDay})`).toEqual([]);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  // Random rows that never come to a verdict would prove nothing.
  for (const status of ['met', 'missed', 'few_cases', 'no_target', 'no_cases', 'blank'])
    expect(seen.get(status) ?? 0, status).toBeGreaterThan(30);
}, 180_000);
