import { storedMessages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { forgottenTable } from './pseudonym.ts';
import type { LandedFile } from './record-load.ts';

/** A row of a file in which a forgotten person stood. */
export interface ForgottenRow {
  [key: string]: unknown;
  source: string;
  sha256: string;
  sheet: string | null;
  row: number;
}

/** Rows that were taken out of landing, by `_load`, `_sheet` and `_row`. */
export const takenOutTable = 'temp.main.taken_out';
/** Rows that had not landed, in which a forgotten person stood. */
const elsewhereTable = 'temp.main.elsewhere';

/** Names of the text columns of a table that comes from a contract: a pseudonym can stand in each of them. */
async function textColumns(warehouse: Warehouse, schema: string, table: string): Promise<string[]> {
  const columns = await warehouse.all<{ name: string }>(`
    select column_name as name from duckdb_columns()
    where database_name = current_database() and schema_name = ${literal(schema)} and table_name = ${literal(table)} and data_type = 'VARCHAR'
      and not starts_with(column_name, '_') order by column_index`);
  return columns.map(({ name }) => name);
}

/** SQL: whether a forgotten person stands in one of these columns; never null. */
export const isForgotten = (columns: readonly string[]): string =>
  columns.length === 0
    ? 'false'
    : columns
        .map((name) => `coalesce(${quoted(name)} in (select pseudonym from ${forgottenTable}), false)`)
        .join(' or ');

/** Finds the rows of forgotten persons into `takenOutTable` and `elsewhereTable`. Returns whether there are any. */
async function find(
  warehouse: Warehouse,
  source: string,
  table: string,
  load: number | undefined,
): Promise<boolean> {
  const columns = await textColumns(warehouse, 'landing', table);
  const ofLoad = load === undefined ? '' : ` and _load = ${load}`;
  await warehouse.run(`
    create or replace temp table taken_out as
    ${
      columns.length === 0
        ? 'select 0::bigint as _at, 0 as _load, null::varchar as _sheet, 0::bigint as _row where false'
        : `select rowid as _at, _load, _sheet, _row from landing.${quoted(table)} where (${isForgotten(columns)})${ofLoad}`
    }`);
  await warehouse.run(`
    create or replace temp table elsewhere as
    select load_id, sheet, row_number, bool_or(is_forgotten) as is_known from ops.person_row
    where pseudonym in (select pseudonym from ${forgottenTable})
      and load_id ${load === undefined ? `in (select load_id from ops.load where source = ${literal(source)})` : `= ${load}`}
    group by all`);
  const { n } = await warehouse.one<{ n: number }>(
    `select (select count(*) from ${takenOutTable}) + (select count(*) from ${elsewhereTable}) as n`,
  );
  return n > 0;
}

const sameRow = (left: string, [load, sheet, row]: readonly [string, string, string]): string =>
  `${left}.load_id = ${load} and ${left}.sheet is not distinct from ${sheet} and ${left}.row_number = ${row}`;
const ofTaken = ['t._load', 't._sheet', 't._row'] as const;

/** What becomes of rows that had landed: refused, for one reason that says nothing of them; of others in them it stays known that they stood there. */
async function takeOutLanded(warehouse: Warehouse, source: string, table: string): Promise<void> {
  const columns = await textColumns(warehouse, 'landing', table);
  if (columns.length === 0) return;
  await warehouse.run(`
    insert into ops.person_row (load_id, sheet, row_number, pseudonym, is_forgotten)
    select distinct _load, _sheet, _row, pseudonym, true from (
      select _load, _sheet, _row, unnest([${columns.map(quoted).join(', ')}]) as pseudonym
      from landing.${quoted(table)} where rowid in (select _at from ${takenOutTable}))
    where regexp_full_match(pseudonym, '[0-9a-f]{32}') and pseudonym not in (select pseudonym from ${forgottenTable})`);
  await warehouse.run(`
    update ops.load l set rows_accepted = l.rows_accepted - n, rows_refused = l.rows_refused + n, rows_warned = l.rows_warned - warned,
      rows_forgotten = l.rows_forgotten + n, verdict = if(l.verdict = 'accepted', 'accepted_with_refusals', l.verdict)
    from (
      select _load, count(*) as n, count(*) filter (exists (
        from ops.quarantine q where ${sameRow('q', ofTaken)} and q.severity in ('warned', 'value_refused'))) as warned
      from ${takenOutTable} t group by _load
    ) its where its._load = l.load_id`);
  await warehouse.run(`delete from ops.quarantine q using ${takenOutTable} t where ${sameRow('q', ofTaken)}`);
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, sheet, row_number, code, severity, message)
    select _load, ${literal(source)}, _sheet, _row, 'forgotten', 'refused', ${literal(storedMessages().land.forgotten)}
    from ${takenOutTable} order by _load, _at`);
  await warehouse.run(
    `delete from landing.${quoted(table)} where rowid in (select _at from ${takenOutTable})`,
  );
}

/** What is said of rows that had not landed stays said, without what stood in them. */
async function silenceOthers(warehouse: Warehouse): Promise<void> {
  const ofElsewhere = ['t.load_id', 't.sheet', 't.row_number'] as const;
  await warehouse.run(`
    update ops.quarantine q set value = null, message = coalesce(q.without_value, q.message), without_value = null
    from ${elsewhereTable} t where ${sameRow('q', ofElsewhere)}`);
  await warehouse.run(`
    update ops.load l set rows_forgotten = l.rows_forgotten + n
    from (select load_id, count(*) as n from ${elsewhereTable} where not is_known group by load_id) its where its.load_id = l.load_id`);
  await warehouse.run(
    `update ops.person_row p set is_forgotten = true from ${elsewhereTable} t where ${sameRow('p', ofElsewhere)}`,
  );
  await warehouse.run(`
    delete from ops.person_row
    where pseudonym in (select pseudonym from ${forgottenTable}) and load_id in (select load_id from ${elsewhereTable})`);
}

/** Keys of refused rows in which a forgotten person stood: of whom nothing is known, nothing is in doubt either. */
async function forgetKeys(warehouse: Warehouse, table: string, load: number | undefined): Promise<number> {
  const columns = await textColumns(warehouse, 'refused', table);
  const isThere = await warehouse.all(
    `select 1 from duckdb_tables() where schema_name = 'refused' and table_name = ${literal(table)}`,
  );
  if (isThere.length === 0) return 0;
  return warehouse.run(`
    delete from refused.${quoted(table)} where ${load === undefined ? '' : `_load = ${load} and `}
      (${isForgotten(columns)} or coalesce(list_has_any(_persons, (select list(pseudonym) from ${forgottenTable})), false))`);
}

/**
 * Takes the rows of forgotten persons (`forgottenTable`) out of a source, or of one load of it: those that landed become refused rows of
 * which only the number is told; of those that had not landed nothing is quoted any more; their keys go. The counts of loads follow.
 * Within a transaction. Returns the rows; the tables made from landing are the caller's.
 */
export async function takeOut(
  warehouse: Warehouse,
  source: string,
  load?: number,
): Promise<{ rows: ForgottenRow[]; changes: boolean }> {
  const { n } = await warehouse.one<{ n: number }>(`select count(*) as n from ${forgottenTable}`);
  if (n === 0) return { rows: [], changes: false };
  const table = source.replaceAll('-', '_');
  const keys = await forgetKeys(warehouse, table, load);
  if (!(await find(warehouse, source, table, load))) return { rows: [], changes: keys > 0 };
  const rows = await warehouse.all<ForgottenRow>(`
    select l.source, l.sha256, its._sheet as sheet, its._row::integer as row
    from (select _load, _sheet, _row from ${takenOutTable} union select load_id, sheet, row_number from ${elsewhereTable}) its
    join ops.load l on l.load_id = its._load order by all`);
  await takeOutLanded(warehouse, source, table);
  await silenceOthers(warehouse);
  return { rows, changes: true };
}

/** A file that has just been recorded, without the rows of forgotten persons; its counts as they are then. */
export async function withoutForgotten(
  warehouse: Warehouse,
  source: string,
  load: LandedFile,
): Promise<LandedFile> {
  const { rows } = await takeOut(warehouse, source, load.loadId);
  if (rows.length === 0) return load;
  const { verdict, ...counts } = await warehouse.one<
    Pick<LandedFile['rows'], 'accepted' | 'refused' | 'warned'> & { verdict: LandedFile['verdict'] }
  >(`
    select verdict, rows_accepted as accepted, rows_refused as refused, rows_warned as warned from ops.load where load_id = ${load.loadId}`);
  return { ...load, verdict, rows: { ...load.rows, ...counts } };
}
