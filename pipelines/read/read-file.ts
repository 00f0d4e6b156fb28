import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cells, cellsTable, type FileFormat } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import { limitsOf, mostUnpackedBytes } from '../config/reader-limits.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Sought, soughtBy } from './accept-header.ts';
import { appendBlocks } from './append.ts';
import type { Block } from './block.ts';
import { findDialect, readDelimited } from './delimited.ts';
import { type Container, formatOf } from './format.ts';
import { otherFormatOf } from './other-format.ts';
import { type Request, sheetTables } from './read-sheets.ts';
import { type Reader, readerWithin } from './reader-process.ts';
import type { Labels } from './records.ts';
import { refusalOf, UnreadableFile } from './unreadable.ts';
import type { ZipKind } from './zip.ts';

const headBytes = 64 * 1024;

async function sniff(path: string): Promise<FileFormat | Container> {
  let head: Buffer;
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new UnreadableFile('unreadable', cause);
  }
  if (head.toString('latin1').replace(/[\s\0ï»¿ÿþ]/g, '') === '') throw new UnreadableFile('empty_file');
  const kind = otherFormatOf(head);
  if (kind) throw new UnreadableFile('other_format', undefined, { kind });
  const format = formatOf(head);
  if (!format) throw new UnreadableFile('not_a_table');
  return format;
}

async function* delimitedTable({ warehouse, sought, reader }: Request, path: string): AsyncGenerator<Cells> {
  const dialect = await findDialect(path, sought);
  yield* readDelimited(warehouse, reader, path, dialect, sought.accept(dialect.header, dialect.rows));
}

const blocksOnly = async function* (told: AsyncIterable<Labels | Block>): AsyncGenerator<Block> {
  for await (const value of told) if ('rows' in value) yield value;
};

async function* recordsTable({ warehouse, sought, reader }: Request, path: string): AsyncGenerator<Cells> {
  const told = reader.run('records', path, sought.records);
  try {
    const { value } = await told.next();
    if (!value || !('labels' in value)) throw new Error('the labels are told first');
    const { labels } = value;
    const found = sought.accept(sought.find([labels]), [labels]);
    // The labels are no row: the n-th row is the n-th record.
    const header = { ...found, firstRow: 0, lastRow: 0 };
    const marks = await appendBlocks(warehouse, blocksOnly(told), labels.length);
    yield {
      from: cellsTable,
      marks,
      width: labels.length,
      blanks: [],
      format: 'json',
      encoding: 'utf-8',
      sheet: null,
      header,
    };
  } finally {
    await told.return();
  }
}

/** What a zip holds, told by the reader. */
async function zipHolds(reader: Reader, path: string): Promise<ZipKind> {
  for await (const kind of reader.run('container', path)) return kind;
  throw new Error('a container is something');
}

/** Faults of a file in a container that is no export at all: a note, a picture, an empty file beside it. */
const besideThePoint = [
  'not_a_table',
  'other_format',
  'empty_file',
  'header_not_found',
  'no_header',
  'one_column',
];

/** A container lands whole or not at all: what is a table in it must be one of the contract. */
async function* packedTables(request: Request, path: string, kind: Container): AsyncGenerator<Cells> {
  let tables = 0;
  let fault: UnreadableFile | undefined;
  const place = await request.warehouse.scratch.placeFor(mostUnpackedBytes);
  const folder = await mkdtemp(join(place, 'unpacked-'));
  try {
    for await (const file of request.reader.run('files', path, kind, folder)) {
      try {
        const format = await sniff(file.path);
        const isPacked =
          format === 'gzip' || (format === 'zip' && (await zipHolds(request.reader, file.path)) === 'files');
        if (isPacked) throw new UnreadableFile('nested_archive');
        for await (const cells of tablesOf(request, file.path, format)) {
          tables += 1;
          const names = [file.name, cells.sheet].filter((name) => name !== null && name !== '');
          const packed = { file: file.name, sheet: cells.sheet };
          yield { ...cells, packed, sheet: names.length === 0 ? null : names.join(' › ') };
        }
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        if (!besideThePoint.includes(refusal.code)) throw refusal.within(file.name);
        fault ??= refusal.within(file.name);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (tables === 0) throw fault ?? new UnreadableFile('empty_file');
}

async function* tablesOf(
  request: Request,
  path: string,
  format: FileFormat | Container,
): AsyncGenerator<Cells> {
  if (format === 'csv') yield* delimitedTable(request, path);
  else if (format === 'json') yield* recordsTable(request, path);
  else if (format === 'gzip') yield* packedTables(request, path, format);
  else if (format === 'zip') {
    const kind = await zipHolds(request.reader, path);
    if (kind === 'docx' && !request.sought.formats?.includes(kind))
      throw new UnreadableFile('other_format', undefined, { kind: 'word' });
    if (kind === 'files') yield* packedTables(request, path, format);
    else yield* sheetTables(request, path, kind);
  } else yield* sheetTables(request, path, format);
}

/**
 * Reads a file of any supported format: gives the tables in it that the contract describes, one after the other.
 * `others` are the contracts the file might rather belong to. Throws `UnreadableFile` when no table in it is what the
 * contract describes, and at whatever else a reader breaks over it.
 */
export async function* readFileAs(
  warehouse: Warehouse,
  path: string,
  contract: Contract,
  others: readonly Contract[] = [],
): AsyncGenerator<Cells> {
  yield* readTables(warehouse, path, soughtBy(contract, others), limitsOf(contract.file));
}

/** The same, whatever is looked for. */
export async function* readTables(
  warehouse: Warehouse,
  path: string,
  sought: Sought,
  limits = limitsOf({}),
): AsyncGenerator<Cells> {
  try {
    const reader = readerWithin(limits);
    yield* tablesOf({ warehouse, sought, reader }, path, await sniff(path));
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}
