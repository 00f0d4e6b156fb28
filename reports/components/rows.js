/**
 * Rows of a query as they come with a page, column by column. Of a column of texts each different one is said once, and its values
 * are numbers of those.
 *
 * @typedef {{ columns: string[], texts: (string[] | null)[], values: unknown[][] }} Packed
 */

/**
 * { columns: ['a'], texts: [['x']], values: [[0, 0]] } → [{ a: 'x' }, { a: 'x' }], for each query of a page.
 *
 * @param {Record<string, Packed>} tables
 * @returns {Record<string, Record<string, unknown>[]>}
 */
export const unpacked = (tables) =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, rowsOf(table)]));

/** @param {Packed} table */
function rowsOf({ columns, texts, values }) {
  return (values[0] ?? []).map((_, row) =>
    Object.fromEntries(
      columns.map((column, at) => {
        const value = values[at]?.[row] ?? null;
        return [column, value === null ? null : (texts[at]?.[Number(value)] ?? value)];
      }),
    ),
  );
}
