import { escaped } from './write-html.ts';

export interface HtmlTable {
  title: string;
  /** Lines over the header, each as wide as the table. */
  titles: readonly string[];
  header: readonly string[];
  /** Rows shorter than the header are filled with blank cells. */
  rows: readonly (readonly string[])[];
  /** Lines below the rows, each as wide as the table. */
  notes: readonly string[];
}

/** A web page with one table, as systems serve it under the name of an .xls file: a plain header, any number of lines. */
export function htmlTable({ title, titles, header, rows, notes }: HtmlTable): Uint8Array {
  const wide = (text: string) => `<tr><td colspan="${header.length}">${escaped(text) || '&nbsp;'}</td></tr>`;
  const cell = (text: string | undefined) => `<td>${escaped(text ?? '') || '&nbsp;'}</td>`;
  const page = [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
    '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
    `<title>${escaped(title)}</title></head>`,
    '<body><table border="1">',
    ...titles.map(wide),
    `<tr>${header.map((label) => `<th>${escaped(label)}</th>`).join('')}</tr>`,
    ...rows.map((row) => `<tr>${header.map((_, at) => cell(row[at])).join('')}</tr>`),
    ...notes.map(wide),
    '</table></body></html>',
    '',
  ];
  return new TextEncoder().encode(page.join('\r\n'));
}
