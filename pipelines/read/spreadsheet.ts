import { readFile } from 'node:fs/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as XLSX from '@e965/xlsx';
import { decode, decodings, meantBy } from './encoding.ts';
import { fonts, type LegacyFont } from './legacy-font.ts';
import { UnreadableFile } from './unreadable.ts';

/** A sheet as rows of text; a blank cell is the empty string. */
export interface Sheet {
  name: string;
  /** Cells of the widest row. */
  width: number;
  /** The first rows with the text of merged cells in all their cells, as the eye sees a merged header. */
  head: string[][];
  /** All rows, once: a row that has been given is let go, so that a large sheet does not stand in memory twice. */
  rows(): Generator<string[]>;
}

type SheetFormat = 'xlsx' | 'ods' | 'xls' | 'html';

const headRows = 80;
/** Digits that a double carries faithfully: 0.07 × 100 is 7, not 7.000000000000001. */
const faithfulDigits = 15;

/** More than any export's sheet has as XML; a part that grows beyond it is a trap. */
const longestPart = 1024 ** 3;

/** The part of Node's zlib that the library asks for, by way of the public one. */
class BoundedInflate {
  /** Bytes of the input that were used: the library goes on behind them. */
  bytesRead = 0;

  _processChunk(bytes: Uint8Array): Buffer {
    // With `info` there are two parts to the answer, which the types do not know.
    const { buffer, engine } = inflateRawSync(bytes, {
      info: true,
      maxOutputLength: longestPart,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    this.bytesRead = engine.bytesWritten;
    return buffer;
  }
}

// In place of the library's own decompression, which never ends on some damaged workbooks, and is slower. A part ends
// with an error at `longestPart`, whatever size the workbook claims for it.
XLSX.CFB.utils.use_zlib({ InflateRaw: BoundedInflate, deflateRawSync });

type Cell = XLSX.CellObject | undefined;
type Data = (Cell[] | undefined)[];

function textOf(cell: Cell, font: LegacyFont | undefined): string {
  const value = cell?.v;
  if (value === undefined || value === null || cell?.t === 'e') return '';
  // The contract's types know a percentage by its sign, not by a format that is lost with the cell.
  if (typeof value === 'number' && typeof cell?.z === 'string' && cell.z.includes('%'))
    return `${Number((value * 100).toPrecision(faithfulDigits))}%`;
  // A date is kept as the serial number the file holds: the column's contract decides what it means.
  return typeof value === 'string' ? meantBy(value, font) : String(value);
}

const rowOf = (row: Cell[] | undefined, font: LegacyFont | undefined): string[] =>
  Array.from(row ?? [], (cell) => textOf(cell, font));

function sheetOf(name: string, sheet: XLSX.WorkSheet, font: LegacyFont | undefined): Sheet {
  const data = (sheet as { '!data'?: Data })['!data'] ?? [];
  const head = Array.from(data.slice(0, headRows), (row) => rowOf(row, font));
  for (const { s, e } of sheet['!merges'] ?? []) {
    const text = head[s.r]?.[s.c] ?? '';
    for (let r = s.r; r <= Math.min(e.r, head.length - 1); r += 1) {
      const row = head[r] ?? [];
      for (let c = s.c; c <= e.c; c += 1) row[c] = text;
    }
  }
  return {
    name,
    width: data.reduce((widest, row) => Math.max(widest, row?.length ?? 0), 0),
    head: head.map((row) => Array.from(row, (cell) => cell ?? '')),
    *rows() {
      for (let at = 0; at < data.length; at += 1) {
        yield rowOf(data[at], font);
        data[at] = undefined;
      }
    },
  };
}

/** The library leaves numeric entities (&#194;) as they stand; those of markup characters must stay until it has parsed. */
function decodeNumericEntities(html: string): string {
  return html.replace(/&#(?:x([0-9a-f]+)|(\d+));/gi, (entity, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isMarkup = code === 0x26 || code === 0x3c || code === 0x3e;
    return isMarkup || code === 0 || code > 0x10ffff ? entity : String.fromCodePoint(code);
  });
}

async function readBook(
  path: string,
  format: SheetFormat,
): Promise<{ book: XLSX.WorkBook; encoding: string | null }> {
  const bytes = await readFile(path);
  const html = format === 'html' ? decodings(bytes).next().value : undefined;
  const options: XLSX.ParsingOptions = {
    dense: true,
    cellDates: false,
    cellFormula: false,
    cellHTML: false,
    cellText: false,
    cellNF: true,
  };
  try {
    const book = html
      ? XLSX.read(decodeNumericEntities(decode(bytes, html.encoding)), {
          ...options,
          type: 'string',
          raw: true,
        })
      : XLSX.read(bytes, { ...options, type: 'buffer' });
    return { book, encoding: html?.encoding.name ?? null };
  } catch (cause) {
    if (/password|encrypt/i.test(String(cause))) throw new UnreadableFile('password_protected', cause);
    const isZipped = format === 'xlsx' || format === 'ods';
    throw new UnreadableFile(isZipped ? 'broken_archive' : 'not_a_table', cause);
  }
}

/**
 * Reads every sheet of a workbook (.xlsx, .ods, binary .xls) or HTML page. Texts written with an old font are known by
 * `isMeant`: whether the sheets say what the reader looks for. Throws `UnreadableFile`.
 */
export async function readSheets(
  path: string,
  format: SheetFormat,
  isMeant: (sheets: readonly Sheet[]) => boolean,
): Promise<{ sheets: Sheet[]; encoding: string | null }> {
  const { book, encoding } = await readBook(path, format);
  const sheetsIn = (font: LegacyFont | undefined) =>
    book.SheetNames.flatMap((name) => {
      const sheet = book.Sheets[name];
      return sheet ? [sheetOf(name, sheet, font)] : [];
    });
  const asWritten = sheetsIn(undefined);
  if (isMeant(asWritten)) return { sheets: asWritten, encoding };
  for (const font of fonts) {
    const sheets = sheetsIn(font);
    if (isMeant(sheets)) return { sheets, encoding: encoding === null ? font : `${encoding}+${font}` };
  }
  return { sheets: asWritten, encoding };
}
