/** Lays rows out in columns that line up; the columns whose index is in `right` are aligned to the right. */
export function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = headers.map((header, at) =>
    Math.max(header.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const lay = (cells: readonly string[]) =>
    widths
      .map((width, at) =>
        right.includes(at) ? (cells[at] ?? '').padStart(width) : (cells[at] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd();
  return [lay(headers), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(lay)].join('\n');
}
