import { delimitedText } from '../export/delimited.ts';
import { type Merge, type SheetCell, writeWorkbook } from '../export/workbook.ts';
import { livesHere, type Resident } from '../life/resident.ts';
import { Random } from '../random.ts';
import { endOfMonth, type Wall, written } from '../wall-clock.ts';
import { damagePersons } from './people/damage.ts';
import { cellOf, type PersonRow, personColumns, personLabels, textOf } from './people/row.ts';
import type { SampleFile, SampleGenerator } from './source.ts';

/** The months whose lists of persons the police have handed over, with the form each came in. */
const lists = [
  { month: 8, name: 'dan-cu-2026-08.csv', write: (rows: PersonRow[]) => text(rows, ',', 'utf-8') },
  { month: 9, name: 'dan-cu-2026-09.csv', write: (rows: PersonRow[]) => text(rows, ';', 'nfd') },
  { month: 10, name: 'dan-cu-2026-10.xlsx', write: workbook },
] as const;

/** The list of the end of a month, damaged as it is delivered. */
export function personRows(seed: number, residents: readonly Resident[], month: number): PersonRow[] {
  const at = endOfMonth(2026, month);
  const rows = residents
    .filter((resident) => livesHere(resident, at))
    .map((resident): PersonRow => ({ resident, at, blemish: null }));
  return damagePersons(new Random(seed, `population ${month}`), rows);
}

/** Residents, one row a person, at the end of August, September and October: each file is the whole list. */
export const population: SampleGenerator = (seed, { residents }) => ({
  source: 'population',
  files: lists.map(({ month, name, write }): SampleFile => {
    const rows = personRows(seed, residents, month);
    const refused = rows.filter(({ blemish }) => blemish?.fault !== undefined).length;
    return { name, bytes: write(rows), rows: rows.length, accepted: rows.length - refused, refused };
  }),
  persons: { names: residents.map(({ name }) => name), ids: residents.map(({ id }) => id) },
});

function text(rows: readonly PersonRow[], delimiter: ',' | ';', encoding: 'utf-8' | 'nfd'): Uint8Array {
  const lines = rows.map((row) => personColumns.map((column) => textOf(cellOf(row, column))));
  return delimitedText([personColumns.map((column) => personLabels[column]), ...lines], {
    delimiter,
    encoding,
  });
}

/** Heads over several columns; the other columns are merged over both rows of the header. */
const groups: readonly [label: string, first: number, last: number][] = [
  ['THÔNG TIN CÁ NHÂN', 2, 5],
  ['NƠI CƯ TRÚ', 6, 9],
  ['ĐỊNH DANH ĐIỆN TỬ', 10, 11],
  ['TIỆN ÍCH SỐ', 12, 14],
];

function workbook(rows: readonly PersonRow[]): Uint8Array {
  const at = rows[0]?.at as Wall;
  const labels = ['STT', ...personColumns.map((column) => personLabels[column])];
  const upper: SheetCell[] = labels.map((label, column) => {
    const group = groups.find(([, first, last]) => column >= first && column <= last);
    if (!group) return label;
    return group[1] === column ? group[0] : null;
  });
  const isGrouped = (column: number) => groups.some(([, first, last]) => column >= first && column <= last);
  const lower = labels.map((label, column) => (isGrouped(column) ? label : null));
  const last = labels.length - 1;
  const merges: Merge[] = [
    { rows: [0, 0], columns: [0, last] },
    { rows: [1, 1], columns: [0, last] },
    ...groups.map(([, first, end]): Merge => ({ rows: [3, 3], columns: [first, end] })),
    ...labels.flatMap((_, column): Merge[] =>
      isGrouped(column) ? [] : [{ rows: [3, 4], columns: [column, column] }],
    ),
  ];
  const lines: SheetCell[][] = [
    ['DANH SÁCH CÔNG DÂN CƯ TRÚ TRÊN ĐỊA BÀN XÃ RẠNG ĐÔNG'],
    [`(Số liệu đến ngày ${written(at, 'day')})`],
    [],
    upper,
    lower,
    ...rows.map((row, number) => [number + 1, ...personColumns.map((column) => sheetCell(row, column))]),
    ['Tổng cộng', null, rows.length],
    [],
    [null, null, null, null, null, null, null, null, null, null, null, 'CÁN BỘ TỔNG HỢP'],
  ];
  return writeWorkbook({ sheet: 'Dân cư', rows: lines, merges, made: at });
}

function sheetCell(row: PersonRow, column: (typeof personColumns)[number]): SheetCell {
  const cell = cellOf(row, column);
  // The zero was lost because the sheet took the text for a number.
  if (column === 'personalId' && row.blemish?.repair === 'restored_leading_zero') return Number(cell);
  return cell;
}
