import { open } from 'node:fs/promises';
import picomatch from 'picomatch';
import { type Cells, cellsTable, type FileFormat } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { filled, type Sought, soughtBy } from './accept-header.ts';
import { appendRows, createCells } from './append.ts';
import { findDialect, readDelimited } from './delimited.ts';
import { type Container, formatOf } from './format.ts';
import type { FoundHeader } from './header.ts';
import { readRecords } from './records.ts';
import { readSheets, type Sheet } from './spreadsheet.ts';
import { refusalOf, UnreadableFile } from './unreadable.ts';
import { unpack, zipHolds } from './zip.ts';

/** Which tables are looked for, and where their cells go. */
interface Request {
  warehouse: Warehouse;
  sought: Sought;
}

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
  const format = formatOf(head);
  if (!format) throw new UnreadableFile('not_a_table');
  return format;
}

async function* delimitedTable({ warehouse, sought }: Request, path: string): AsyncGenerator<Cells> {
  const dialect = await findDialect(path, sought);
  yield* readDelimited(warehouse, path, dialect, sought.accept(dialect.header, dialect.rows));
}

async function* recordsTable({ warehouse, sought }: Request, path: string): AsyncGenerator<Cells> {
  const { labels, rows } = await readRecords(path, sought.records);
  const found = sought.accept(sought.find([labels]), [labels]);
  // The labels are no row: the n-th row is the n-th record.
  const header = { ...found, firstRow: 0, lastRow: 0 };
  await createCells(warehouse, labels.length);
  await appendRows(warehouse, rows(), labels.length);
  yield {
    from: cellsTable,
    width: labels.length,
    blanks: [],
    format: 'json',
    encoding: 'utf-8',
    sheet: null,
    header,
  };
}

/** The sheets that hold a table looked for; where none does, the one that resembles it most says what is wrong. */
function fittingSheets(sheets: readonly Sheet[], sought: Sought): { sheet: Sheet; header: FoundHeader }[] {
  const isMeant = sought.sheet === undefined ? () => true : picomatch(sought.sheet, { nocase: true });
  const found = sheets
    .filter((sheet) => isMeant(sheet.name) && sheet.head.some((row) => filled(row) > 0))
    .map((sheet) => ({ sheet, header: sought.find(sheet.head) }));
  const fitting = found.flatMap(({ sheet, header }) =>
    header?.missing.length === 0 ? [{ sheet, header }] : [],
  );
  if (fitting.length > 0) return fitting;
  const [best] = found.sort((a, b) => (b.header?.cells.size ?? 0) - (a.header?.cells.size ?? 0));
  if (!best) throw new UnreadableFile('empty_file');
  return [{ sheet: best.sheet, header: sought.accept(best.header, best.sheet.head) }];
}

async function* sheetTables(
  request: Request,
  path: string,
  format: 'xlsx' | 'ods' | 'xls' | 'html',
): AsyncGenerator<Cells> {
  const { warehouse, sought } = request;
  const isRead = (sheets: readonly Sheet[]) =>
    sheets.some(({ head }) => sought.find(head)?.missing.length === 0);
  const { sheets, encoding } = await readSheets(path, format, isRead);
  for (const { sheet, header } of fittingSheets(sheets, sought)) {
    const width = Math.max(...sheet.head.map((row) => row.length), sheet.width);
    await createCells(warehouse, width);
    await appendRows(warehouse, sheet.rows(), width);
    const name = format === 'html' ? null : sheet.name;
    yield { from: cellsTable, width, blanks: [], format, encoding, sheet: name, header };
  }
}

/** Faults of a file in a container that is no export at all: a note, a picture, an empty file beside it. */
const besideThePoint = ['not_a_table', 'empty_file', 'header_not_found'];

/** A container lands whole or not at all: what is a table in it must be one of the contract. */
async function* packedTables(request: Request, path: string, kind: Container): AsyncGenerator<Cells> {
  let tables = 0;
  let fault: UnreadableFile | undefined;
  for await (const file of unpack(path, kind, request.warehouse.temporary)) {
    try {
      const format = await sniff(file.path);
      const isPacked = format === 'gzip' || (format === 'zip' && (await zipHolds(file.path)) === 'files');
      if (isPacked) throw new UnreadableFile('nested_archive');
      for await (const cells of tablesOf(request, file.path, format)) {
        tables += 1;
        const names = [file.name, cells.sheet].filter((name) => name !== null && name !== '');
        yield { ...cells, sheet: names.length === 0 ? null : names.join(' › ') };
      }
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      if (!besideThePoint.includes(refusal.code)) throw refusal.within(file.name);
      fault ??= refusal.within(file.name);
    }
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
    const kind = await zipHolds(path);
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
  yield* readTables(warehouse, path, soughtBy(contract, others));
}

/** The same, whatever is looked for. */
export async function* readTables(warehouse: Warehouse, path: string, sought: Sought): AsyncGenerator<Cells> {
  try {
    yield* tablesOf({ warehouse, sought }, path, await sniff(path));
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}
