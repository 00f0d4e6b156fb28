/**
 * Rows of a query as they come with a page, column by column (pipelines/publish/page/pack.ts): `places` says how to read the values of a
 * column. `null`, they are those of the rows; a list, which of them each row has; a number, the same list as that column; an empty list,
 * the first one.
 *
 * @typedef {{ rows: number, columns: string[], values: unknown[][], places: (number[] | number | null)[] }} Packed
 */

/**
 * { rows: 2, columns: ['a'], values: [['x']], places: [[]] } → [{ a: 'x' }, { a: 'x' }], for each query of a page.
 *
 * @param {Record<string, Packed>} tables
 * @returns {Record<string, Record<string, unknown>[]>}
 */
export const unpacked = (tables) =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, rowsOf(table)]));

/** @param {Packed} table */
function rowsOf({ rows, columns, values, places }) {
  const lists = places.map((its) => (typeof its === 'number' ? places[its] : its));
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns.map((column, at) => {
        const list = /** @type {number[] | null} */ (lists[at]);
        return [column, values[at]?.[list === null ? row : (list[row] ?? 0)]];
      }),
    ),
  );
}
