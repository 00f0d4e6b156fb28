import { readdir } from 'node:fs/promises';
import { addForgotten, type Forgotten, noteForgotten } from '../archive/forgotten-list.ts';
import { forgetKept, type KeptNote, keptFiles } from '../archive/kept-rows.ts';
import type { Contract } from '../config/contract.ts';
import type { Home } from '../config/home.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type ForgottenRow, isForgotten, takenOutTable, takeOut } from './forget-rows.ts';
import { forgetKnownValues } from './known-values.ts';
import { defineForgotten } from './pseudonym.ts';
import { tellEffectsAnew } from './weigh.ts';

/** Rows that were taken out of landing in all sources, for the tables that were made from them. */
const goneTable = 'temp.main.gone';

/**
 * Takes forgotten persons out of every table that was made from landing: the rows in which they stand, and those made of a row of theirs. What
 * is missing there is made anew by the next refresh.
 */
async function clearMade(warehouse: Warehouse): Promise<void> {
  const tables = await warehouse.all<{ schema: string; name: string; texts: string; is_placed: boolean }>(`
    select t.schema_name as schema, t.table_name as name,
      to_json(coalesce(list(column_name order by column_index) filter (data_type = 'VARCHAR'), []))::varchar as texts,
      count(*) filter (column_name in ('_load', '_sheet', '_row')) = 3 as is_placed
    from duckdb_tables() t join duckdb_columns() c using (database_name, schema_name, table_name)
    where t.database_name = current_database() and not t.temporary and t.schema_name not in ('ops', 'landing', 'refused')
    group by all order by all`);
  for (const { schema, name, texts, is_placed: isPlaced } of tables) {
    const table = `${quoted(schema)}.${quoted(name)}`;
    const ofRow = isPlaced
      ? ` or exists (from ${goneTable} g where g._load = t._load and g._row = t._row and g._sheet is not distinct from t._sheet)`
      : '';
    const gone = await warehouse.run(
      `delete from ${table} t where ${isForgotten(JSON.parse(texts) as string[])}${ofRow}`,
    );
    if (gone > 0)
      await warehouse.run(
        `delete from ops.made where replace(name, '"', '') = ${literal(`${schema}.${name}`)}`,
      );
  }
}

/** Takes them out of what is kept of removed originals, of all sources that the archive knows. */
async function clearKept(
  warehouse: Warehouse,
  home: Home,
  pseudonyms: readonly string[],
): Promise<ForgottenRow[]> {
  const rows: ForgottenRow[] = [];
  for (const entry of await readdir(home.archive, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    for (const [sha256, path] of await keptFiles(home, entry.name)) {
      // What the warehouse has counted by now; of a load that it does not have what is kept counts itself.
      const [counts] = await warehouse.all<Partial<KeptNote['load']>>(`
        select verdict, rows_accepted, rows_refused, rows_warned, rows_forgotten from ops.load semi join ops.landing_table using (source, contract_hash)
        where source = ${literal(entry.name)} and sha256 = ${literal(sha256)}`);
      const out = await forgetKept(warehouse, path, pseudonyms, counts);
      rows.push(...out.map(({ sheet, row }) => ({ source: entry.name, sha256, sheet, row })));
    }
  }
  return rows;
}

/**
 * Rids a warehouse, and what is kept of removed originals, of persons who are on the list: see `takeOut`. What is left undone where the machine
 * stops the next run does. Returns the rows in which they stood, each once.
 */
export async function applyForgotten(
  warehouse: Warehouse,
  home: Home,
  contracts: readonly Contract[],
  persons: readonly Forgotten[],
): Promise<ForgottenRow[]> {
  const pseudonyms = persons.map(({ pseudonym }) => pseudonym);
  await defineForgotten(warehouse, pseudonyms);
  const rows: ForgottenRow[] = [];
  await warehouse.transaction(async () => {
    await warehouse.run('create or replace temp table gone (_load integer, _sheet varchar, _row bigint)');
    const sources = await warehouse.all<{ source: string; contract_hash: string | null }>(`
      select distinct source, t.contract_hash from ops.load left join ops.landing_table t using (source) order by all`);
    for (const { source, contract_hash } of sources) {
      const its = await takeOut(warehouse, source);
      rows.push(...its.rows);
      if (its.rows.length > 0)
        await warehouse.run(`insert into ${goneTable} select _load, _sheet, _row from ${takenOutTable}`);
      // Under another contract all of it is about to land anew.
      const contract = contracts.find(({ id, hash }) => id === source && hash === contract_hash);
      if (its.changes && contract) await tellEffectsAnew(warehouse, contract);
    }
    await clearMade(warehouse);
  });
  const kept = await clearKept(warehouse, home, pseudonyms);
  await noteForgotten(warehouse, persons);
  const known = new Set(rows.map((its) => JSON.stringify(Object.values(its))));
  const all = [...rows, ...kept.filter((its) => !known.has(JSON.stringify(Object.values(its))))];
  await forgetKnownValues(warehouse, home, all);
  return all;
}

/** Takes the persons of whom it is the turn (`forgottenTable`) out of a source of which more is about to land. */
export const takeOutOfSource = (warehouse: Warehouse, contract: Contract): Promise<void> =>
  warehouse.transaction(async () => {
    const { changes } = await takeOut(warehouse, contract.id);
    if (changes) await tellEffectsAnew(warehouse, contract);
  });

/**
 * Forgets a person, by pseudonym: first it goes on the list, which every landing asks, then the rows go. Originals stay. Returns the
 * rows in which the person stood.
 */
export async function forgetPerson(
  warehouse: Warehouse,
  home: Home,
  contracts: readonly Contract[],
  person: Forgotten,
): Promise<ForgottenRow[]> {
  await addForgotten(warehouse, home, person);
  return applyForgotten(warehouse, home, contracts, [person]);
}
