import type { Warehouse } from '../warehouse/warehouse.ts';
import type { CompiledContract } from './compile-contract.ts';
import { assignPseudonyms } from './pseudonym.ts';
import { type Staged, stagedRows } from './staged.ts';

type Assigned = Awaited<ReturnType<typeof assignPseudonyms>>;

/** Columns in which a pseudonym stands for what was written. */
export const pseudonymColumns = ({ columns }: CompiledContract): string[] =>
  columns.filter(({ isPseudonym }) => isPseudonym).map(({ name }) => name);

/** SQL: the different pseudonyms of a row, as a list. */
export const pseudonymsOf = ({ term }: Assigned, columns: readonly string[]): string =>
  columns.length === 0
    ? 'null::varchar[]'
    : `list_sort(list_distinct(list_filter([${columns.map(term).join(', ')}], lambda its: its is not null)))`;

/** Notes the persons of staged rows that have not landed: those for which `where` (SQL) holds. */
export async function insertPersons(
  warehouse: Warehouse,
  staged: Staged,
  load: number,
  pseudonyms: Assigned,
  columns: readonly string[],
  where: string,
): Promise<void> {
  if (columns.length === 0) return;
  await warehouse.run(`
    insert into ops.person_row (load_id, sheet, row_number, pseudonym)
    select ${load}, ${staged.sheet}, ${staged.row}, unnest(${pseudonymsOf(pseudonyms, columns)})
    from ${stagedRows} ${pseudonyms.joins} where ${where}`);
}

/** Notes the persons of all records of a file of which nothing has landed. */
export async function recordPersons(
  warehouse: Warehouse,
  compiled: CompiledContract,
  staged: Staged,
  load: number,
): Promise<void> {
  const columns = pseudonymColumns(compiled);
  if (columns.length === 0) return;
  await warehouse.run(`delete from ops.person_row where load_id = ${load}`);
  const pseudonyms = await assignPseudonyms(warehouse, columns, stagedRows);
  await insertPersons(warehouse, staged, load, pseudonyms, columns, staged.below);
}
