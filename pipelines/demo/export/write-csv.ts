import { cellOf } from './cell.ts';
import { printedText } from './printed-text.ts';
import type { Line, Sheet } from './sheet.ts';
import { encodeWindows1258 } from './windows-1258.ts';

/** Delimited text with CRLF: UTF-8 with a byte order mark, or Windows-1258 without one. */
export function writeCsv(sheet: Sheet): Uint8Array {
  const { plan } = sheet;
  const quote = (text: string): string =>
    /["\r\n]|^\s|\s$/.test(text) || text.includes(plan.delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  let blanks = 0;
  const cells = (line: Line): string[] => {
    switch (line.kind) {
      case 'header':
        return sheet.columns.map((column) => sheet.labels[column]);
      case 'row':
        return sheet.columns.map((column) =>
          printedText(cellOf(line.row, column, plan.precision), column, plan),
        );
      case 'title':
      case 'section':
      case 'signature':
        return [line.text];
      case 'blank':
        // Portals leave the line empty; a sheet saved as CSV still prints its delimiters. Both occur.
        return blanks++ % 2 === 0 ? [] : sheet.columns.map(() => '');
      case 'groups':
      case 'total':
        throw new RangeError(`writeCsv: a CSV has no ${line.kind} line`);
    }
  };
  const text = sheet.lines.map((line) => `${cells(line).map(quote).join(plan.delimiter)}\r\n`).join('');
  return plan.encoding === 'windows-1258'
    ? encodeWindows1258(text)
    : new TextEncoder().encode(`\u{feff}${text}`);
}
