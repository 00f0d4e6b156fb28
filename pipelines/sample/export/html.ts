import { type Cell, textOf } from './cell.ts';
import type { Line } from './line.ts';

/** A web page with one table, which systems serve under the name of an .xls file and Excel opens after a warning. */
export function htmlPage(title: string, width: number, lines: Iterable<Line>): Uint8Array {
  const cell = (tag: 'td' | 'th', content: Cell | undefined) =>
    `<${tag}>${escaped(textOf(content)) || (tag === 'td' ? '&nbsp;' : '')}</${tag}>`;
  const row = ({ kind, cells }: Line) => {
    if (kind === 'wide') return `<td colspan="${width}">${escaped(textOf(cells[0])) || '&nbsp;'}</td>`;
    const tag = kind === 'head' ? 'th' : 'td';
    return Array.from({ length: width }, (_, at) => cell(tag, cells[at])).join('');
  };
  const page = [
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
    '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
    `<title>${escaped(title)}</title></head>`,
    '<body><table border="1">',
    ...Array.from(lines, (line) => `<tr>${row(line)}</tr>`),
    '</table></body></html>',
    '',
  ];
  return new TextEncoder().encode(page.join('\r\n'));
}

/** As web frameworks of that age escape: markup by name, the upper half of Latin-1 by number, all else as it is. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\u{a0}-\u{ff}]/gu, (character) => `&#${character.codePointAt(0)};`);
}
