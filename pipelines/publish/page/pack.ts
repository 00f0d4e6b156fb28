import type { Table } from '../../warehouse/engine.ts';

/**
 * Rows of a query as they travel: column by column, and of what is said many times each different value once.
 *
 * `places` says how to read the values of a column: `null`, they are those of the rows in their order; a list, row by row which of the
 * values it is; a number, the same list as that column; an empty list, the first value in every row.
 */
export interface PackedTable {
  rows: number;
  columns: string[];
  values: unknown[][];
  places: (number[] | number | null)[];
}

export function packed({ columns, rows }: Table): PackedTable {
  const values: unknown[][] = [];
  const places: PackedTable['places'] = [];
  /** Lists of places, by what is in them: where they stand. */
  const known = new Map<string, number>();
  columns.forEach((_, at) => {
    const column = rows.map((row) => shortened(row[at]));
    const nth = new Map<unknown, number>();
    for (const value of column) if (!nth.has(value)) nth.set(value, nth.size);
    const [different, list] = [[...nth.keys()], column.map((value) => nth.get(value) ?? 0)];
    const same = known.get(list.join());
    const its = different.length === 1 ? [] : (same ?? list);
    if (sizeOf(different, its) >= sizeOf(column, null)) {
      values.push(column);
      places.push(null);
      return;
    }
    values.push(different);
    places.push(its);
    if (its === list) known.set(list.join(), at);
  });
  return { rows: rows.length, columns, values, places };
}

/**
 * What is drawn is drawn to a pixel: nine figures of a fraction are more than a screen shows, and half as many bytes as all seventeen.
 * Whole numbers stay what they are; what people read is text, and the marts have written it.
 */
const shortened = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value;

const sizeOf = (...parts: unknown[]): number => JSON.stringify(parts).length;
