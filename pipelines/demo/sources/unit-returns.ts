import { officers } from '../data/person-names.ts';
import { units } from '../data/units.ts';
import { withDots } from '../export/printed-text.ts';
import type { SheetCell } from '../export/workbook.ts';
import { Random } from '../random.ts';
import { day, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { addWorkdays, isWorkday } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import { type Figures, type Returned, yearOfReturns } from './returns/returned.ts';
import type { SampleFile, SampleGenerator } from './source.ts';
import { type Form, type TableRow, tableFile } from './table.ts';

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

/** A return that stands in the end: accepted, and no later one of the same unit for the same month. */
export interface StandingReturn extends Figures {
  indicator: string;
  /** Null: not on the list of units. */
  unit: string | null;
  year: number;
  month: number;
}

/** What the generator knows of its own files. */
export interface UnitReturnBooks {
  returns: StandingReturn[];
  /** Rows that must be refused, by the reason. */
  refused: Record<string, number>;
}

/** A return as it stands in a file. */
interface Delivered extends Returned {
  returnedOn: Wall;
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

function rowOf(random: Random, each: Delivered, { form, writes }: FilePlan): TableRow<Column> {
  const { indicator, unit, month } = each;
  const printed = (number: number | null): SheetCell =>
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
    refused: false,
  };
}

const isShare: Blemish<Column>['fits'] = ({ denominator }) => denominator !== null;

/** In every file each of them befalls one row, which is refused for the reason it is listed under. */
const faults: Record<string, Blemish<Column>> = {
  required_empty: { printed: { indicator: null } },
  bad_pattern: { printed: ({ name }) => ({ indicator: name ?? null }) },
  out_of_range: { printed: { month: 13 } },
  bad_number: { printed: { numerator: 'khoảng 50' }, fits: isShare },
  bad_date: { printed: { returnedOn: '31/02/2026' } },
  nothing_returned: { printed: { numerator: null, denominator: null, value: null } },
  denominator_without_numerator: { printed: { numerator: null }, fits: isShare },
  numerator_above_denominator: {
    printed: ({ denominator }) => ({
      numerator: Number(String(denominator).replaceAll('.', '')) + 5,
    }),
    fits: isShare,
  },
  month_ahead: {
    printed: ({ month }) => ({ returnedOn: { day: startOfMonth(2026, Number(month)) - 6 * day } }),
  },
};
/** The percentage beside the numbers it comes from: only that cell is left out. */
const usable: Blemish<Column> = { printed: { value: 95 }, fits: isShare, usable: true };
const twiceInAFile = 2;

/** The second of two rows for the same month does not agree with the first, which stands. */
function standTwiceOtherwise(random: Random, rows: readonly TableRow<Column>[]): TableRow<Column>[] {
  return standTwice(random, rows, twiceInAFile).map((row, at, all) => {
    const isSecond = row.cells === all[at - 1]?.cells;
    return isSecond ? { ...row, cells: { ...row.cells, numerator: 0, denominator: null, value: 0 } } : row;
  });
}

function fileOf(plan: FilePlan, rows: readonly TableRow<Column>[]): SampleFile {
  return tableFile({
    name: plan.name,
    form: plan.form,
    titles:
      plan.form.kind === 'delimited'
        ? []
        : ['TỔNG HỢP SỐ LIỆU CÁC ĐƠN VỊ BÁO CÁO', `(Từ tháng ${plan.from} đến tháng ${plan.until} năm 2026)`],
    labels: { ...labels, ...plan.differs },
    ...(plan.form.kind === 'xlsx' && {
      groups: {
        year: 'Kỳ báo cáo',
        month: 'Kỳ báo cáo',
        numerator: 'Kết quả',
        denominator: 'Kết quả',
        value: 'Kết quả',
      },
    }),
    rows,
    ...(plan.form.kind !== 'delimited' && { total: { name: `${rows.length} số liệu` } }),
    signature: ['NGƯỜI TỔNG HỢP', '(Ký, ghi rõ họ tên)'],
    made: plan.made,
  });
}

/** Of the accepted returns the latest of each unit and month, in the order of months, indicators and units. */
function standing(accepted: readonly Delivered[]): StandingReturn[] {
  const newest = new Map<string, Delivered>();
  for (const each of accepted) {
    const key = `${String(each.month).padStart(2, '0')} ${each.indicator.id} ${each.unit}`;
    const known = newest.get(key);
    if (!known || known.returnedOn < each.returnedOn) newest.set(key, each);
  }
  return [...newest.keys()].sort().flatMap((key): StandingReturn[] => {
    const each = newest.get(key);
    if (!each) return [];
    const { indicator, unit, month, numerator, denominator, value } = each;
    return [
      {
        indicator: indicator.id,
        unit: nameOf.get(unit) ?? null,
        year: 2026,
        month,
        numerator,
        denominator,
        value,
      },
    ];
  });
}

function make(seed: number): { files: SampleFile[]; books: UnitReturnBooks } {
  const returns = yearOfReturns(seed);
  const accepted: Delivered[] = [];
  const made = files.map((plan) => {
    const random = new Random(seed, plan.name);
    const delivered = deliveredIn(plan, returns, random);
    const rows = blemish(
      random,
      delivered.map((each) => rowOf(random, each, plan)),
      [...Object.values(faults), usable],
    );
    accepted.push(...delivered.filter((_, at) => rows[at]?.refused === false));
    return fileOf(plan, standTwiceOtherwise(random, rows));
  });
  const refused = Object.fromEntries(Object.keys(faults).map((reason) => [reason, files.length]));
  refused.duplicate_key = twiceInAFile * files.length;
  return { files: made, books: { returns: standing(accepted), refused } };
}

/** The generator's own books: which returns stand, and why the others were refused. */
export const unitReturnBooks = (seed: number): UnitReturnBooks => make(seed).books;

/** Returns of 22 indicators by units and party cells, January to October: by code in one file, by name in another. */
export const unitReturns: SampleGenerator = (seed) => ({
  source: 'unit-returns',
  files: make(seed).files,
  persons: { names: [...reporters], ids: [] },
});
