import { type Cell, textOf } from './cell.ts';
import type { Line } from './line.ts';
import { encodeWindows1258 } from './windows-1258.ts';

export interface DelimitedPlan {
  delimiter: ',' | ';' | '\t';
  /** nfd: UTF-8 with letters and marks apart, as some systems of Apple give it. */
  encoding: 'utf-8' | 'nfd' | 'windows-1258';
}

/** Delimited text with CRLF: UTF-8 with a byte order mark, or Windows-1258 without one. */
export function delimitedText(
  lines: Iterable<Pick<Line, 'cells'>>,
  { delimiter, encoding }: DelimitedPlan,
): Uint8Array {
  const quote = (cell: Cell): string => {
    const text = textOf(cell);
    return /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  };
  const text = Array.from(lines, ({ cells }) => `${cells.map(quote).join(delimiter)}\r\n`).join('');
  if (encoding === 'windows-1258') return encodeWindows1258(text);
  return new TextEncoder().encode(`\u{feff}${encoding === 'nfd' ? text.normalize('NFD') : text}`);
}
