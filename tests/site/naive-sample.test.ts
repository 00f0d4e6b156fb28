import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { scansOf } from '../../pipelines/measure/compile-scan.ts';
import { selectLoads } from '../../pipelines/measure/loads.ts';
import { namedColumns } from '../../pipelines/measure/named-columns.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import {
  disagreements,
  engineReadings,
  engineScores,
  readFacts,
  scoreDisagreements,
} from '../naive/compare.ts';
import { compute } from '../naive/compute.ts';
import { givenOf } from '../naive/given.ts';
import { scoresOf } from '../naive/score.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { sampleHome } from '../support/sample-home.ts';
import { sampleDeliveries } from './sample-deliveries.ts';

test('the loads behind a reading come to its rows, for every indicator, as a whole and in a part', async () => {
  const home = sampleHome();
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  try {
    const project = await readProject(projectFiles(checkout));
    const { indicators } = project;
    await defineMacros(warehouse, projectFiles(checkout));
    const named = await namedColumns(warehouse, project);
    const all = await engineReadings(warehouse);
    for (const scan of scansOf(indicators)) {
      for (const indicator of scan.indicators) {
        const readings = all.filter((r) => r.indicator === indicator.id && r.period === '2026-09');
        for (const reading of [
          ...readings.filter(({ by }) => by === null),
          ...readings.filter(({ by }) => by !== null).slice(0, 2),
        ]) {
          const { by, key } = reading;
          const part = by === null || key === null ? undefined : { breakdown: by, key };
          const [select = ''] = await selectLoads(warehouse, [indicator], named, part);
          const { rows } = await warehouse.one<{ rows: number }>(
            `select coalesce(sum(rows), 0)::integer as rows from (${select}) where period = '${reading.period}'`,
          );
          const counts = indicator.shape === 'count' ? reading.numerator : reading.denominator;
          if (indicator.each === undefined && indicator.sum === undefined && indicator.shape !== 'yes_no')
            expect([indicator.id, by, key, rows]).toEqual([indicator.id, by, key, counts ?? 0]);
        }
      }
    }
    // The mart says the same of every period, not only of the one looked at above.
    const odd = await warehouse.all(`
      select i.indicator, r.period, r.counts_text, sum(l.rows) as rows from mart.reading r
      join plan.indicator i using (indicator)
      left join mart.indicator_load l on l.indicator = r.indicator and l.period = r.period
      where r.breakdown = '' and i.counts_rows and r.denominator > 0
      group by all having sum(l.rows) is distinct from any_value(r.denominator)`);
    expect(odd).toEqual([]);
  } finally {
    await warehouse.close();
  }
});

test('counted once more by plain loops over its facts, the sample commune has the same readings', async () => {
  const home = sampleHome();
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  try {
    const project = await readProject(projectFiles(checkout));
    const { as_of: reportDay } = await warehouse.one<{ as_of: string }>('select as_of from plan.site');
    const naive = compute(
      givenOf(project, {
        reportDay,
        deliveries: await sampleDeliveries(warehouse, project, reportDay),
        facts: await readFacts(warehouse),
      }),
    );
    const engine = await engineReadings(warehouse);
    expect(new Set(naive.map(({ indicator }) => indicator)).size).toBe(project.indicators.length);
    expect(engine.filter(({ value }) => value !== null).length).toBeGreaterThan(5000);
    expect(disagreements(engine, naive)).toEqual([]);
    const scores = await engineScores(warehouse);
    expect(scores.filter(({ lowest }) => lowest > 0).length).toBeGreaterThan(100);
    expect(scoreDisagreements(scores, scoresOf(naive))).toEqual([]);
  } finally {
    await warehouse.close();
  }
});
