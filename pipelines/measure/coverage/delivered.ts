import type { Contract } from '../../config/contract.ts';
import { literal, quoted, type Warehouse } from '../../warehouse/warehouse.ts';

const tables = `
  create or replace table measure.standing_day (source varchar, day date, rows bigint);
  create or replace table measure.load_month (source varchar, load_id integer, month date, rows bigint);`;

/**
 * Counts what coverage is judged by: `measure.standing_day`, the rows of each source that stand on each day, and
 * `measure.load_month`, the rows that each standing load brought of each month; both by the first column that dates the data, on
 * which a record came into being. Lists tell one day for all of their rows and are not counted so; sources without a date have no
 * rows here, and neither have those that no run has landed yet.
 */
export async function countDelivered(warehouse: Warehouse, contracts: readonly Contract[]): Promise<void> {
  await warehouse.run(tables);
  const made = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'current'",
  );
  const known = new Set(made.map(({ name }) => name));
  for (const { id, table, record, expect } of contracts) {
    const [column] = expect.data_date;
    if (column === undefined || record.delivery === 'snapshot' || !known.has(table)) continue;
    const day = `cast(${quoted(column)} as date)`;
    await warehouse.run(`
      insert into measure.standing_day
      select ${literal(id)}, ${day}, count(*) from current.${quoted(table)} where ${quoted(column)} is not null group by all order by all`);
    await warehouse.run(`
      insert into measure.load_month
      select ${literal(id)}, _load, cast(date_trunc('month', ${day}) as date), count(*)
      from landing.${quoted(table)} semi join ops.standing_load l on l.load_id = _load
      where ${quoted(column)} is not null group by all order by all`);
  }
}
