/**
 * A table found in a file, as text cells: a sheet, an HTML table, a delimited text. `from` gives the columns `_c0` …
 * `_c<width-1>` (VARCHAR; a blank cell is '' or
 * null, a cell that the row does not have is null) and one row for every row of the sheet, blank ones included, in the sheet's
 * order: the n-th row is row n of the spreadsheet. Valid until the next table of the file is asked for.
 */
export interface Cells {
  /** SQL of the relation: the temporary table `cellsTable`, or the engine's own reader over the file. */
  from: string;
  width: number;
  /** Characters with which cells may begin or end and that say nothing; none where the reader has taken them away. */
  blanks: readonly string[];
  format: FileFormat;
  /** What is wrong with single cells of the table: of the others nothing of the kind need be asked. */
  marks: ReadonlySet<Mark>;
  /** What is to be told of the table as a whole, in words for the officer. */
  notes?: readonly Note[];
  /** Rows that the workbook hides, counted from 1. */
  hiddenRows?: readonly number[];
  /** Name of the file in a container, and of the sheet in it: `sheet` has both. */
  packed?: { file: string; sheet: string | null };
  /** How many of the cells, the last ones, the file does not have: they were added, of what stands around its table. */
  added?: number;
  /**
   * Where columns are written across: what stands above each. `from` has all rows of the table for the first of them, then
   * those below the header for each of the others, with `_block`, from 0.
   */
  blocks?: readonly string[];
  /** Name of the sheet of which this is one block; null for formats without. */
  wholeSheet?: string | null;
  /** Rows that are the title of a section, and those that belong to the record above them (a form), counted from 1. */
  sections?: readonly number[];
  /** Rows that could be the title of a section as well as data. */
  unclearSections?: readonly number[];
  items?: readonly number[];
  /** Sheets of the workbook that are not read, with how many lines; told with its first table. */
  others?: readonly { sheet: string; lines: number }[];
  /** Null for formats that carry their own. */
  encoding: string | null;
  sheet: string | null;
  header: Header;
  /** A delimited text whose last line has no end. */
  isOpenEnded?: boolean;
  /** Where the engine's own reader may refuse the file: the same cells, read record by record. */
  exact?: () => Promise<Cells>;
}

/**
 * What a reader sees in a cell that no type can know: `error` one of `errorTexts`, `damaged` a character that was lost.
 */
export type Mark = 'error' | 'damaged';

/** Stands for the value of a formula that the file does not hold: it was never computed. */
export const notComputed = '#=?';

/** With one of these begins what a spreadsheet shows in place of a value; the last fills a column that is too narrow. */
export const errorTexts = [
  notComputed,
  '#N/A',
  '#REF!',
  '#VALUE!',
  '#DIV/0!',
  '#NAME?',
  '#NUM!',
  '#NULL!',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#GETTING_DATA',
  '####',
];

/** Whether a text stands where a spreadsheet could not compute a value. */
export const isErrorText = (text: string): boolean =>
  text.startsWith('#') && errorTexts.some((error) => text.startsWith(error));

/** Something to be told of a table: its code, and the sentence. */
export interface Note {
  code: 'hidden_rows' | 'hidden_columns' | 'hidden_sheet' | 'context_missing';
  message: string;
}

/** Where the header stands and which cell feeds which column. */
export interface Header {
  /** Rows of the sheet, counted from 1; a merged header has several, a list of records has none (0). */
  firstRow: number;
  lastRow: number;
  /** Column of the contract → index of the cell. */
  cells: Map<string, number>;
  /** Column that is written across → its cells, and what each label says of which of them it is. */
  across?: Map<string, AcrossCell[]>;
  /** Every label found, by cell, as the file writes it (joined with › where the header has several rows). */
  labels: string[];
}

/** One of the cells of a column that is written across. */
export interface AcrossCell {
  at: number;
  text: string;
}

export type FileFormat = 'csv' | 'xlsx' | 'ods' | 'xls' | 'html' | 'docx' | 'json';

/** Cells that the eye meets first: titles, totals and signatures stand there. */
export const firstCells = 64;

/** The one table of cells: a run reads one sheet at a time. */
export const cellsTable = 'temp.main.cells';

/** Names of the columns of cells; no column of a contract begins so. */
export const cellNames = (width: number): string[] => Array.from({ length: width }, (_, at) => `_c${at}`);

/**
 * Hands cells to the engine; where its own reader refuses the file, once more with the same cells read record by record.
 * Returns the cells that went through. A file that is closed to the engine is no reason to read it in another way.
 */
export async function handOver(cells: Cells, run: (cells: Cells) => Promise<unknown>): Promise<Cells> {
  try {
    await run(cells);
    return cells;
  } catch (error) {
    if (!cells.exact || String(error).includes('Permission Error')) throw error;
    const exact = await cells.exact();
    await run(exact);
    return exact;
  }
}
