import { open } from 'node:fs/promises';
import picomatch from 'picomatch';
import { type Cells, cellsTable, type FileFormat, type Note } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { filled, type Sought, soughtBy } from './accept-header.ts';
import { appendRows, createCells } from './append.ts';
import { findDialect, readDelimited } from './delimited.ts';
import { type Container, formatOf } from './format.ts';
import type { FoundHeader } from './header.ts';
import { otherFormatOf } from './other-format.ts';
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
  const kind = otherFormatOf(head);
  if (kind) throw new UnreadableFile('other_format', undefined, { kind });
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
  const marks = await appendRows(warehouse, rows(), labels.length);
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
}

interface Fitting {
  sheet: Sheet;
  header: FoundHeader;
}

/**
 * The sheets that hold a table looked for; where none does, the one that resembles it most says what is wrong. A sheet
 * that the workbook hides counts only where no visible one fits: it is a draft, or what a list was made from.
 */
function fittingSheets(sheets: readonly Sheet[], sought: Sought): { fitting: Fitting[]; notes: Note[] } {
  const found = sheets
    .filter(({ head }) => head.some((row) => filled(row) > 0))
    .map((sheet) => ({ sheet, header: sought.find(sheet.head) }))
    .sort((a, b) => Number(a.sheet.isHidden) - Number(b.sheet.isHidden));
  const whole = found.flatMap(({ sheet, header }) =>
    header?.missing.length === 0 ? [{ sheet, header }] : [],
  );
  const visible = whole.filter(({ sheet }) => !sheet.isHidden);
  const fitting = visible.length > 0 ? visible : whole;
  if (fitting.length > 0) {
    const isRead = visible.length === 0;
    const text = messages().read.note[isRead ? 'hidden_sheet_read' : 'hidden_sheet_left'];
    const notes = whole
      .filter(({ sheet }) => sheet.isHidden)
      .map(({ sheet }): Note => ({ code: 'hidden_sheet', message: text(sheet.name) }));
    return { fitting, notes };
  }
  const matched = ({ header }: (typeof found)[number]) => header?.cells.size ?? 0;
  const [best] = found.sort((a, b) => matched(b) - matched(a) || b.sheet.width - a.sheet.width);
  if (!best) {
    // Something may stand far below the rows in which a header is looked for.
    const columns = Math.max(0, ...sheets.map(({ width }) => width));
    throw columns > 1
      ? new UnreadableFile('no_header', undefined, { columns })
      : new UnreadableFile('empty_file');
  }
  return {
    fitting: [{ sheet: best.sheet, header: sought.accept(best.header, best.sheet.head) }],
    notes: [],
  };
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
  // The tables of a page have no names.
  const isMeant =
    sought.sheet === undefined || format === 'html' ? () => true : picomatch(sought.sheet, { nocase: true });
  const { fitting, notes } = fittingSheets(
    sheets.filter(({ name }) => isMeant(name)),
    sought,
  );
  for (const [at, { sheet, header }] of fitting.entries()) {
    const { width, hiddenRows } = sheet;
    await createCells(warehouse, width);
    const marks = await appendRows(warehouse, sheet.rows(), width);
    yield {
      from: cellsTable,
      width,
      blanks: [],
      marks,
      notes: at === 0 ? [...notes, ...sheet.notes] : sheet.notes,
      hiddenRows,
      format,
      encoding,
      sheet: format === 'html' ? null : sheet.name,
      header,
    };
  }
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
