import { Random } from '../../config/random.ts';
import { officers } from '../data/person-names.ts';
import { units } from '../data/units.ts';
import { type Cell, withDots } from '../export/cell.ts';
import { tableFile } from '../export/table.ts';
import type { Form, TablePlan, TableRow } from '../export/table-plan.ts';
import { day, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { addWorkdays, isWorkday } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import { type Returned, yearOfReturns } from './returns/returned.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  indicator: 'Mã chỉ tiêu',
  name: 'Tên chỉ tiêu',
  unit: 'Đơn vị',
  year: 'Năm',
  month: 'Tháng',
  numerator: 'Tử số',
  denominator: 'Mẫu số',
  value: 'Giá trị',
  evidence: 'Minh chứng',
  returnedOn: 'Ngày báo cáo',
  note: 'Ghi chú',
};
type Column = keyof typeof labels;

/** A return as it stands in a file. */
export interface Delivered extends Returned {
  returnedOn: Wall;
}

/** A row with the return that was printed into it. */
export interface ReturnRow extends TableRow<Column> {
  returned: Delivered;
}

interface FilePlan {
  name: string;
  form: Form;
  from: number;
  until: number;
  /** The day on which the returns were put together. */
  made: Wall;
  writes: 'code' | 'name';
  differs: Partial<Record<Column, string>>;
}

const files: readonly FilePlan[] = [
  {
    name: 'so-lieu-don-vi-2026-quy-1.csv',
    form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' },
    from: 1,
    until: 3,
    made: wall(2026, 4, 8),
    writes: 'code',
    differs: { unit: 'Mã đơn vị' },
  },
  {
    name: 'so-lieu-don-vi-2026-quy-2.xls',
    form: { kind: 'html' },
    from: 4,
    until: 6,
    made: wall(2026, 7, 8),
    writes: 'name',
    differs: { numerator: 'Thực hiện', denominator: 'Phải thực hiện' },
  },
  {
    name: 'so-lieu-don-vi-2026-quy-3.xlsx',
    form: { kind: 'xlsx', sheet: 'Số liệu' },
    from: 7,
    until: 9,
    made: wall(2026, 10, 8),
    writes: 'code',
    differs: { unit: 'Mã đơn vị', evidence: 'Số văn bản' },
  },
  {
    name: 'so-lieu-don-vi-2026-10.csv',
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    from: 10,
    until: 10,
    made: wall(2026, 10, 31),
    writes: 'name',
    differs: { unit: 'Đơn vị báo cáo', returnedOn: 'Ngày gửi báo cáo ' },
  },
];

/** Had left out a part of what it did in June, and returned the month once more. */
const corrected = { unit: 'HND', month: 6, on: wall(2026, 7, 14) };

const nameOf = new Map(units.map(({ code, name }) => [code, name]));
const reporters = Object.values(officers).flat();

/** In the last days of the month, now and then in the first of the next; for October nobody is late. */
function dayOfReturn(random: Random, month: number): Wall {
  const isLate = month < 10 && random.chance(0.15);
  const at = isLate
    ? startOfMonth(2026, month + 1) + random.int(0, 2) * day
    : startOfMonth(2026, month + 1) - random.int(3, 7) * day;
  return isWorkday(at) ? at : addWorkdays(at, 1);
}

const lessened = (number: number | null): number | null => number && Math.floor(number * 0.8);

/** Returns in the order of the files they stand in. */
function deliveredIn(plan: FilePlan, returns: readonly Returned[], random: Random): Delivered[] {
  const isCorrected = ({ unit, month }: Returned) => unit === corrected.unit && month === corrected.month;
  const inTime = returns
    .filter(({ month }) => month >= plan.from && month <= plan.until)
    .map((each) => ({
      ...each,
      ...(isCorrected(each) && { numerator: lessened(each.numerator), value: lessened(each.value) }),
      returnedOn: dayOfReturn(random, each.month),
    }));
  // The correction comes with the next file.
  const again = plan.from === corrected.month + 1 ? returns.filter(isCorrected) : [];
  return [...again.map((each) => ({ ...each, returnedOn: corrected.on })), ...inTime];
}

