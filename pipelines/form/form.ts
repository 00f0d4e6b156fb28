import type { CellStyle, ColumnDef, DataValidation } from 'hucre';
import { writeXlsx } from 'hucre/xlsx';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';

/** Rows that carry drop-downs and checks: more than anybody types by hand. */
const preparedRows = 5000;
const widest = 40;

/** `27` → `AB`: the letters of a column, counted from 0. */
function letters(at: number): string {
  const rest = Math.floor(at / 26);
  return (rest === 0 ? '' : letters(rest - 1)) + String.fromCharCode(65 + (at % 26));
}

/** Texts that may be chosen; of several for one code the first. Bare numbers are the source system's own, not for people. */
function choices(column: ContractColumn): string[] {
  if (column.type === 'yes_no') return ['Có', 'Không'];
  const seen = new Set<string>();
  return Object.entries(column.codes ?? {}).flatMap(([text, code]) => {
    if (seen.has(code) || /^\d+$/.test(text)) return [];
    seen.add(code);
    return [text];
  });
}

/** What the spreadsheet program itself can check; the contract checks everything again when the file comes in. */
function validation(
  column: ContractColumn,
  at: number,
  list: string | undefined,
): DataValidation | undefined {
  const { form } = storedMessages();
  const range = `${letters(at)}2:${letters(at)}${preparedRows + 1}`;
  const common = {
    range,
    allowBlank: column.required !== true,
    showErrorMessage: true,
    errorStyle: 'stop' as const,
    errorTitle: labelOf(column),
    errorMessage: form.kind[column.type],
  };
  if (list !== undefined) return { ...common, type: 'list', formula1: list };
  switch (column.type) {
    case 'date':
    case 'timestamp':
      // Days since 30/12/1899, as spreadsheets count: from 1900 on.
      return { ...common, type: 'date', operator: 'greaterThan', formula1: '1' };
    case 'integer':
    case 'money':
    case 'decimal':
      return {
        ...common,
        type: 'decimal',
        operator: 'between',
        formula1: String(typeof column.min === 'number' ? column.min : -1e12),
        formula2: String(typeof column.max === 'number' ? column.max : 1e12),
      };
    case 'personal_id':
      return { ...common, type: 'textLength', operator: 'equal', formula1: '12' };
    default:
      return undefined;
  }
}

const formats: Partial<Record<ContractColumn['type'], string>> = {
  date: 'dd/mm/yyyy',
  timestamp: 'dd/mm/yyyy hh:mm',
  integer: '0',
  money: '#,##0',
  decimal: 'General',
  percent: 'General',
};

const headerStyle = (isRequired: boolean): CellStyle => ({
  font: { bold: true, color: { rgb: isRequired ? 'FFFFFF' : '1F2937' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: isRequired ? '0B3C6F' : 'DBE7F5' } },
  alignment: { wrapText: true, vertical: 'center' },
});

/**
 * A workbook to fill in where there is no system to export from: the contract's labels as header (required columns dark),
 * drop-downs and checks for the cells below, a note on every label, and a sheet that explains the columns. Filled in, it
 * is a file of the source like any other. Columns that are dropped on landing are left out: what is not kept is not asked.
 */
export function makeForm(contract: Contract): Promise<Uint8Array> {
  const { form } = storedMessages();
  // What stands around a table is typed there, not in a column.
  const asked = contract.columns.filter(({ personal, from }) => personal !== 'drop' && from.length === 0);
  const lists = asked.map(choices);
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const sheets = form.sheet;
  const needed = (column: ContractColumn) => (column.required === true ? form.required : form.optional);
  const columns: ColumnDef[] = asked.map((column) => ({
    width: Math.min(widest, Math.max(12, labelOf(column).length + 2)),
    style: { numFmt: formats[column.type] ?? '@' },
  }));
  const cells = new Map(
    asked.map((column, at) => [
      `0,${at}`,
      {
        value: labelOf(column),
        style: headerStyle(column.required === true),
        comment: { text: `${form.kind[column.type]}\n${needed(column)}` },
      },
    ]),
  );
  const dataValidations = asked.flatMap((column, at) => {
    const { length } = lists[at] ?? [];
    const list = length > 0 ? `'${sheets.lists}'!$${letters(at)}$1:$${letters(at)}$${length}` : undefined;
    return validation(column, at, list) ?? [];
  });
  const guide = [
    [form.title(contract.title)],
    [],
    [...form.columns],
    ...asked.map((column, at) => [
      labelOf(column),
      needed(column),
      form.kind[column.type],
      (lists[at] ?? []).join(' · '),
    ]),
  ];
  return writeXlsx({
    sheets: [
      {
        name: sheets.data,
        columns,
        rows: [asked.map(labelOf)],
        cells,
        dataValidations,
        freezePane: { rows: 1 },
      },
      {
        name: sheets.guide,
        columns: [{ width: 32 }, { width: 14 }, { width: 48 }, { width: 80 }],
        rows: guide,
      },
      {
        name: sheets.lists,
        hidden: true,
        rows: Array.from({ length: longest }, (_, row) => lists.map((list) => list[row] ?? null)),
      },
    ],
  });
}
