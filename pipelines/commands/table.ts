/** No column is made narrower than this: what is left of it would say nothing. */
const narrowest = 12;

/** Narrows the widest columns until a line fits; those in `fixed` (numbers) are left whole. */
function fitted(widths: readonly number[], fixed: readonly number[], most: number): number[] {
  const result = [...widths];
  const excess = () => result.reduce((sum, width) => sum + width, 0) + 2 * (result.length - 1) - most;
  while (excess() > 0) {
    const free = result.flatMap((width, at) => (fixed.includes(at) || width <= narrowest ? [] : [at]));
    if (free.length === 0) break;
    const widest = free.reduce((a, b) => ((result[a] ?? 0) >= (result[b] ?? 0) ? a : b));
    result[widest] = (result[widest] ?? 0) - 1;
  }
  return result;
}

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1).trimEnd()}…` : text;

/**
 * Lays rows out in columns that line up; the columns whose index is in `right` are aligned to the right. With `most`, lines are
 * no longer than that: the widest texts are cut short.
 */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  most?: number,
): string {
  const natural = headers.map((header, at) =>
    Math.max(header.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const widths = most === undefined ? natural : fitted(natural, right, most);
  const lay = (cells: readonly string[]) =>
    widths
      .map((width, at) => {
        const cell = cut(cells[at] ?? '', width);
        return right.includes(at) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [lay(headers), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(lay)].join('\n');
}