function rowOf(random: Random, each: Delivered, { form, writes }: FilePlan): ReturnRow {
  const { indicator, unit, month } = each;
  const printed = (number: number | null): Cell =>
    number !== null && form.kind === 'html' ? withDots(number) : number;
  return {
    cells: {
      indicator: indicator.id,
      name: indicator.name,
      unit: writes === 'name' ? (nameOf.get(unit) ?? unit) : unit,
      year: 2026,
      month,
      numerator: printed(each.numerator),
      denominator: printed(each.denominator),
      value: printed(each.value),
      evidence: nameOf.has(unit) && random.chance(0.9) ? `${random.int(1, 60)}-BC/${unit}` : null,
      returnedOn: { day: each.returnedOn },
      note: random.chance(0.2) ? `Đồng chí ${random.pick(reporters)} tổng hợp từ sổ theo dõi` : null,
    },
    verdict: null,
    returned: each,
  };
}

const isShare: Blemish<Column>['fits'] = ({ denominator }) => denominator !== null;

/** In every file each of them befalls one row. */
const blemishes: readonly Blemish<Column>[] = [
  { fault: 'required_empty', printed: { indicator: null } },
  { fault: 'bad_pattern', printed: ({ name }) => ({ indicator: name ?? null }) },
  { fault: 'out_of_range', printed: { month: 13 } },
  { valueFault: 'bad_number', printed: { numerator: 'khoảng 50' }, fits: isShare },
  { fault: 'no_such_day', printed: { returnedOn: '31/02/2026' } },
  { fault: 'nothing_returned', printed: { numerator: null, denominator: null, value: null } },
  { fault: 'denominator_without_numerator', printed: { numerator: null }, fits: isShare },
  {
    fault: 'numerator_above_denominator',
    printed: ({ denominator }) => ({ numerator: Number(String(denominator).replaceAll('.', '')) + 5 }),
    fits: isShare,
  },
  {
    fault: 'month_ahead',
    printed: ({ month }) => ({ returnedOn: { day: startOfMonth(2026, Number(month)) - 6 * day } }),
  },
  // The percentage beside the numbers it comes from: only that cell is left out.
  { valueFault: 'value_beside_ratio', printed: { value: 95 }, fits: isShare },
];
const twiceInAFile = 2;

/** The second of two rows for the same month does not agree with the first, which stands. */
function standTwiceOtherwise(random: Random, rows: readonly ReturnRow[]): ReturnRow[] {
  return standTwice(random, rows, twiceInAFile).map((row, at, all) => {
    const isSecond = row.cells === all[at - 1]?.cells;
    return isSecond ? { ...row, cells: { ...row.cells, numerator: 0, denominator: null, value: 0 } } : row;
  });
}

function tableOf(plan: FilePlan, rows: readonly ReturnRow[]): TablePlan<Column, ReturnRow> {
  return {
    name: plan.name,
    form: plan.form,
    titles:
      plan.form.kind === 'delimited'
        ? []
        : ['TỔNG HỢP SỐ LIỆU CÁC ĐƠN VỊ BÁO CÁO', `(Từ tháng ${plan.from} đến tháng ${plan.until} năm 2026)`],
    labels: { ...labels, ...plan.differs },
    groups: {
      year: 'Kỳ báo cáo',
      month: 'Kỳ báo cáo',
      numerator: 'Kết quả',
      denominator: 'Kết quả',
      value: 'Kết quả',
    },
    rows,
    ...(plan.form.kind !== 'delimited' && { total: { name: `${rows.length} số liệu` } }),
    signature: ['NGƯỜI TỔNG HỢP', '(Ký, ghi rõ họ tên)'],
    made: plan.made,
  };
}

/** The files as they are described. */
export function describeReturns(seed: number): TablePlan<Column, ReturnRow>[] {
  const returns = yearOfReturns(seed);
  return files.map((plan) => {
    const random = new Random(seed, plan.name);
    const sound = deliveredIn(plan, returns, random).map((each) => rowOf(random, each, plan));
    return tableOf(plan, standTwiceOtherwise(random, blemish(random, sound, blemishes)));
  });
}

/** Returns of 22 indicators by units and party cells, January to October: by code in one file, by name in another. */
export const unitReturns: SampleGenerator = (seed) => ({
  source: 'unit-returns',
  files: describeReturns(seed).map(tableFile),
  persons: { names: [...reporters], ids: [] },
});
