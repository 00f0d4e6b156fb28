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

/**
 * The rows that lie beside a page; undefined where they did not come. Who reads while another release takes the place of the one that is
 * read gets the page anew: pages of one release do not show rows of another.
 *
 * @param {string} address
 */
export async function readRows(address) {
  const answer = await fetch(address).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { release, rows } = await answer.json();
  if (release === document.querySelector('main')?.dataset.release) return unpacked(rows);
  const [visit] = performance.getEntriesByType('navigation');
  // Once: what lies between here and the site may hold on to an old page.
  if (/** @type {PerformanceNavigationTiming | undefined} */ (visit)?.type !== 'reload') location.reload();
  return undefined;
}

/** @param {Packed} table Of thousands of rows: a phone has no time for more than this loop. */
function rowsOf({ rows, columns, values, places }) {
  const lists = places.map((its) => (typeof its === 'number' ? places[its] : its));
  const made = Array.from({ length: rows }, () => /** @type {Record<string, unknown>} */ ({}));
  columns.forEach((column, at) => {
    const [its, list] = [values[at] ?? [], /** @type {number[] | null} */ (lists[at] ?? null)];
    for (let row = 0; row < rows; row += 1)
      /** @type {Record<string, unknown>} */ (made[row])[column] =
        its[list === null ? row : (list[row] ?? 0)];
  });
  return made;
}
