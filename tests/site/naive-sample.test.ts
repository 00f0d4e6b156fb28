import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProject } from '../../pipelines/config/project.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { disagreements, engineReadings, readFacts } from '../naive/compare.ts';
import { compute } from '../naive/compute.ts';
import { givenOf } from '../naive/given.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { sampleHome } from '../support/sample-home.ts';

test('counted once more by plain loops over its facts, the sample commune has the same readings', async () => {
  const home = sampleHome();
  const warehouse = await Warehouse.open({
    path: join(home, 'warehouse.duckdb'),
    temporary: join(home, 'tmp'),
  });
  try {
    const project = await readProject(checkout);
    const { as_of: reportDay } = await warehouse.one<{ as_of: string }>('select as_of from plan.site');
    const deliveries = await warehouse.all<{
      source: string;
      contract: string;
      from: string | null;
      until: string | null;
    }>(
      `select source, contract, data_from as "from", data_until as until from ops.load where verdict <> 'refused'`,
    );
    const current = new Set(project.contracts.map(({ hash }) => hash));
    const naive = compute(
      givenOf(project, {
        reportDay,
        deliveries: deliveries.filter(({ contract }) => current.has(contract)),
        facts: await readFacts(warehouse),
      }),
    );
    const engine = await engineReadings(warehouse);
    expect(new Set(naive.map(({ indicator }) => indicator)).size).toBe(project.indicators.length);
    expect(engine.filter(({ value }) => value !== null).length).toBeGreaterThan(5000);
    expect(disagreements(engine, naive)).toEqual([]);
  } finally {
    await warehouse.close();
  }
});
