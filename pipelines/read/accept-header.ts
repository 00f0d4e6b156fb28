import type { Contract } from '../config/contract.ts';
import { type FoundHeader, findHeader, nearestLabel, type WantedColumn } from './header.ts';
import { UnreadableFile } from './unreadable.ts';

/** What is looked for in a file. */
export interface Sought {
  /** Only sheets whose name matches this glob; all where it is undefined. */
  sheet: string | undefined;
  /** In a JSON document: the dotted path of the list of records. */
  records: string | undefined;
  /** The header among the first rows of a table, as far as it is there. */
  find(rows: readonly string[][]): FoundHeader | undefined;
  /** Whether the rows hold another table that is known: the file may have come to the wrong place. */
  isElsewhere(rows: readonly string[][]): boolean;
  /** The header, if it has all that is wanted. Throws `UnreadableFile` with what was found instead. */
  accept(header: FoundHeader | undefined, rows: readonly string[][]): FoundHeader;
}

/** The table that a contract describes; `others` are the contracts a file might rather belong to. */
export function soughtBy(contract: Contract, others: readonly Contract[]): Sought {
  const wanted = wantedColumns(contract);
  return {
    sheet: contract.file.sheet,
    records: contract.file.records,
    find: (rows) => findHeader(rows, wanted),
    isElsewhere: (rows) =>
      others.some((other) => findHeader(rows, wantedColumns(other))?.missing.length === 0),
    accept: (header, rows) => acceptHeader(header, rows, others),
  };
}

const wantedColumns = (contract: Contract): WantedColumn[] =>
  contract.columns.map(({ name, labels, required }) => ({ name, labels, required: required !== false }));

export const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;

/** A row of data may hold a person's name and numbers: only a row without any number is shown as what was found. */
const looksLikeLabels = (row: readonly string[]): boolean =>
  filled(row) > 1 && !row.some((cell) => /\d{4,}/.test(cell));

/**
 * The header, if it has all that the contract wants. Throws `UnreadableFile` with what was found instead; `others` are
 * the contracts the table might rather belong to.
 */
function acceptHeader(
  header: FoundHeader | undefined,
  rows: readonly string[][],
  others: readonly Contract[],
): FoundHeader {
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
