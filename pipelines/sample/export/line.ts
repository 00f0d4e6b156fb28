import type { Cell } from './cell.ts';

/** Cells that are one: rows count from the line they stand in, columns from 0; both ends belong to the range. */
export interface Merge {
  rows: readonly [first: number, last: number];
  columns: readonly [first: number, last: number];
}

/** One line of a file, as a spreadsheet counts them; the formats write what is laid out here and nothing else. */
export interface Line<Row = unknown> {
  /** wide: one text over the whole width. */
  kind: 'wide' | 'head' | 'cells';
  cells: readonly Cell[];
  merges?: readonly Merge[];
  /** The data row that stands here. */
  row?: Row;
}

export const blankLine: Line<never> = { kind: 'cells', cells: [] };
