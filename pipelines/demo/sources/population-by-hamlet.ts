import { type Hamlet, hamlets } from '../data/hamlets.ts';
import { delimitedText } from '../export/delimited.ts';
import { withDots } from '../export/printed-text.ts';
import { type Merge, type SheetCell, writeWorkbook } from '../export/workbook.ts';
import { ageIn, livesHere, type Resident } from '../life/resident.ts';
import { endOfMonth, type Wall, written } from '../wall-clock.ts';
import { hasOn, levelOn } from './people/row.ts';
import type { SampleFile, SampleGenerator } from './source.ts';

/** What the police count in a hamlet at the end of a month. */
export interface HamletCounts {
  households: number;
  residents: number;
  adults14: number;
  adults15: number;
  adults18: number;
  level1: number;
  level2: number;
  signatures: number;
  accounts: number;
  healthBooks: number;
  clean: number;
}

const labels: Record<keyof HamletCounts, string> = {
  households: 'Số hộ',
  residents: 'Số nhân khẩu',
  adults14: 'Từ đủ 14 tuổi',
  adults15: 'Từ đủ 15 tuổi',
  adults18: 'Từ đủ 18 tuổi',
  level1: 'Định danh mức 1',
  level2: 'Định danh mức 2',
  signatures: 'Có chữ ký số',
  accounts: 'Có tài khoản thanh toán',
  healthBooks: 'Có sổ sức khỏe điện tử',
  clean: 'Dữ liệu đúng, đủ, sạch, sống',
};
const columns = Object.keys(labels) as (keyof HamletCounts)[];

/** Counts of every hamlet at the end of a month, in the order of the list. */
export function countHamlets(residents: readonly Resident[], at: Wall): HamletCounts[] {
  const counts = new Map(hamlets.map(({ code }) => [code, emptyCounts()]));
  const households = new Map(hamlets.map(({ code }) => [code, new Set<number>()]));
  for (const resident of residents) {
    if (!livesHere(resident, at)) continue;
    const count = counts.get(resident.hamlet.code) as HamletCounts;
    households.get(resident.hamlet.code)?.add(resident.household);
    const age = ageIn(resident, at);
    const level = levelOn(resident, at);
    count.residents += 1;
    if (age >= 14) count.adults14 += 1;
    if (age >= 15) count.adults15 += 1;
    if (age >= 18) count.adults18 += 1;
    if (level === 1) count.level1 += 1;
    if (level === 2) count.level2 += 1;
    if (age >= 18 && hasOn(resident, 'signature', at)) count.signatures += 1;
    if (age >= 15 && hasOn(resident, 'account', at)) count.accounts += 1;
    if (hasOn(resident, 'healthBook', at)) count.healthBooks += 1;
    if (hasOn(resident, 'clean', at)) count.clean += 1;
  }
  for (const [code, known] of households) (counts.get(code) as HamletCounts).households = known.size;
  return [...counts.values()];
}

const emptyCounts = (): HamletCounts =>
  Object.fromEntries(columns.map((column) => [column, 0])) as unknown as HamletCounts;

interface Sheet {
  month: number;
  at: Wall;
  rows: { hamlet: Hamlet; counts: HamletCounts }[];
}

/** Months with a broken row, and how it is broken. */
const broken: Partial<Record<number, { hamlet: string; spoil: (counts: HamletCounts) => unknown }>> = {
  // The letter O for a zero; more people with an account than people; a count that was left out.
  3: { hamlet: 'PT04', spoil: (counts) => ({ ...counts, adults14: `${counts.adults14}O` }) },
  6: { hamlet: 'ND02', spoil: (counts) => ({ ...counts, accounts: counts.adults15 + 1 }) },
  9: { hamlet: 'RD05', spoil: (counts) => ({ ...counts, residents: '' }) },
};

