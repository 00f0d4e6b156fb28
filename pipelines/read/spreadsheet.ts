import { readFile } from 'node:fs/promises';
import { utils } from '@e965/xlsx';
import type { Note } from '../cells.ts';
import { messages } from '../messages/index.ts';
import { cellReader } from './cell-text.ts';
import { decode, decodings } from './encoding.ts';
import { type Cell, fillMerged, type Grid, isFilled, widthOf } from './grid.ts';
import { fonts, type LegacyFont } from './legacy-font.ts';
import { UnreadableFile } from './unreadable.ts';
import { isWebArchive, pagesOfArchive } from './web-archive.ts';
import { tablesOfPage } from './web-page.ts';
import { readWorkbook, type Workbook } from './workbook.ts';

/** A sheet as rows of text; a blank cell is the empty string. */
export interface Sheet {
  name: string;
  isHidden: boolean;
  /** Rows that are hidden, counted from 1. */
  hiddenRows: number[];
  notes: Note[];
  /** Cells of the widest row. */
  width: number;
  /** The first rows with the text of merged cells in all their cells, as the eye sees a merged header. */
  head: string[][];
  /** All rows, once: a row that has been given is let go, so that a large sheet does not stand in memory twice. */
  rows(): Generator<string[]>;
}

type SheetFormat = 'xlsx' | 'ods' | 'xls' | 'html';

const headRows = 80;

/** 3, 4, 5 and 9 as "3–5, 9". */
function runs(numbers: readonly number[]): string[] {
  const found: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = found.at(-1);
    if (run && run[1] === number - 1) run[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
}

/** What the workbook keeps out of sight and is read all the same, as far as anything stands there. */
function outOfSight(grid: Grid, width: number): Pick<Sheet, 'hiddenRows' | 'notes'> {
  const text = messages().read.note;
  const rows = grid.hiddenRows.filter((at) => grid.rows[at]?.some(isFilled)).map((at) => at + 1);
  const columns = grid.hiddenColumns.filter((at) => at < width).map((at) => utils.encode_col(at));
  const notes: Note[] = [];
  if (rows.length > 0)
    notes.push({ code: 'hidden_rows', message: text.hidden_rows(rows.length, runs(rows)) });
  if (columns.length > 0) notes.push({ code: 'hidden_columns', message: text.hidden_columns(columns) });
  return { hiddenRows: rows, notes };
}

function sheetOf(
  grid: Grid,
  textOf: (cell: Cell, font: LegacyFont | undefined) => string,
  font: LegacyFont | undefined,
): Sheet {
  const { name, isHidden, rows, merges } = grid;
  const rowOf = (row: Cell[] | undefined): string[] => Array.from(row ?? [], (cell) => textOf(cell, font));
  const width = widthOf(grid);
  const head = Array.from(rows.slice(0, headRows), rowOf);
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
    ...outOfSight(grid, width),
    width,
    head: head.map((row) => Array.from(row.slice(0, width), (cell) => cell ?? '')),
    *rows() {
      for (let at = 0; at < rows.length; at += 1) {
        yield rowOf(rows[at]);
        rows[at] = undefined;
      }
    },
  };
}

function readPages(bytes: Buffer): { book: Workbook; encoding: string } {
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

/**
 * Reads every sheet of a workbook (.xlsx, .xlsm, .xlsb, .ods, .xls) or HTML page. Texts written with an old font are
 * known by `isMeant`: whether the sheets say what the reader looks for. Throws `UnreadableFile`.
 */
export async function readSheets(
  path: string,
  format: SheetFormat,
  isMeant: (sheets: readonly Sheet[]) => boolean,
): Promise<{ sheets: Sheet[]; encoding: string | null }> {
  const bytes = await readFile(path);
  const { book, encoding } =
    format === 'html'
      ? readPages(bytes)
      : { book: await readWorkbook(bytes, format !== 'xls'), encoding: null };
  for (const grid of book.grids) fillMerged(grid, widthOf(grid));
  const textOf = cellReader(book.is1904);
  const sheetsIn = (font: LegacyFont | undefined) => book.grids.map((grid) => sheetOf(grid, textOf, font));
  const asWritten = sheetsIn(undefined);
  if (isMeant(asWritten)) return { sheets: asWritten, encoding };
  for (const font of fonts) {
    const sheets = sheetsIn(font);
    if (isMeant(sheets)) return { sheets, encoding: encoding === null ? font : `${encoding}+${font}` };
  }
  return { sheets: asWritten, encoding };
}
