import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { namedColumns } from '../../pipelines/measure/named-columns.ts';
import { carriedOver, makeRowTable } from '../../pipelines/measure/row-table.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { engineOver, ofTheYear } from '../naive/engine.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { computedReadings, rowsDisagree } from '../support/rows-law.ts';
import { runs } from '../support/runs.ts';
import { facts as randomFacts } from './random-facts.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const project = await readProject(projectFiles(checkout));
await defineMacros(warehouse, projectFiles(checkout));

const deliveries = project.contracts.map(({ id, hash }) => ({
  ...ofTheYear,
  source: id,
  contract: hash,
  verdict: 'accepted',
  from: '2025-11-01',
  until: '2026-12-31',
  ...ofTheYear,
}));

test('over any rows those that are shown of a number are those that it counts, as a whole and in parts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('2026-03-31', '2026-06-14', '2026-10-20'),
      randomFacts,
      fc.integer({ min: 0, max: 800 }),
      async (asOf, facts, pick) => {
        await engineOver(warehouse, project, asOf, deliveries, facts);
        const named = await namedColumns(warehouse, project);
        // One in some hundreds of readings, other ones each time: each is a look at the whole fact.
        const chosen = `hash(c.indicator, c.period, c.breakdown, c.key) % 801 = ${pick}`;
        for (const reading of await computedReadings(warehouse, chosen))
          expect(await rowsDisagree(warehouse, project, named, reading)).toBeUndefined();
      },
    ),
    { numRuns: runs(8), endOnFailure: true },
  );
}, 240_000);

test('a unit that has sent no newer numbers is told with the day of those that stand for it', async () => {
  const sent = (unit_code: string, period_start: string) => ({
    indicator: 'hoc-ba-so',
    unit_code,
    unit: unit_code,
    period_start,
    numerator: 90,
    denominator: 100,
    value: null,
    quantity: 90,
    refused_columns: null,
  });
  const rows = [sent('A', '2026-08-01'), sent('A', '2026-09-01'), sent('B', '2026-08-01')];
  await engineOver(warehouse, project, '2026-09-30', deliveries, { unit_return: rows });
  const named = await namedColumns(warehouse, project);
  const indicator = project.indicators.find(({ id }) => id === 'hoc-ba-so');
  if (!indicator) throw new Error('no indicator hoc-ba-so');
  const found = async (period: string) => {
    await makeRowTable(warehouse, project, named, indicator, period, undefined);
    return carriedOver(warehouse);
  };
  expect(await found('2026-09')).toEqual([{ name: 'B', day: '2026-08-01' }]);
  expect(await found('2026-08')).toEqual([]);
});
