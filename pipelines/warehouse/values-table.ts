import { literal, quoted, type Warehouse } from './warehouse.ts';

type Cell = string | number | boolean | null | undefined;

/** Columns of a small table made from values: name → SQL type. */
type Columns = Record<string, 'varchar' | 'double' | 'integer' | 'boolean' | 'date' | 'timestamp'>;

const sqlOf = (cell: Cell, type: string): string =>
  cell === null || cell === undefined ? `cast(null as ${type})` : `cast(${literal(String(cell))} as ${type})`;

/** Makes (anew) a table from a few rows of what people wrote. For data, the engine reads files itself. */
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
  const values = rows.map(
    (row) => `(${names.map((column) => sqlOf(row[column], columns[column] ?? 'varchar')).join(', ')})`,
  );
  await warehouse.run(`insert into ${name} values ${values.join(',\n')}`);
}
