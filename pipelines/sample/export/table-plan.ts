import type { Wall } from '../wall-clock.ts';
import type { Cells } from './cell.ts';
import type { DelimitedPlan } from './delimited.ts';

/** What a reader must say of a row. */
export interface Verdict {
  /** Reason for which the row is refused, or superseded (`duplicate_key`). */
  fault?: string;
  /** Reason for which a value alone is left out. */
  valueFault?: string;
  repair?: string;
  warning?: string;
}

/** One data row. */
export interface TableRow<Column extends string> {
  cells: Cells<Column>;
  /** Null: as sound as can be; blemishes befall no other row. */
  verdict: Verdict | null;
}

/** How a file looks. */
export type Form =
  | { kind: 'xlsx'; sheet: string; dates?: string }
  | { kind: 'html' }
  | ({ kind: 'delimited' } & DelimitedPlan);

/** The description of one file, the same for every source and format. */
export interface TablePlan<Column extends string, Row extends TableRow<Column> = TableRow<Column>> {
  name: string;
  form: Form;
  /** Lines over the header, each as wide as the table. */
  titles?: readonly string[];
  /** Whether a blank line stands under the titles; unless told, in a workbook alone. */
  gap?: boolean;
  /** Labels in the order of the file's columns. */
  labels: Partial<Record<Column, string>>;
  /** In a workbook the heads over a column, from the top; neighbours share the same one. */
  groups?: Partial<Record<NoInfer<Column>, string | readonly string[]>>;
  /** Whether a first column counts the rows; unless told, in all but a text file. */
  numbered?: boolean;
  rows: Iterable<Row>;
  /** Lines that stand before a row: one text over the whole width, or as many cells as it says. */
  before?: (row: Row, at: number) => readonly (string | readonly string[])[];
  /** Cells of the line "Tổng cộng", once the rows are counted. */
  total?: Cells<NoInfer<Column>> | ((rows: number) => Cells<NoInfer<Column>>);
  /** Lines at the end; a text file has none. */
  signature?: readonly string[];
  /** The column under which a workbook has them; unless told, the first. */
  signedUnder?: NoInfer<Column>;
  /** The day of the data. */
  made: Wall;
}
