/**
 * Rows of a query as they come with a page: names of the columns once, values of each row in their order.
 *
 * @typedef {{ columns: string[], rows: unknown[][] }} Table
 */

/**
 * [{ columns: ['a'], rows: [[1]] }] → [{ a: 1 }], for each query of a page.
 *
 * @param {Record<string, Table>} tables
 * @returns {Record<string, Record<string, unknown>[]>}
 */
export const unpacked = (tables) =>
  Object.fromEntries(
    Object.entries(tables).map(([name, { columns, rows }]) => [
      name,
      rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))),
    ]),
  );
