import { hamlets } from '../data/hamlets.ts';
import { type Cells, withDots } from '../export/cell.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form, TableRow, Verdict } from '../export/table-plan.ts';
import { ageIn, livesHere, type Resident } from '../life/resident.ts';
import { endOfMonth, type Wall, written } from '../wall-clock.ts';
import { hasOn, levelOn } from './people/row.ts';
import type { SampleGenerator } from './source.ts';

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

const countLabels: Record<keyof HamletCounts, string> = {
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
const counted = Object.keys(countLabels) as (keyof HamletCounts)[];
const labels = {
  year: 'Năm',
  month: 'Tháng',
  takenOn: 'Ngày chốt số liệu',
  code: 'Mã thôn',
  hamlet: 'Thôn/xóm',
  ...countLabels,
};
type Column = keyof typeof labels;

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
  Object.fromEntries(counted.map((column) => [column, 0])) as unknown as HamletCounts;

/** Months with a broken row, and how it is broken. */
const broken: Partial<
  Record<number, { hamlet: string; verdict: Verdict; spoil: (counts: HamletCounts) => Cells<Column> }>
> = {
  // The letter O for a zero; more people with an account than people; a count that was left out.
  3: {
    hamlet: 'PT04',
    verdict: { valueFault: 'bad_number' },
    spoil: ({ adults14 }) => ({ adults14: `${adults14}O` }),
  },
  6: {
    hamlet: 'ND02',
    verdict: { fault: 'more_than_people' },
    spoil: ({ adults15 }) => ({ accounts: adults15 + 1 }),
  },
  9: { hamlet: 'RD05', verdict: { fault: 'required_empty' }, spoil: () => ({ residents: null }) },
};

/** From January to September text files, in October a workbook; the old program was replaced in spring. */
const formOf = (month: number): Form =>
  month === 10
    ? { kind: 'xlsx', sheet: 'Theo thôn' }
    : {
        kind: 'delimited',
        delimiter: month % 2 === 0 ? ';' : ',',
        encoding: month <= 4 ? 'windows-1258' : 'utf-8',
      };

function fileOf(residents: readonly Resident[], month: number): SampleFile {
  const at = endOfMonth(2026, month);
  const form = formOf(month);
  const isWorkbook = form.kind === 'xlsx';
  const counts = countHamlets(residents, at);
  const rows = hamlets.map(({ code, name }, number): TableRow<Column> => {
    const own = counts[number] as HamletCounts;
    const fault = broken[month]?.hamlet === code ? broken[month] : undefined;
    return {
      cells: {
        year: 2026,
        month,
        takenOn: written(at, 'day'),
        code,
        hamlet: name,
        ...own,
        ...fault?.spoil(own),
      },
      verdict: fault?.verdict ?? null,
    };
  });
  const totals = counted.map((column) => {
    const sum = counts.reduce((total, own) => total + own[column], 0);
    return [column, isWorkbook ? sum : withDots(sum)];
  });
  return tableFile({
    name: `dan-cu-theo-thon-2026-${String(month).padStart(2, '0')}.${isWorkbook ? 'xlsx' : 'csv'}`,
    form,
    titles: isWorkbook
      ? ['TỔNG HỢP DÂN CƯ THEO THÔN, XÓM', `(Số liệu đến ngày ${written(at, 'day')})`]
      : [`TỔNG HỢP DÂN CƯ THEO THÔN, XÓM THÁNG ${month}/2026`],
    gap: !isWorkbook,
    labels: { ...labels, ...(isWorkbook && { level1: 'Mức 1', level2: 'Mức 2' }) },
    groups: {
      adults14: 'Dân số',
      adults15: 'Dân số',
      adults18: 'Dân số',
      level1: 'Định danh điện tử',
      level2: 'Định danh điện tử',
    },
    numbered: false,
    rows,
    total: Object.fromEntries(totals),
    signature: ['TRƯỞNG CÔNG AN XÃ'],
    signedUnder: 'residents',
    made: at,
  });
}

/** The sheet of each month of the year. */
export const populationByHamlet: SampleGenerator = (_seed, { residents }) => ({
  source: 'population-by-hamlet',
  files: Array.from({ length: 10 }, (_, at) => fileOf(residents, at + 1)),
});
