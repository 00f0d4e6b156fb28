import { localTimestamp } from '../../pipelines/config/clock.ts';
import { compute } from '../../pipelines/run/compute.ts';
import type { Run } from '../../pipelines/run/run.ts';
import { projectOf, type Setting } from '../../pipelines/run/setting.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/** All that a computation makes, from the tables of what stands on; what landed stays. */
const forget = ['ops.made', 'ops.marts_inputs', 'ops.finished_reading'];

/**
 * Computes everything of a home anew from what landed, with so many threads, as a night would. Returns the rows of each table of the
 * given schemas in the order in which they stand.
 */
export async function recompute(
  setting: Setting,
  threads: number,
  schemas: readonly string[],
): Promise<Map<string, string[]>> {
  const { home } = setting;
  const warehouse = await Warehouse.open({
    path: home.warehouse,
    temporary: home.temporary,
    reach: [home.archive, home.site, home.warehouse, `${home.warehouse}.wal`],
    threads,
  });
  try {
    for (const table of forget) await warehouse.run(`delete from ${table}`);
    await warehouse.run('drop table if exists measure.counted_from');
    const run: Run = {
      id: 'recomputed',
      setting,
      home,
      project: await projectOf(setting),
      progress: { step: () => undefined, note: () => undefined },
      warehouse,
      daysBehind: undefined,
      hasLostMemory: false,
      asOf: undefined,
      now: () => localTimestamp(setting.clock()),
      withoutWarehouse: (work) => work(),
    };
    await compute(run);
    return await rowsInOrder(warehouse, schemas);
  } finally {
    await warehouse.close();
  }
}

/** Every row as one text of its exact cells; `rowid` is the order in which a table is read. */
async function rowsInOrder(warehouse: Warehouse, schemas: readonly string[]): Promise<Map<string, string[]>> {
  const tables = await warehouse.all<{ name: string }>(`
    select format('{}."{}"', schema_name, table_name) as name from duckdb_tables()
    where schema_name in (${schemas.map((name) => `'${name}'`).join(', ')}) order by name`);
  const found = new Map<string, string[]>();
  for (const { name } of tables) {
    const rows = await warehouse.all<{ row: string }>(
      `select to_json(t)::varchar as row from ${name} t order by rowid`,
    );
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return found;
}
