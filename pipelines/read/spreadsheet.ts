import { readFile } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import type { FileFormat } from '../warehouse/cells.ts';
import { decode, readings } from './encoding.ts';
import { UnreadableFile } from './unreadable.ts';

/** A sheet as rows of text; a blank cell is the empty string. */
export interface Sheet {
  name: string;
  rows: string[][];
  /** The first rows with the text of merged cells in all their cells, as the eye sees a merged header. */
  head: string[][];
}

const headRows = 80;

function textOf(cell: XLSX.CellObject | undefined): string {
  const value = cell?.v;
  if (value === undefined || value === null || cell?.t === 'e') return '';
  // A date is kept as the serial number the file holds: the column's contract decides what it means.
  return String(value).normalize('NFC');
}

function sheetOf(name: string, sheet: XLSX.WorkSheet): Sheet {
  const data = (sheet as { '!data'?: (XLSX.CellObject | undefined)[][] })['!data'] ?? [];
  const rows = Array.from(data, (row) => Array.from(row ?? [], textOf));
  const head = rows.slice(0, headRows).map((row) => [...row]);
  for (const { s, e } of sheet['!merges'] ?? []) {
    const text = head[s.r]?.[s.c] ?? '';
    for (let r = s.r; r <= Math.min(e.r, head.length - 1); r += 1) {
      const row = head[r] ?? [];
      for (let c = s.c; c <= e.c; c += 1) row[c] = text;
    }
  }
  return { name, rows, head: head.map((row) => Array.from(row, (cell) => cell ?? '')) };
}

/** The library leaves numeric entities (&#194;) as they stand; those of markup characters must stay until it has parsed. */
function decodeNumericEntities(html: string): string {
  return html.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (entity, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isMarkup = code === 0x26 || code === 0x3c || code === 0x3e;
    return isMarkup || code === 0 || code > 0x10ffff ? entity : String.fromCodePoint(code);
  });
}

/** Reads every sheet of an .xlsx, a binary .xls or an HTML table. Throws `UnreadableFile`. */
export async function readSheets(
  path: string,
  format: Exclude<FileFormat, 'csv'>,
): Promise<{ sheets: Sheet[]; encoding: string | null }> {
  const bytes = await readFile(path);
  const html = format === 'html' ? readings(bytes).next().value : undefined;
  const options: XLSX.ParsingOptions = {
    dense: true,
    cellDates: false,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
  };
  try {
    const book = html
      ? XLSX.read(decodeNumericEntities(decode(bytes, html.encoding)), {
          ...options,
          type: 'string',
          raw: true,
        })
      : XLSX.read(bytes, { ...options, type: 'buffer' });
    return {
      sheets: book.SheetNames.flatMap((name) => {
        const sheet = book.Sheets[name];
        return sheet ? [sheetOf(name, sheet)] : [];
      }),
      encoding: html?.encoding.name ?? null,
    };
  } catch (cause) {
    throw new UnreadableFile(
      /password|encrypt/i.test(String(cause)) ? 'password_protected' : 'not_a_table',
      cause,
    );
  }
}