/** The sheet of each month of the year: from January to September text files, in October a workbook. */
export const populationByHamlet: SampleGenerator = (_seed, { residents }) => ({
  source: 'population-by-hamlet',
  files: Array.from({ length: 10 }, (_, index): SampleFile => {
    const month = index + 1;
    const at = endOfMonth(2026, month);
    const counts = countHamlets(residents, at);
    const rows = hamlets.map((hamlet, number) => ({ hamlet, counts: counts[number] as HamletCounts }));
    const refused = broken[month] ? 1 : 0;
    const name = `dan-cu-theo-thon-2026-${String(month).padStart(2, '0')}.${month === 10 ? 'xlsx' : 'csv'}`;
    const bytes = month === 10 ? workbook({ month, at, rows }) : text({ month, at, rows });
    return { name, bytes, rows: rows.length, accepted: rows.length - refused, refused };
  }),
});

function cells({ month, at }: Sheet, { hamlet, counts }: Sheet['rows'][number]): unknown[] {
  const fault = broken[month];
  const shown = (fault?.hamlet === hamlet.code ? fault.spoil(counts) : counts) as Record<string, unknown>;
  return [
    2026,
    month,
    written(at, 'day'),
    hamlet.code,
    hamlet.name,
    ...columns.map((column) => shown[column]),
  ];
}

const head = ['Năm', 'Tháng', 'Ngày chốt số liệu', 'Mã thôn', 'Thôn/xóm'];

const totals = ({ rows }: Sheet): number[] =>
  columns.map((column) => rows.reduce((sum, { counts }) => sum + counts[column], 0));

function text(sheet: Sheet): Uint8Array {
  const { month } = sheet;
  const lines = sheet.rows.map((row) => cells(sheet, row).map(String));
  const total = ['Tổng cộng', '', '', '', '', ...totals(sheet).map(withDots)];
  const title = [`TỔNG HỢP DÂN CƯ THEO THÔN, XÓM THÁNG ${month}/2026`];
  return delimitedText([title, [], [...head, ...columns.map((column) => labels[column])], ...lines, total], {
    delimiter: month % 2 === 0 ? ';' : ',',
    // The old program was replaced in spring.
    encoding: month <= 4 ? 'windows-1258' : 'utf-8',
  });
}

/** Heads of the workbook that stand over several columns, with the labels below them. */
const grouped: Partial<Record<keyof HamletCounts, [group: string, label: string]>> = {
  adults14: ['Dân số', 'Từ đủ 14 tuổi'],
  adults15: ['Dân số', 'Từ đủ 15 tuổi'],
  adults18: ['Dân số', 'Từ đủ 18 tuổi'],
  level1: ['Định danh điện tử', 'Mức 1'],
  level2: ['Định danh điện tử', 'Mức 2'],
};

function workbook(sheet: Sheet): Uint8Array {
  const upper: SheetCell[] = [...head];
  const lower: SheetCell[] = head.map(() => null);
  const merges: Merge[] = head.map((_, column) => ({ rows: [2, 3], columns: [column, column] }));
  for (const column of columns) {
    const [group, label] = grouped[column] ?? [labels[column], null];
    const at = upper.length;
    const isFirst = upper.findLast((cell) => cell !== null) !== group;
    upper.push(isFirst ? group : null);
    lower.push(label);
    if (label === null) merges.push({ rows: [2, 3], columns: [at, at] });
    else if (isFirst) {
      const width = columns.filter((other) => grouped[other]?.[0] === group).length;
      merges.push({ rows: [2, 2], columns: [at, at + width - 1] });
    }
  }
  const lines = sheet.rows.map((row) => cells(sheet, row) as SheetCell[]);
  return writeWorkbook({
    sheet: 'Theo thôn',
    rows: [
      ['TỔNG HỢP DÂN CƯ THEO THÔN, XÓM'],
      [`(Số liệu đến ngày ${written(sheet.at, 'day')})`],
      upper,
      lower,
      ...lines,
      ['Tổng cộng', null, null, null, null, ...totals(sheet)],
      [],
      [null, null, null, null, null, null, 'TRƯỞNG CÔNG AN XÃ'],
    ],
    merges,
    made: sheet.at,
  });
}
