import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** Tables of `ops` that landing and computing make; all others are memory that nothing could bring back. */
const madeAnew = [
  'load',
  'quarantine',
  'repair',
  'header',
  'landing_table',
  'check_result',
  'cross_check',
  'computed',
];

/** Copies the program's memory (runs, files, what was seen where) out of another warehouse. All of it or nothing. */
export async function carryOver(warehouse: Warehouse, from: string): Promise<void> {
  await warehouse.run(`attach ${literal(from)} as old (read_only)`);
  try {
    const tables = await warehouse.all<{ name: string; sql: string }>(`
      select table_name as name, sql from duckdb_tables() where database_name = 'old' and schema_name = 'ops'
        and table_name not in (${madeAnew.map(literal).join(', ')})`);
    await warehouse.transaction(async () => {
      for (const { name, sql } of tables) {
        // By its own definition, for its keys. Steps make some tables only when they need them.
        await warehouse.run(sql.replace(/^create table/i, 'create table if not exists'));
        await warehouse.run(`insert into ops.${quoted(name)} by name select * from old.ops.${quoted(name)}`);
      }
    });
  } finally {
    await warehouse.run('detach old');
  }
}
