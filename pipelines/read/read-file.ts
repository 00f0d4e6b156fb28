import { open } from 'node:fs/promises';
import type { Contract } from '../config/contract.ts';
import { type Cells, cellsTable, type FileFormat } from '../warehouse/cells.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { appendRows, createCells } from './append.ts';
import { findDialect, readDelimited } from './delimited.ts';
import { formatOf } from './format.ts';
import { type FoundHeader, findHeader, nearestLabel, type WantedColumn } from './header.ts';
import { readSheets, type Sheet } from './spreadsheet.ts';
import { UnreadableFile } from './unreadable.ts';

export const wantedColumns = (contract: Contract): WantedColumn[] =>
  contract.columns.map(({ name, labels, required }) => ({ name, labels, required: required !== false }));

async function sniff(path: string): Promise<FileFormat> {
  let head: Buffer;
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, 0);
      head = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new UnreadableFile('unreadable', cause);
  }
  if (head.toString('latin1').replace(/[\s\0ï»¿]/g, '') === '') throw new UnreadableFile('empty_file');
  const format = formatOf(head);
  if (!format) throw new UnreadableFile('not_a_table');
  return format;
}

/** A row of data may hold a person's name and numbers: only a row without any number is shown as what was found. */
const looksLikeLabels = (row: readonly string[]): boolean =>
  filled(row) > 1 && !row.some((cell) => /\d{4,}/.test(cell));

function accept(header: FoundHeader | undefined, rows: string[][], others: readonly Contract[]): FoundHeader {
  if (header && header.missing.length === 0) return header;
  for (const other of others) {
    const its = findHeader(rows, wantedColumns(other));
    if (its && its.missing.length === 0 && its.cells.size > (header?.cells.size ?? 0)) {
      throw new UnreadableFile('wrong_source', undefined, { other: other.title });
    }
  }
  if (!header) {
    const fuller = (best: string[], row: string[]) => (filled(row) > filled(best) ? row : best);
    if (filled(rows.reduce(fuller, [])) < 2) throw new UnreadableFile('not_a_table');
    throw new UnreadableFile('header_not_found', undefined, {
      found: [...new Set(rows.filter(looksLikeLabels).reduce(fuller, []))].filter(
        (cell) => cell.trim() !== '',
      ),
    });
  }
  throw new UnreadableFile('missing_column', undefined, {
    found: [...new Set(header.labels)].filter((label) => label !== ''),
    missing: header.missing.map((column) => ({
      label: column.labels[0] ?? column.name,
      nearest: nearestLabel(header, column),
    })),
  });
}

const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;

/**
 * Reads a file of any supported format: gives the tables in it that the contract describes, one after the other.
 * `others` are the contracts the file might rather belong to. Throws `UnreadableFile` when no table in it is what the
 * contract describes.
 */
export async function* readFileAs(
  warehouse: Warehouse,
  path: string,
  contract: Contract,
  others: readonly Contract[] = [],
): AsyncGenerator<Cells> {
  const format = await sniff(path);
  const wanted = wantedColumns(contract);
  if (format === 'csv') {
    const dialect = await findDialect(path, wanted);
    yield* readDelimited(warehouse, path, dialect, accept(dialect.header, dialect.rows, others));
    return;
  }
  const { sheets, encoding } = await readSheets(path, format);
  for (const { sheet, header } of fittingSheets(sheets, wanted, others)) {
    const width = Math.max(...sheet.rows.map((row) => row.length));
    await createCells(warehouse, width);
    await appendRows(warehouse, sheet.rows, width);
    const name = format === 'html' ? null : sheet.name;
    yield { from: cellsTable, width, blanks: [], format, encoding, sheet: name, header };
  }
}

/** The sheets that hold a table of the contract; where none does, the one that resembles it most says what is wrong. */
function fittingSheets(
  sheets: readonly Sheet[],
  wanted: readonly WantedColumn[],
  others: readonly Contract[],
): { sheet: Sheet; header: FoundHeader }[] {
  const found = sheets
    .filter((sheet) => sheet.head.some((row) => filled(row) > 0))
    .map((sheet) => ({ sheet, header: findHeader(sheet.head, wanted) }));
  const fitting = found.flatMap(({ sheet, header }) =>
    header?.missing.length === 0 ? [{ sheet, header }] : [],
  );
  if (fitting.length > 0) return fitting;
  const [best] = found.sort((a, b) => (b.header?.cells.size ?? 0) - (a.header?.cells.size ?? 0));
  if (!best) throw new UnreadableFile('empty_file');
  return [{ sheet: best.sheet, header: accept(best.header, best.sheet.head, others) }];
}
