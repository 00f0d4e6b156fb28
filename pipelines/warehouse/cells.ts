/**
 * A file as text cells. They lie in the temporary table `table` as c0 … c<width-1> (VARCHAR, blank is null), one row
 * for every row of the sheet, blank ones included: rowid + 1 is the row number a person sees in a spreadsheet.
 */
export interface Cells {
  table: string;
  width: number;
  format: FileFormat;
  /** Null for formats that carry their own. */
  encoding: string | null;
  sheet: string | null;
  header: Header;
}

/** Where the header stands and which cell feeds which column. */
export interface Header {
  /** Rows of the sheet, counted from 1; a merged header has several. */
  firstRow: number;
  lastRow: number;
  /** Column of the contract → index of the cell. */
  cells: Map<string, number>;
  /** Every label found, by cell, as the file writes it (joined with › where the header has several rows). */
  labels: string[];
}

export type FileFormat = 'csv' | 'xlsx' | 'xls' | 'html';

/** The one table of cells: a run reads one file at a time. */
export const cellsTable = 'temp.main.cells';
