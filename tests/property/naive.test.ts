import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BasisId } from '../../pipelines/config/indicator.ts';
import { type Project, readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { ripeningOf } from '../../pipelines/config/ripening.ts';
import { writeScores } from '../../pipelines/measure/score-tables.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import {
  disagreements,
  engineScores,
  engineVintages,
  inVintages,
  misprinted,
  scoreDisagreements,
} from '../naive/compare.ts';
import { compute } from '../naive/compute.ts';
import { engineOver } from '../naive/engine.ts';
import { givenOf } from '../naive/given.ts';
import { definitions, derived } from '../naive/indicators.ts';
import { scoresOf } from '../naive/score.ts';
import { computeVintages, ripening } from '../naive/vintages.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { facts as randomFacts } from './random-facts.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const shipped = await readProject(projectFiles(checkout));
await defineMacros(warehouse, projectFiles(checkout));

test('the second implementation leaves no indicator out', () => {
  const known = [...Object.keys(definitions), ...Object.keys(derived)];
  expect(known.sort()).toEqual(shipped.indicators.map(({ id }) => id).sort());
});

test('the second implementation knows which indicators ripen', () => {
  const found = shipped.indicators.filter((its) => ripeningOf(its, shipped.indicators) === 'yes');
  expect(found.map(({ id }) => id).sort()).toEqual([...ripening].sort());
});

/** The same catalogue, reported by another basis. */
const byBasis = (basis: BasisId): Project => ({
  ...shipped,
  plan: { ...shipped.plan, periods: basis === 'own' ? { own_closes_on: 20 } : {} },
  indicators: shipped.indicators.map((indicator) => ({ ...indicator, basis })),
});

const reportDay = fc.constantFrom(
  '2026-01-01',
  '2026-02-28',
  '2026-03-31',
  '2026-06-14',
  '2026-10-20',
  '2026-12-31',
);
const monthDay = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('01', '14', '15', '28'))
  .map(([month, day]) => `2026-${String(month).padStart(2, '0')}-${day}`);

const inOrder = (a: string, b: string) => (a < b ? { from: a, until: b } : { from: b, until: a });
/** What was delivered: days that its data span and that it says it is of, none, or a file that was refused or read under older rules. */
const delivery = fc.record({
  from: fc.oneof(fc.constant('2025-11-01'), monthDay),
  until: fc.oneof(fc.constant('2026-12-31'), monthDay),
  // Mostly of the whole year, so that there is something to count.
  says: fc.oneof(
    { weight: 4, arbitrary: fc.constant({ from: '2025-11-01', until: '2026-12-31' }) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.tuple(monthDay, monthDay).map(([a, b]) => inOrder(a, b)) },
  ),
  is: fc.constantFrom('good', 'good', 'good', 'dateless', 'refused', 'outdated'),
});
const deliveries = fc.tuple(
  ...shipped.contracts.map(({ id, hash }) =>
    fc.array(delivery, { maxLength: 3 }).map((list) =>
      list.map(({ from, until, says, is }) => ({
        says,
        source: id,
        contract: is === 'outdated' ? 'older' : hash,
        verdict: is === 'refused' ? 'refused' : 'accepted',
        ...(is === 'dateless' ? { from: null, until: null } : inOrder(from, until)),
        counts: is === 'good' || is === 'dateless',
      })),
    ),
  ),
);

test('over any rows the engine and plain loops come to the same numerators, denominators and values', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<BasisId>('calendar', 'calendar', 'nd09', 'own'),
      reportDay,
      deliveries,
      randomFacts,
      async (basis, asOf, perSource, rows) => {
        const project = byBasis(basis);
        const files = perSource.flat().map((its) => ({ ...its, taken: asOf }));
        const given = givenOf(project, {
          reportDay: asOf,
          deliveries: files.filter(({ counts }) => counts),
          facts: rows,
        });
        const readings = await engineOver(warehouse, project, asOf, files, rows);
        const expected = compute(given);
        const wrong = disagreements(readings, expected);
        expect(wrong.slice(0, 12), `${wrong.length} readings differ (${basis}, ${asOf})`).toEqual([]);
        const then = disagreements(await engineVintages(warehouse), inVintages(computeVintages(given)));
        expect(then.slice(0, 12), `${then.length} vintages differ (${basis}, ${asOf})`).toEqual([]);
        expect(await misprinted(warehouse)).toEqual([]);
        if (basis !== 'calendar') return;
        await writeScores(warehouse, project);
        const points = scoreDisagreements(await engineScores(warehouse), scoresOf(expected));
        expect(points.slice(0, 12), `${points.length} items of the score differ (${asOf})`).toEqual([]);
      },
    ),
    { numRuns: runs(30), endOnFailure: true },
  );
}, 560_000);
