import { quoted, shownNul, type Warehouse } from './warehouse.ts';

export type Cell = string | number | boolean | null | undefined;

/** Columns of a small table made from values: name → SQL type. */
export type Columns = Record<string, 'varchar' | 'double' | 'integer' | 'boolean' | 'date' | 'timestamp'>;

const textOf = (cell: Cell): string | null =>
  cell === null || cell === undefined ? null : shownNul(String(cell));

/**
 * Makes (anew) a table from a few rows of what people wrote. For data, the engine reads files itself. The rows are handed over as one
 * parameter: of a list of VALUES each cell is an expression, which takes longer than all else.
 */
export async function createValuesTable<C extends Columns>(
  warehouse: Warehouse,
  name: string,
  columns: C,
  rows: readonly Record<keyof C, Cell>[],
): Promise<void> {
  const names = Object.keys(columns);
  const definition = names.map((column) => `${quoted(column)} ${columns[column]}`).join(', ');
  await warehouse.run(`create or replace table ${name} (${definition})`);
  if (rows.length === 0) return;
  const cells = names.map((column, at) => `cast(row[${at + 1}] as ${columns[column]})`).join(', ');
  await warehouse.run(
    `insert into ${name} select ${cells} from (select unnest(from_json($rows, '[["VARCHAR"]]')) as row)`,
    { rows: JSON.stringify(rows.map((row) => names.map((column) => textOf(row[column])))) },
  );
}
