import { delimitedText } from './delimited.ts';
import { htmlPage } from './html.ts';
import { layOut, widthOf } from './layout.ts';
import type { TablePlan, TableRow } from './table-plan.ts';
import { writeWorkbook } from './workbook.ts';

/** One file of a source, with what a reader must count in it. */
export interface SampleFile {
  name: string;
  bytes: Uint8Array;
  /** Data rows: no titles, headers, blank lines, sections, totals, signatures. */
  rows: number;
  accepted: number;
  refused: number;
  /** Rows that stand twice; the other ones are accepted. */
  superseded: number;
  /** Accepted rows in which a value was put right. */
  repaired: number;
  /** Accepted rows with something odd, or in which a value is left out. */
  warned: number;
}

/** The fault of a row that another row of the file stands for. */
export const standsTwice = 'duplicate_key';

/** Writes a described file and counts its rows on the way: of long lists they never stand in memory together. */
export function tableFile<Column extends string, Row extends TableRow<Column> = TableRow<Column>>(
  plan: TablePlan<Column, Row>,
): SampleFile {
  const counts = { rows: 0, accepted: 0, refused: 0, superseded: 0, repaired: 0, warned: 0 };
  function* counted(): Generator<Row> {
    for (const row of plan.rows) {
      const { fault, repair, warning, valueFault } = row.verdict ?? {};
      counts.rows += 1;
      if (fault === standsTwice) counts.superseded += 1;
      else if (fault !== undefined) counts.refused += 1;
      else {
        counts.accepted += 1;
        if (repair !== undefined) counts.repaired += 1;
        if (warning !== undefined || valueFault !== undefined) counts.warned += 1;
      }
      yield row;
    }
  }
  const bytes = bytesOf({ ...plan, rows: counted() });
  return { name: plan.name, bytes, ...counts };
}

function bytesOf<Column extends string, Row extends TableRow<Column>>(
  plan: TablePlan<Column, Row>,
): Uint8Array {
  const { form } = plan;
  switch (form.kind) {
    case 'xlsx':
      return writeWorkbook({ ...form, lines: layOut(plan), made: plan.made });
    case 'html':
      return htmlPage(plan.name, widthOf(plan), layOut(plan));
    case 'delimited':
      return delimitedText(layOut(plan), form);
  }
}
