import type { ReadingRow } from '../measure/reading-rows.ts';
import { messages } from '../messages/index.ts';

/** The columns in which rows are shown, in their order. */
export const rowColumns = [
  'indicator',
  'code',
  'file',
  'sheet',
  'row',
  'day',
  'judged_at',
  'due_at',
  'verdict_text',
  'quantity',
  'over',
  'each',
  'is_older',
] as const;
export type RowColumn = (typeof rowColumns)[number];

export const timeColumns: ReadonlySet<RowColumn> = new Set(['day', 'judged_at', 'due_at']);
export const numberColumns: ReadonlySet<RowColumn> = new Set(['row', 'quantity', 'over']);

/** `2026-09-30` → `30/09/2026`; `2026-09-30 17:30:00` → `30/09/2026 17:30`. */
export function timeText(iso: string): string {
  const [day = '', time = ''] = iso.split(' ');
  return `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`.trim();
}

/** One cell as a person reads it; '' where there is nothing. */
export function cellText(row: ReadingRow, column: RowColumn): string {
  const value = row[column];
  if (value === null || value === undefined) return '';
  if (column === 'is_older') return value === true ? messages().rows.older : '';
  // The number of a row is a place, not a quantity.
  if (column === 'row') return String(value);
  if (timeColumns.has(column)) return timeText(String(value));
  if (typeof value === 'number') return value.toLocaleString(messages().locale, { maximumFractionDigits: 2 });
  return String(value);
}

/** The columns in which any row has something. */
export const filledColumns = (rows: readonly ReadingRow[]): RowColumn[] => {
  const isOne = new Set(rows.map(({ indicator }) => indicator)).size <= 1;
  return rowColumns.filter(
    (column) => !(column === 'indicator' && isOne) && rows.some((row) => cellText(row, column) !== ''),
  );
};
