import { writeXlsx } from 'hucre/xlsx';
import type { ReadingRow } from '../measure/reading-rows.ts';
import { messages } from '../messages/index.ts';
import { cellText, filledColumns, numberColumns, type RowColumn, timeColumns } from './rows-text.ts';

/** Rows of a sheet of a workbook, its header among them. */
export const sheetRows = 1_048_576;

const widths: Partial<Record<RowColumn, number>> = {
  code: 30,
  file: 32,
  verdict_text: 44,
  each: 30,
  indicator: 30,
};
const formats: Partial<Record<RowColumn, string>> = {
  day: 'dd/mm/yyyy',
  judged_at: 'dd/mm/yyyy hh:mm:ss',
  due_at: 'dd/mm/yyyy hh:mm:ss',
};

/** Days since 30/12/1899 with their fraction, as spreadsheets count; times are local. */
const serial = (iso: string): number =>
  (Date.parse(`${iso.replace(' ', 'T')}${iso.includes(' ') ? '' : 'T00:00:00'}Z`) - Date.UTC(1899, 11, 30)) /
  86_400_000;

function cell(row: ReadingRow, column: RowColumn): string | number | null {
  const value = row[column];
  if (value === null || value === undefined) return null;
  if (timeColumns.has(column)) return serial(String(value));
  return numberColumns.has(column) ? Number(value) : cellText(row, column);
}

/** A workbook of rows (dates and numbers as such) with a sheet beside them that says what they are: label and text. */
export function rowsWorkbook(
  rows: readonly ReadingRow[],
  about: readonly (readonly [label: string, text: string])[],
): Promise<Uint8Array> {
  const { workbook, column: heads } = messages().rows;
  const shown = filledColumns(rows);
  return writeXlsx({
    sheets: [
      {
        name: workbook.rows,
        columns: shown.map((column) => ({
          width: widths[column] ?? 20,
          style: { numFmt: formats[column] ?? (numberColumns.has(column) ? 'General' : '@') },
        })),
        rows: [
          shown.map((column) => heads[column]),
          ...rows.map((row) => shown.map((column) => cell(row, column))),
        ],
        freezePane: { rows: 1 },
      },
      {
        name: workbook.about,
        columns: [{ width: 24 }, { width: 100 }],
        rows: about.map((line) => [...line]),
      },
    ],
  });
}
