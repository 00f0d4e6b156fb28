import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { badModel, type Model, parseSelect } from './sql-files.ts';

/** What any mart of a commune may read: nothing of a single record, and no count that is too small to be told. */
const isTellable = (table: string): boolean =>
  /^(mart|plan)\./.test(table) || table === 'measure.told_reading';

/**
 * Keeps what protects people out of the reach of what a commune may replace: a mart that it adds reads what may be told, one
 * that it puts in place of the program's also what that one reads. Throws `bad_model` with the table.
 */
export async function refuseRawReads(warehouse: Warehouse, models: readonly Model[]): Promise<void> {
  for (const { name, file, reads, origin } of models) {
    if (origin.owner !== 'commune' || !name.startsWith('mart.')) continue;
    const { replaces } = origin;
    const granted = replaces
      ? await parseSelect(warehouse, replaces, (await readFile(replaces, 'utf8')).trim().replace(/;$/, ''))
      : [];
    const raw = reads.find((table) => !isTellable(table) && !granted.includes(table));
    if (raw !== undefined) throw badModel(file, messages().project.ownMartReads(raw));
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
