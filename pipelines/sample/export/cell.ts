import { day, type Precision, type Wall, written } from '../wall-clock.ts';

/** A moment as a spreadsheet keeps it. */
export interface Moment {
  day: Wall;
  /** How far a text writes it; unless told, one at midnight is a day and any other goes to the minute. */
  precision?: Precision;
}

/** What stands in a cell: text, a number, a moment, nothing. */
export type Cell = string | number | Moment | null;

/** The cells of one row by column; a column that is not named is blank. */
export type Cells<Column extends string> = Partial<Record<Column, Cell>>;

/** A cell as a text file shows it. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object')
    return written(cell.day, cell.precision ?? (cell.day % day === 0 ? 'day' : 'minute'));
  return String(cell);
}

/** 1234567 → 1.234.567 */
export function withDots(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, '.');
}
