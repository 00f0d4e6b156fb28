import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options as CsvOptions, parse } from 'csv-parse';
import { parse as parseHead } from 'csv-parse/sync';
import { cellsTable } from '../warehouse/cells.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { appendRows, createCells } from './append.ts';
import { readings } from './encoding.ts';
import { type FoundHeader, findHeader, type WantedColumn } from './header.ts';
import { UnreadableFile } from './unreadable.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const headBytes = 256 * 1024;

/** How a text file is to be read, found from its head. */
export interface Dialect {
  encoding: string;
  delimiter: string;
  header: FoundHeader | undefined;
  /** The first rows, to tell the reader what was found where the header is missing. */
  rows: string[][];
}

/** Forgiving where a row is odd (the contract judges it), strict about a quotation mark that is never closed. */
const parserOptions = (delimiter: string): CsvOptions => ({
  delimiter,
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
});

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function headRows(text: string, delimiter: string): string[][] {
  // The head may end inside a quoted cell; what was read before that is enough.
  const options = { ...parserOptions(delimiter), to: 80 };
  try {
    return parseHead(text, options);
  } catch {
    return parseHead(text, { ...options, quote: null });
  }
}

/**
 * Finds encoding, delimiter and header together: the combination in which most of the contract's labels appear. The
 * first that has all required labels is taken, since the likely ones are tried first.
 */
export async function findDialect(path: string, wanted: readonly WantedColumn[]): Promise<Dialect> {
  const head = await readHead(path);
  let best: Dialect | undefined;
  for (const { encoding, text } of readings(head)) {
    for (const delimiter of delimiters) {
      const rows = headRows(text, delimiter);
      const header = findHeader(rows, wanted);
      if (header?.missing.length === 0) return { encoding, delimiter, header, rows };
      const better = (header?.cells.size ?? 0) > (best?.header?.cells.size ?? 0);
      if (!best || better || (!best.header && widest(rows) > widest(best.rows)))
        best = { encoding, delimiter, header, rows };
    }
  }
  if (!best) throw new Error('every text has a reading');
  return best;
}

const widest = (rows: readonly string[][]): number => Math.max(0, ...rows.map((row) => row.length));

/**
 * Whether the engine's own reader would give other cells than a person sees: it drops blank lines, which are rows in a
 * spreadsheet, and keeps combining marks as they are. Those start with the bytes CC or CD in UTF-8, and nothing else does
 * (but a few letters of old Greek).
 */
async function needsExactPath(path: string): Promise<boolean> {
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 })) {
    const piece = Buffer.concat([tail, chunk as Buffer]);
    const signs: (string | number)[] = ['\n\n', '\r\n\r\n', '\n\r\n', 0xcc, 0xcd];
    if (signs.some((sign) => piece.indexOf(sign) >= 0)) return true;
    tail = piece.subarray(-3);
  }
  return false;
}

async function readByEngine(
  warehouse: Warehouse,
  path: string,
  delimiter: string,
  width: number,
): Promise<void> {
  const columns = Array.from({ length: width }, (_, at) => `c${at}: 'VARCHAR'`).join(', ');
  await warehouse.run(`
    create or replace temp table cells as
    select * from read_csv(${literal(path)}, auto_detect = false, delim = ${literal(delimiter)}, quote = '"', escape = '"',
      header = false, columns = {${columns}}, null_padding = true, strict_mode = true)`);
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

async function readByParser(
  warehouse: Warehouse,
  path: string,
  dialect: Dialect,
  width: number,
): Promise<void> {
  await createCells(warehouse, width);
  try {
    await pipeline(decoded(path, dialect.encoding), parse(parserOptions(dialect.delimiter)), (rows) =>
      appendRows(warehouse, rows as AsyncIterable<string[]>, width),
    );
  } catch (cause) {
    if (cause instanceof CsvError)
      throw new UnreadableFile('broken_quoting', cause, { line: Number(cause.records) + 1 || undefined });
    throw cause;
  }
}

/**
 * Reads a delimited text file into the cells table and returns its width. Clean UTF-8 goes through the engine's own
 * parallel reader; whatever that refuses (other encodings, blank lines, quoted line breaks, ragged rows) goes record
 * by record through csv-parse, to the same result.
 */
export async function readDelimited(warehouse: Warehouse, path: string, dialect: Dialect): Promise<number> {
  // Two spare cells show rows that have more cells than the header: a sign of a stray delimiter.
  const width = widest(dialect.rows) + 2;
  if (dialect.encoding === 'utf-8' && !(await needsExactPath(path))) {
    try {
      await readByEngine(warehouse, path, dialect.delimiter, width);
      return width;
    } catch {
      await warehouse.run(`drop table if exists ${cellsTable}`);
    }
  }
  await readByParser(warehouse, path, dialect, width);
  return width;
}
