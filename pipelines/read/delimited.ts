import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseHead } from 'csv-parse/sync';
import { type Cells, cellNames, cellsTable, type Header } from '../cells.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Sought } from './accept-header.ts';
import { appendBlocks } from './append.ts';
import { refuseTooWide } from './block.ts';
import { decodings, type Encoding } from './encoding.ts';
import type { FoundHeader } from './header.ts';
import type { Reader } from './reader-process.ts';
import { type Survey, survey } from './survey.ts';
import { parserOptions, type Quoting } from './text.ts';
import { transcode } from './transcode.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const headBytes = 128 * 1024;

/** How a text file is to be read, found from its head. */
interface Dialect extends Quoting {
  encoding: Encoding;
  header: FoundHeader | undefined;
  /** The first rows, to tell the reader what was found where the header is missing. */
  rows: string[][];
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function headRows(text: string, quoting: Quoting): string[][] {
  // The head may end inside a quoted cell; what was read before that is enough.
  const options = { ...parserOptions(quoting), to: 80 };
  try {
    return parseHead(text, options);
  } catch {
    return parseHead(text, { ...options, quote: null });
  }
}

/** Rows that are wider than the header: quotation marks that were not understood tear cells apart. */
const torn = (rows: readonly string[][], header: FoundHeader | undefined): number =>
  header ? rows.filter((row) => row.length > header.labels.length).length : 0;

/** The delimiters, the most frequent in the text first: seldom is a second one tried. */
function likelyFirst(text: string): string[] {
  const count = (delimiter: string) => text.split(delimiter).length;
  return delimiters
    .map((delimiter) => ({ delimiter, count: count(delimiter) }))
    .sort((a, b) => b.count - a.count)
    .map(({ delimiter }) => delimiter);
}

function readAs(how: Quoting & Pick<Dialect, 'encoding'>, text: string, find: Sought['find']): Dialect {
  const rows = headRows(text, how);
  return { ...how, rows, header: find(rows) };
}

/**
 * Finds encoding, delimiter and header together: the combination in which most of the labels looked for appear. The
 * first that has all required ones is taken, since the likely ones are tried first; where none has any, the one in which
 * another known table appears.
 */
export async function findDialect(
  path: string,
  { find, isElsewhere }: Pick<Sought, 'find' | 'isElsewhere'>,
): Promise<Dialect> {
  const head = await readHead(path);
  const tried: Dialect[] = [];
  let best: Dialect | undefined;
  for (const { encoding, text } of decodings(head)) {
    for (const delimiter of likelyFirst(text)) {
      const dialect = readAs({ encoding, delimiter, escape: '"' }, text, find);
      const { header, rows } = dialect;
      if (header?.missing.length === 0) {
        const slashed = text.includes('\\"') && readAs({ encoding, delimiter, escape: '\\' }, text, find);
        return slashed && torn(slashed.rows, header) < torn(rows, header) ? slashed : dialect;
      }
      tried.push(dialect);
      const better = (header?.cells.size ?? 0) > (best?.header?.cells.size ?? 0);
      if (!best || better || (!best.header && widest(rows) > widest(best.rows))) best = dialect;
    }
  }
  if (!best) throw new Error('every text has a reading');
  return best.header ? best : (tried.find(({ rows }) => isElsewhere(rows)) ?? best);
}

const widest = (rows: readonly string[][]): number => Math.max(0, ...rows.map((row) => row.length));

/** No file holds this control character: so a blank cell is '', and null is only a cell that the row does not have. */
const noCell = '\u001a';

/** Longer lines are left to the exact reader: the engine's buffers, one for each thread, are a multiple of this. */
const longestOfEngine = 2 * 1024 ** 2;

/** The engine's own parallel reader over a file of clean UTF-8, as a relation. */
function engineReader(path: string, dialect: Dialect, width: number): string {
  const columns = cellNames(width).map((name) => `${name}: 'VARCHAR'`);
  return `read_csv(${literal(path)}, auto_detect = false, delim = ${literal(dialect.delimiter)}, quote = '"', escape = ${literal(dialect.escape)},
    header = false, columns = {${columns.join(', ')}}, null_padding = true, nullstr = ${literal(noCell)},
    strict_mode = true, max_line_size = ${longestOfEngine})`;
}

/**
 * The cells of a delimited text file. Clean UTF-8 goes through the engine's own parallel reader as it is; other
 * encodings, loose combining marks and blank lines are put right in a temporary copy first. Whatever the engine refuses
 * (ragged rows, stray quotation marks) goes record by record through csv-parse, to the same result.
 */
export async function* readDelimited(
  warehouse: Warehouse,
  reader: Reader,
  path: string,
  dialect: Dialect,
  header: Header,
): AsyncGenerator<Cells> {
  // Two spare cells show rows that have more cells than the header: a sign of a stray delimiter.
  const width = widest(dialect.rows) + 2;
  refuseTooWide(width - 2);
  const { encoding, delimiter, escape: sign } = dialect;
  const quoting = { delimiter, escape: sign };
  const found = { width, format: 'csv' as const, encoding: encoding.name, sheet: null, header };
  const relation = (file: string, { blanks, marks, isOpenEnded }: Survey): Cells => ({
    ...found,
    from: engineReader(file, dialect, width),
    blanks,
    marks,
    isOpenEnded,
    exact: async () => ({
      ...found,
      marks: await appendBlocks(warehouse, reader.run('text', path, encoding, quoting), width),
      from: cellsTable,
      blanks: [],
      isOpenEnded,
    }),
  });
  const asItIs = encoding.name === 'utf-8' ? await survey(path) : undefined;
  if (asItIs?.isClean) {
    yield relation(path, asItIs);
    return;
  }
  // Of one byte a letter come up to three in UTF-8.
  const { size } = await stat(path);
  const copy = join(await warehouse.scratch.placeFor(size * 3), 'decoded.csv');
  try {
    await transcode(path, encoding, copy);
    yield relation(copy, await survey(copy));
  } finally {
    await rm(copy, { force: true });
  }
}
