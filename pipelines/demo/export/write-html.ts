import { cellOf } from './cell.ts';
import type { Column } from './column.ts';
import { printedText, withDots } from './printed-text.ts';
import type { Line, Sheet } from './sheet.ts';

/** A web page with one table, which portals serve under the name of an .xls file and Excel opens after a warning. */
export function writeHtml(sheet: Sheet): Uint8Array {
  const width = sheet.columns.length;
  const head = sheet.lines.findIndex((line) => line.kind === 'header');
  const lines = sheet.lines.map((line) => `<tr>${cellsOf(sheet, line, width)}</tr>`);
  const page = [
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">',
    '<head>',
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
    `<title>${escaped('Danh sách hồ sơ')}</title>`,
    '<style>td { mso-number-format: "\\@"; border: 1px solid #000 } th { background: #ddd }</style>',
    '</head>',
    '<body>',
    '<table border="1" cellspacing="0">',
    '<thead>',
    ...lines.slice(0, head + 1),
    '</thead>',
    '<tbody>',
    ...lines.slice(head + 1),
    '</tbody>',
    '</table>',
    '</body>',
    '</html>',
    '',
  ];
  return new TextEncoder().encode(page.join('\r\n'));
}

function cellsOf(sheet: Sheet, line: Line, width: number): string {
  switch (line.kind) {
    case 'title':
    case 'section':
    case 'signature':
      return `<td colspan="${width}" align="center"><b>${escaped(line.text)}</b></td>`;
    case 'blank':
      return `<td colspan="${width}">&nbsp;</td>`;
    case 'header':
      return sheet.columns.map((column) => `<th>${escaped(sheet.labels[column])}</th>`).join('');
    case 'row': {
      const text = (column: Column) =>
        printedText(cellOf(line.row, column, sheet.plan.precision), column, sheet.plan);
      return sheet.columns.map((column) => `<td>${escaped(text(column)) || '&nbsp;'}</td>`).join('');
    }
    case 'total': {
      const feeAt = sheet.columns.indexOf('fee');
      return [
        `<td colspan="3"><b>${escaped('Tổng cộng')}</b></td>`,
        `<td><b>${withDots(line.dossiers)}</b></td>`,
        `<td colspan="${feeAt - 4}">&nbsp;</td>`,
        `<td><b>${withDots(line.fee)}</b></td>`,
        `<td colspan="${width - feeAt - 1}">&nbsp;</td>`,
      ].join('');
    }
    case 'groups':
      throw new RangeError('writeHtml: the page has a header of one row');
  }
}

/** As web frameworks of that age escape: markup by name, the upper half of Latin-1 by number, all else as it is. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\u{a0}-\u{ff}]/gu, (character) => `&#${character.codePointAt(0)};`);
}
