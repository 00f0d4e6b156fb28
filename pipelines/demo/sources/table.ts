import { type DelimitedPlan, delimitedText } from '../export/delimited.ts';
import { htmlTable } from '../export/html-table.ts';
import { type Merge, type SheetCell, writeWorkbook } from '../export/workbook.ts';
import { day, type Wall, written } from '../wall-clock.ts';
import type { SampleFile } from './source.ts';

/** One data row: its cells by column, and whether a reader must refuse it. */
export interface TableRow<Column extends string> {
  cells: Partial<Record<Column, SheetCell>>;
  refused: boolean;
}

/** How a file looks: a workbook and a web page carry titles, row numbers, a total and a signature. */
export type Form =
  | { kind: 'xlsx'; sheet: string }
  | { kind: 'html' }
  | ({ kind: 'delimited' } & DelimitedPlan);

export interface TablePlan<Column extends string> {
  name: string;
  form: Form;
  titles?: readonly string[];
  /** Labels in the order of the file's columns. */
  labels: Partial<Record<Column, string>>;
  /** Names of the columns that stand under a common heading in a workbook. */
  groups?: Partial<Record<Column, string>>;
  rows: readonly TableRow<Column>[];
  /** Cells of the line "Tổng cộng"; none of them may be the record's key. */
  total?: Partial<Record<Column, SheetCell>>;
  signature?: readonly string[];
  /** The day of the data. */
  made: Wall;
}

const numberLabel = 'STT';

/** As a text file shows a cell: a moment at midnight is a day. */
function asText(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return written(cell.day, cell.day % day === 0 ? 'day' : 'minute');
  return String(cell);
}

/** Header, rows and total of a table whose first column counts the rows. */
function numbered<Column extends string>(plan: TablePlan<Column>): { header: string[]; body: SheetCell[][] } {
  const columns = Object.keys(plan.labels) as Column[];
  const cellsOf = (cells: Partial<Record<Column, SheetCell>>) =>
    columns.map((column) => cells[column] ?? null);
  return {
    header: [numberLabel, ...columns.map((column) => plan.labels[column] ?? '')],
    body: [
      ...plan.rows.map(({ cells }, at) => [at + 1, ...cellsOf(cells)]),
      ...(plan.total ? [['Tổng cộng', ...cellsOf(plan.total)]] : []),
    ],
  };
}

/** The row of common headings over the header and the cells that are merged in the two. */
function headings<Column extends string>(
  plan: TablePlan<Column>,
  header: readonly string[],
  at: number,
): { rows: string[][]; merges: Merge[] } {
  const { groups } = plan;
  if (!groups) return { rows: [[...header]], merges: [] };
  const names = [undefined, ...(Object.keys(plan.labels) as Column[]).map((column) => groups[column])];
  const above = header.map((label, column) => {
    const name = names[column];
    if (name === undefined) return label;
    return names[column - 1] === name ? '' : name;
  });
  const below = header.map((label, column) => (names[column] === undefined ? '' : label));
  const merges = header.flatMap((_, column): Merge[] => {
    const name = names[column];
    if (name === undefined) return [{ rows: [at, at + 1], columns: [column, column] }];
    if (names[column - 1] === name) return [];
    const next = names.findIndex((other, index) => index > column && other !== name);
    return [{ rows: [at, at], columns: [column, (next === -1 ? names.length : next) - 1] }];
  });
  return {
    rows: [above, below],
    merges: merges.filter(({ rows, columns }) => rows[0] !== rows[1] || columns[0] !== columns[1]),
  };
}

function workbook<Column extends string>(plan: TablePlan<Column>, sheet: string): Uint8Array {
  const { header, body } = numbered(plan);
  const titles = plan.titles ?? [];
  const over = titles.length === 0 ? [] : [...titles.map((title) => [title]), []];
  const heads = headings(plan, header, over.length);
  return writeWorkbook({
    sheet,
    rows: [
      ...over,
      ...heads.rows,
      ...body,
      ...(plan.signature ? [[], ...plan.signature.map((line) => [line])] : []),
    ],
    merges: [
      ...titles.map((_, row): Merge => ({ rows: [row, row], columns: [0, header.length - 1] })),
      ...heads.merges,
    ],
    made: plan.made,
  });
}

function bytesOf<Column extends string>(plan: TablePlan<Column>): Uint8Array {
  const { form, titles = [], signature = [] } = plan;
  if (form.kind === 'xlsx') return workbook(plan, form.sheet);
  if (form.kind === 'html') {
    const { header, body } = numbered(plan);
    const rows = body.map((row) => row.map(asText));
    return htmlTable({ title: plan.name, titles, header, rows, notes: signature });
  }
  const columns = Object.keys(plan.labels) as Column[];
  const lines = [
    ...titles.map((title) => [title]),
    columns.map((column) => plan.labels[column] ?? ''),
    ...plan.rows.map(({ cells }) => columns.map((column) => asText(cells[column]))),
  ];
  return delimitedText(lines, form);
}

/** One file of a source, and what a reader must count in it. */
export function tableFile<Column extends string>(plan: TablePlan<Column>): SampleFile {
  const refused = plan.rows.filter((row) => row.refused).length;
  return {
    name: plan.name,
    bytes: bytesOf(plan),
    rows: plan.rows.length,
    accepted: plan.rows.length - refused,
    refused,
  };
}
