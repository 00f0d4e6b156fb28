import { type CellObject, type Range, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { excelSerial, startOfDay, written } from '../wall-clock.ts';
import { type Cell, cellOf } from './cell.ts';
import type { Column } from './column.ts';
import type { Line, Sheet } from './sheet.ts';

/** Leaf columns under a common head; the columns in none of them are merged over both header rows. */
const groups: readonly { label: string; columns: readonly Column[] }[] = [
  {
    label: 'Thông tin hồ sơ',
    columns: [
      'code',
      'procedureCode',
      'procedureName',
      'field',
      'department',
      'agency',
      'channel',
      'level',
      'status',
    ],
  },
  {
    label: 'Thời gian',
    columns: [
      'receivedAt',
      'dueAt',
      'limit',
      'closedAt',
      'returnedAt',
      'supplementCount',
      'requestedAt',
      'suppliedAt',
    ],
  },
  { label: 'Kết quả', columns: ['writtenResult', 'electronicResult', 'digitised'] },
  { label: 'Người nộp', columns: ['hamlet', 'applicant', 'personalId', 'phone'] },
];

type Head = { label: string; column: Column | null; group: string | null };

/** Sheet columns from the left: a running number, the groups, then what belongs to none. */
function headsOf(sheet: Sheet): Head[] {
  const grouped = groups.flatMap((group) =>
    group.columns.map((column) => ({ label: sheet.labels[column], column, group: group.label })),
  );
  const rest = sheet.columns
    .filter((column) => !grouped.some((head) => head.column === column))
    .map((column) => ({ label: sheet.labels[column], column, group: null }));
  return [{ label: 'STT', column: null, group: null }, ...grouped, ...rest];
}

/**
 * A workbook as portals make them: merged titles, a header of two rows, real dates beside dates as text, a total and a
 * signature. The bytes depend on the sheet alone.
 */
export function writeXlsx(sheet: Sheet): Uint8Array {
  const heads = headsOf(sheet);
  const cells: WorkSheet = {};
  const merges: Range[] = [];
  const context: Context = {
    sheet,
    heads,
    merges,
    put: (row, column, cell) => {
      cells[utils.encode_cell({ r: row, c: column })] = cell;
    },
  };
  sheet.lines.forEach((line, row) => {
    writeLine(context, line, row);
  });
  cells['!ref'] = utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: sheet.lines.length - 1, c: heads.length - 1 },
  });
  cells['!merges'] = merges;
  cells['!cols'] = heads.map((head) => ({ wch: head.column === 'procedureName' ? 50 : 18 }));
  const book: WorkBook = utils.book_new();
  utils.book_append_sheet(book, cells, 'DanhSachHoSo');
  const made = new Date(sheet.plan.takenAt * 1000);
  book.Props = { Title: 'Danh sách hồ sơ', CreatedDate: made, ModifiedDate: made };
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true });
}

interface Context {
  sheet: Sheet;
  heads: Head[];
  merges: Range[];
  put: (row: number, column: number, cell: CellObject) => void;
}

const text = (value: string): CellObject => ({ t: 's', v: value });

function writeLine(context: Context, line: Line, row: number): void {
  const { heads, merges, put, sheet } = context;
  const last = heads.length - 1;
  const merge = (fromColumn: number, toColumn: number, rows = 1) =>
    merges.push({ s: { r: row, c: fromColumn }, e: { r: row + rows - 1, c: toColumn } });
  switch (line.kind) {
    case 'title':
    case 'section':
      put(row, 0, text(line.text));
      merge(0, last);
      return;
    case 'signature': {
      const from = last - 4;
      put(row, from, text(line.text));
      merge(from, last);
      return;
    }
    case 'groups':
      heads.forEach((head, at) => {
        if (head.group === null) {
          put(row, at, text(head.label));
          merge(at, at, 2);
        } else if (heads[at - 1]?.group !== head.group) {
          put(row, at, text(head.group));
          merge(
            at,
            heads.findLastIndex((other) => other.group === head.group),
          );
        }
      });
      return;
    case 'header':
      heads.forEach((head, at) => {
        if (head.group !== null) put(row, at, text(head.label));
      });
      return;
    case 'row':
      heads.forEach((head, at) => {
        const cell =
          head.column === null
            ? ({ t: 'n', v: line.number } satisfies CellObject)
            : sheetCell(line, cellOf(line.row, head.column, sheet.plan.precision), head.column);
        if (cell) put(row, at, cell);
      });
      return;
    case 'total':
      put(row, 0, text('Tổng cộng'));
      merge(0, 1);
      put(row, 2, { t: 'n', v: line.dossiers });
      put(
        row,
        heads.findIndex((head) => head.column === 'fee'),
        { t: 'n', v: line.fee, z: '#,##0' },
      );
      return;
    case 'blank':
      return;
  }
}

function sheetCell(line: Line & { kind: 'row' }, cell: Cell, column: Column): CellObject | undefined {
  switch (cell.kind) {
    case 'text':
      if (cell.text === '') return undefined;
      // A personal number that lost its zero lost it because the sheet took it for a number.
      if (column === 'personalId' && line.row.repair === 'restored_leading_zero') {
        return { t: 'n', v: Number(cell.text) };
      }
      return text(cell.text);
    case 'number':
      return { t: 'n', v: cell.number };
    case 'time': {
      // Some rows were typed in again by hand: their dates are text.
      if (line.number % 5 < 2) return text(written(cell.at, cell.precision));
      return cell.precision === 'day'
        ? { t: 'n', v: excelSerial(startOfDay(cell.at)), z: 'dd/mm/yyyy' }
        : { t: 'n', v: excelSerial(cell.at), z: 'dd/mm/yyyy hh:mm:ss' };
    }
  }
}
