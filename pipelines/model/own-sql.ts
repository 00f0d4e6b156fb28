import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { messages } from '../messages/index.ts';
import { callable, functionsIn, selectFault } from '../warehouse/judge-sql.ts';
import { tablesIn } from '../warehouse/parse-tree.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { badModel, type Model, parseStatement } from './sql-files.ts';

/**
 * What any file of a commune may read, by the schema that it fills. A mart: nothing of a single record, and no count that is too
 * small to be told. A fact: what stands of the sources, never the cells as they landed.
 */
const tellable = /^(?:(?:mart|plan)\.\w+|measure\.told_reading)$/;
/** What stands of the sources, and what is made of it. */
export const standing = /^(?:current|matched|names|staging|fact|plan)\.\w+$/;
const readable: Record<string, RegExp> = {
  staging: standing,
  fact: standing,
  mart: tellable,
  check: /^(?:(?:mart|plan|fact|staging|current|matched)\.\w+|measure\.told_reading)$/,
};

/**
 * What is told of no single record and of no small part: the rest of what the program's marts read is granted to nobody. `ops.delivery`
 * and its like tell of files by number; quarantine quotes cells.
 */
const neverInMart =
  /^(?:fact|staging|matched|written|landing|refused|names)\.|^current\.(?!record_count$)|^measure\.reading$|^ops\.(?:quarantine|repair|access|told_part|locked_reading|finished_reading)$/;

/**
 * What a file of the program reads and calls: whoever puts another one in its place may do the same. A fact in place of the program's
 * may so read the rows that landed; a mart nothing but what may be told.
 */
async function grantedBy(
  warehouse: Warehouse,
  replaces: string | undefined,
  schema: string,
): Promise<{ tables: Set<string>; functions: Set<string> }> {
  if (replaces === undefined) return { tables: new Set(), functions: new Set() };
  const tree = await parseStatement(
    warehouse,
    replaces,
    (await readFile(replaces, 'utf8')).trim().replace(/;$/, ''),
  );
  const tables = tablesIn(tree).filter((table) => schema !== 'mart' || !neverInMart.test(table));
  return { tables: new Set(tables), functions: new Set(functionsIn(tree)) };
}

/**
 * A commune's SQL is data, not power: each of its files is one select over tables it may read, with functions whose result
 * depends on these alone. What protects people and what the night keeps for itself is out of its reach. Throws `bad_model` with
 * the file and what in it is refused.
 */
export async function refuseForeignSql(warehouse: Warehouse, models: readonly Model[]): Promise<void> {
  const own = models.filter(({ origin }) => origin.owner === 'commune');
  if (own.length === 0) return;
  const mayCall = await callable(warehouse);
  for (const { name, file, sql, origin } of own) {
    const [schema = ''] = name.split('.');
    const granted = await grantedBy(warehouse, origin.replaces, schema);
    const mayRead = (table: string) => readable[schema]?.test(table) === true || granted.tables.has(table);
    const tree = await parseStatement(warehouse, file, sql);
    const raw = schema === 'mart' ? tablesIn(tree).find((table) => !mayRead(table)) : undefined;
    if (raw !== undefined) throw badModel(file, messages().project.ownMartReads(raw));
    // Words of the pages are for everybody.
    const isAllowed = (called: string) =>
      called === 'phrase' || mayCall(called) || granted.functions.has(called);
    const fault = selectFault(tree, isAllowed, mayRead);
    if (fault !== undefined) throw badModel(file, fault);
  }
}

/** The marts that a commune has added, with their columns as they were built. */
export async function ownMarts(warehouse: Warehouse, files: ProjectFiles): Promise<Record<string, string[]>> {
  const added = filesUnder(files, 'models/marts/', '.sql').filter(
    ({ owner, replaces }) => owner === 'commune' && replaces === undefined,
  );
  const names = added.map(({ path }) => basename(path, '.sql'));
  if (names.length === 0) return {};
  const rows = await warehouse.all<{ mart: string; columns: string[] }>(`
    select table_name as mart, list(column_name order by column_index) as columns from duckdb_columns()
    where schema_name = 'mart' and table_name in (${names.map(literal).join(', ')}) group by 1 order by 1`);
  return Object.fromEntries(rows.map(({ mart, columns }) => [mart, columns]));
}
