import { isErrorText } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import { lineWithLabel } from '../config/label-line.ts';
import { type FoundHeader, findHeader, nearestLabel, type WantedColumn } from './header.ts';
import { UnreadableFile } from './unreadable.ts';

/** What is looked for in a file. */
export interface Sought {
  /** Only sheets whose name matches this glob; all where it is undefined. */
  sheet: string | undefined;
  /** In a JSON document: the dotted path of the list of records. */
  records: string | undefined;
  /** Kinds of files that are read though most sources refuse them. */
  formats?: readonly 'docx'[];
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
    formats: contract.file.formats,
    find: (rows) => findHeader(rows, wanted),
    isElsewhere: (rows) =>
      others.some((other) => findHeader(rows, wantedColumns(other))?.missing.length === 0),
    accept: (header, rows) => acceptHeader(header, rows, others, contract.file.form === undefined),
  };
}

/** Names, in the header of a form, of the column of what is asked and of that of the answers. */
export const formColumns = { label: 'label', value: 'value' } as const;

/** The columns that a table has; what stands around it, and what a form asks, is looked for when they are found. */
function wantedColumns({ file: { form }, columns }: Contract): WantedColumn[] {
  if (form)
    return [
      { name: formColumns.label, labels: [form.label], required: true },
      { name: formColumns.value, labels: [form.value], required: true },
    ];
  return columns
    .filter(({ from }) => from.length === 0)
    .map(({ name, labels, across, required }) => ({ name, labels, across, required: required !== false }));
}

export const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;

/** Of so few rows it cannot be told which of them are data. */
const fewRows = 4;

/** A row of data may hold a person's name and numbers: only a row without any number is shown as what was found. */
const looksLikeLabels = (row: readonly string[]): boolean =>
  filled(row) > 1 && !row.some((cell) => /\d{4,}/.test(cell));

const fuller = (best: readonly string[], row: readonly string[]) => (filled(row) > filled(best) ? row : best);

/** What to say of a table in which no label of the contract was found. */
function noHeader(rows: readonly string[][]): UnreadableFile {
  const cells = rows.flat().filter((cell) => cell.trim() !== '');
  if (cells.length > 0 && cells.every(isErrorText)) return new UnreadableFile('only_errors');
  const columns = filled(rows.reduce<readonly string[]>(fuller, []));
  const records = rows.filter((row) => filled(row) > 0).length;
  if (columns < 2) return new UnreadableFile(records > 1 ? 'one_column' : 'not_a_table');
  // A header is one row among many: where most rows could be one, they are data, and none of them is shown.
  const labels = rows.filter(looksLikeLabels);
  if (labels.length === 0 || (records > fewRows && labels.length * 2 > records))
    return new UnreadableFile('no_header', undefined, { columns });
  const found = [...new Set(labels.reduce<readonly string[]>(fuller, []))].filter(
    (cell) => cell.trim() !== '',
  );
  return new UnreadableFile('header_not_found', undefined, { found });
}

/**
 * The header, if it has all that the contract wants. Throws `UnreadableFile` with what was found instead; `others` are
 * the contracts the table might rather belong to; `areColumns`: what is wanted are columns of the contract, and not those of
 * a form.
 */
function acceptHeader(
  header: FoundHeader | undefined,
  rows: readonly string[][],
  others: readonly Contract[],
  areColumns: boolean,
): FoundHeader {
  if (header && header.missing.length === 0) return header;
  for (const other of others) {
    const its = findHeader(rows, wantedColumns(other));
    if (its && its.missing.length === 0 && its.cells.size > (header?.cells.size ?? 0)) {
      throw new UnreadableFile('wrong_source', undefined, { other: other.title });
    }
  }
  if (!header) throw noHeader(rows);
  throw new UnreadableFile('missing_column', undefined, {
    found: [...new Set(header.labels)].filter((label) => label !== ''),
    missing: header.missing.map((column) => {
      const nearest = nearestLabel(header, column);
      const isLabelled = areColumns && nearest !== undefined && column.labels.length > 0;
      return {
        label: column.labels[0] ?? column.across?.[0] ?? column.name,
        nearest,
        line: isLabelled ? lineWithLabel(column, nearest) : undefined,
      };
    }),
  });
}
