import { readFile } from 'node:fs/promises';
import { utils } from '@e965/xlsx';
import { type Block, inBlocks, refuseTooWide } from './block.ts';
import { cellReader } from './cell-text.ts';
import { decode, decodings } from './encoding.ts';
import { type Cell, fillMerged, type Grid, isFilled, widthOf } from './grid.ts';
import { fonts, type LegacyFont } from './legacy-font.ts';
import { UnreadableFile } from './unreadable.ts';
import { isWebArchive, pagesOfArchive } from './web-archive.ts';
import type { Workbook } from './workbook.ts';

/** What is told of a sheet before its rows. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  /** Rows that are hidden and hold something, counted from 1. */
  hiddenRows: number[];
  /** Columns that are hidden, by their letters. */
  hiddenColumns: string[];
  /** Cells of the widest row. */
  width: number;
  /** Up to the last row that holds anything. */
  lines: number;
  /** The first rows with the text of merged cells in all their cells, as the eye sees a merged header; a blank cell is ''. */
  head: string[][];
}

/** The sheets as they read if their texts are written with one font or another; the last one says so. */
export interface Reading {
  sheets: Sheet[];
  encoding: string | null;
  isLast: boolean;
}

/** Which reading was right, and how many cells of the rows of which sheets are wanted. */
export interface Wanted {
  reading: number;
  sheets: { at: number; width: number }[];
}

/** Between the rows of two sheets. */
export interface SheetEnd {
  isEnd: true;
}

export type SheetFormat = 'xlsx' | 'ods' | 'xls' | 'html' | 'docx';
type TextOf = (cell: Cell, font: LegacyFont | undefined) => string;

const headRows = 80;

/** The row behind the last that has anything in its first cells: what stands far to the right of a table is none of its rows. */
function lengthOf(rows: Grid['rows'], width: number): number {
  let length = rows.length;
  while (length > 0 && !rows[length - 1]?.slice(0, width).some(isFilled)) length -= 1;
  return length;
}

function sheetOf(grid: Grid, textOf: TextOf, font: LegacyFont | undefined): Sheet {
  const { name, isHidden, rows, merges } = grid;
  const width = widthOf(grid);
  const head = Array.from(rows.slice(0, headRows), (row) =>
    Array.from(row?.slice(0, width) ?? [], (cell) => textOf(cell, font)),
  );
  for (const { s, e } of merges) {
    const text = head[s.r]?.[s.c] ?? '';
    for (let r = s.r; r <= Math.min(e.r, head.length - 1); r += 1) {
      const row = head[r] ?? [];
      for (let c = s.c; c <= Math.min(e.c, width - 1); c += 1) row[c] ||= text;
    }
  }
  return {
    name,
    isHidden,
    hiddenRows: grid.hiddenRows.filter((at) => rows[at]?.some(isFilled)).map((at) => at + 1),
    hiddenColumns: grid.hiddenColumns.filter((at) => at < width).map((at) => utils.encode_col(at)),
    width,
    lines: lengthOf(rows, width),
    head: head.map((row) => Array.from(row, (cell) => cell ?? '')),
  };
}

/** All rows, once: a row that has been given is let go, so that a large sheet does not stand in memory twice. */
function* rowsOf(
  { rows }: Grid,
  width: number,
  textOf: TextOf,
  font: LegacyFont | undefined,
): Generator<string[]> {
  const length = lengthOf(rows, width);
  for (let at = 0; at < length; at += 1) {
    yield Array.from(rows[at]?.slice(0, width) ?? [], (cell) => textOf(cell, font));
    rows[at] = undefined;
  }
}

async function readPages(bytes: Buffer): Promise<{ book: Workbook; encoding: string }> {
  const { tablesOfPage } = await import('./web-page.ts');
  const pages = isWebArchive(bytes) ? pagesOfArchive(bytes) : [bytes];
  const found = pages.map((page) => {
    const encoding = decodings(page).next().value?.encoding;
    return { encoding, grids: encoding ? tablesOfPage(decode(page, encoding)) : [] };
  });
  const encoding = found.find(({ grids }) => grids.length > 0)?.encoding;
  if (!encoding) throw new UnreadableFile('not_a_table');
  return {
    book: { grids: found.flatMap(({ grids }) => grids), is1904: false },
    encoding: encoding.name,
  };
}

/** The tables of a file of any format, and the encoding of one that is text. */
async function bookOf(
  path: string,
  format: SheetFormat,
): Promise<{ book: Workbook; encoding: string | null }> {
  if (format === 'docx') {
    const [{ tablesOfDocument }, { documentOf }] = await Promise.all([
      import('./word.ts'),
      import('./zip.ts'),
    ]);
    const grids = tablesOfDocument(await documentOf(path));
    if (grids.length === 0) throw new UnreadableFile('not_a_table');
    return { book: { grids, is1904: false }, encoding: null };
  }
  const bytes = await readFile(path);
  if (format === 'html') return readPages(bytes);
  const { readWorkbook } = await import('./workbook.ts');
  return { book: await readWorkbook(bytes, format !== 'xls'), encoding: null };
}

/**
 * Reads a workbook (.xlsx, .xlsm, .xlsb, .ods, .xls), HTML page or Word document. Tells one reading after the other, until it is answered
 * which is wanted; then the rows of the wanted sheets, with a `SheetEnd` behind each. Throws `UnreadableFile`.
 */
export async function* readSheets(
  path: string,
  format: SheetFormat,
): AsyncGenerator<Reading | Block | SheetEnd, void, Wanted | undefined> {
  const { book, encoding } = await bookOf(path, format);
  for (const grid of book.grids) fillMerged(grid, widthOf(grid));
  const textOf = cellReader(book.is1904);
  const readings: (LegacyFont | undefined)[] = [undefined, ...fonts];
  let wanted: Wanted | undefined;
  for (const [at, font] of readings.entries()) {
    const named = encoding === null || font === undefined ? (font ?? encoding) : `${encoding}+${font}`;
    wanted = yield {
      sheets: book.grids.map((grid) => sheetOf(grid, textOf, font)),
      encoding: named,
      isLast: at === readings.length - 1,
    };
    if (wanted) break;
  }
  for (const { at, width } of wanted?.sheets ?? []) {
    refuseTooWide(width);
    const grid = book.grids[at];
    if (!grid) continue;
    for await (const block of inBlocks(rowsOf(grid, width, textOf, readings[wanted?.reading ?? 0])))
      yield block;
    yield { isEnd: true };
  }
}
