import type { Target } from '../../pipelines/config/plan.ts';
import type { Reading, Structure } from './compute.ts';
import { type Span, spansOf } from './periods.ts';

/** Shares and means of what happens to arrive, written down by hand: of all others every one there is counts. */
const ofCases: ReadonlySet<string> = new Set([
  'tthc-dung-han',
  'tthc-truc-tuyen',
  'tthc-thanh-toan-truc-tuyen',
  'tthc-ket-qua-dien-tu',
  'tthc-so-hoa',
  'tthc-thoi-gian',
  'tthc-toan-trinh',
  'tthc-bo-sung',
  'pakn-dung-han',
  'pakn-hai-long',
  'pakn-danh-gia',
  'pakn-15-ngay',
  'an-sinh-khong-tien-mat',
  'van-ban-ky-so',
  'ho-so-cong-viec',
  'can-bo-dat-yeu-cau',
]);
/** Those among them that are no counts of cases over cases. */
const ofQuantities: ReadonlySet<string> = new Set(['tthc-thoi-gian', 'can-bo-dat-yeu-cau']);

export interface Verdict {
  /** `blank`: nothing is known of the period, whatever the reason. */
  status: 'met' | 'missed' | 'few_cases' | 'no_target' | 'no_cases' | 'blank';
  target: number | null;
  judged_value: number | null;
  judged_target: number | null;
  low: number | null;
  high: number | null;
}

/** What a plan says beside its catalogue. */
export interface Wanted {
  catalogue: readonly (Structure & { better: 'higher' | 'lower' | 'none' })[];
  targets: readonly Target[];
  fewCases: number;
  year: number;
  ownDay: number;
  reportDay: string;
}

/** Both p for which the share that was seen is just 1.96 standard deviations away: the roots of a quadratic. */
function interval(met: number, of: number): [low: number, high: number] {
  const square = 1.959963984540054 ** 2;
  const share = met / of;
  const [a, b, c] = [1 + square / of, -(2 * share + square / of), share * share];
  const root = Math.sqrt(b * b - 4 * a * c);
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)];
}

const monthsOf: Record<Exclude<Span['kind'], 'year_to_date'>, number> = {
  month: 1,
  quarter: 3,
  half: 6,
  nine_months: 9,
  year: 12,
};
const lengthOf = ({ kind, id }: Span): number =>
  kind === 'year_to_date' ? Number(id.slice(-6, -4)) : monthsOf[kind];

/** The target for just this period before that of the year, that of a part before that of all. */
function targetOf({ targets, year }: Wanted, reading: Reading, isAmount: boolean): Target | undefined {
  const own = targets.filter(
    (its) =>
      its.indicator === reading.indicator &&
      its.year === year &&
      (its.period === undefined || its.period === reading.period) &&
      (its.by
        ? its.by.dimension === reading.by && its.by.key === reading.key
        : reading.by === null || !isAmount),
  );
  const weight = (its: Target) => (its.by ? 2 : 0) + (its.period === undefined ? 0 : 1);
  return own.sort((a, b) => weight(b) - weight(a))[0];
}

const isGood = (better: 'higher' | 'lower' | 'none', value: number, target: number): boolean => {
  const gap = better === 'lower' ? value - target : target - value;
  return gap <= 1e-9 * Math.abs(target);
};

/** The verdict of every reading, in the order of the readings. */
export function verdicts(wanted: Wanted, readings: readonly Reading[]): Verdict[] {
  const nameOf = (r: Pick<Reading, 'indicator' | 'period' | 'by' | 'key'>) =>
    [r.indicator, r.period, r.by, r.key].join(' | ');
  const valueAt = new Map(readings.map((reading) => [nameOf(reading), reading.value]));
  const catalogue = new Map(wanted.catalogue.map((its) => [its.id, its]));
  return readings.map((reading) => {
    const its = catalogue.get(reading.indicator);
    if (!its) throw new Error(reading.indicator);
    const spans = spansOf(wanted.year, its.basis, wanted.ownDay, wanted.reportDay);
    const span = spans.find(({ id }) => id === reading.period);
    if (!span) throw new Error(reading.period);
    const isAmount = its.shape === 'count' || its.shape === 'total';
    const target = targetOf(wanted, reading, isAmount);
    const isShared = isAmount && its.aggregate === 'flow' && target?.period === undefined;
    const isSummed = isShared && !(its.better === 'lower' && target?.value === 0);
    const upToNow = spans
      .filter(({ kind, to }) => kind === 'year_to_date' && to <= span.to)
      .sort((a, b) => (a.to < b.to ? 1 : -1))[0];
    if (!upToNow) throw new Error(`${reading.period} has no year so far`);
    const share = (months: number) => (target === undefined ? null : (target.value * months) / 12);
    const summed =
      upToNow.from === span.from
        ? reading.value
        : (valueAt.get(nameOf({ ...reading, period: upToNow.id })) ?? null);
    const judged_value = target === undefined ? null : isSummed ? summed : reading.value;
    const judged_target = isSummed ? share(lengthOf(upToNow)) : (target?.value ?? null);
    const { numerator, denominator } = reading;
    const isFew = ofCases.has(its.id) && denominator !== null && denominator < wanted.fewCases;
    const hasInterval = ofCases.has(its.id) && !ofQuantities.has(its.id) && numerator !== null && denominator;
    const [low, high] = hasInterval ? interval(numerator, denominator).map((p) => 100 * p) : [null, null];
    const said = {
      target: isShared ? share(lengthOf(span)) : (target?.value ?? null),
      judged_value,
      judged_target,
      low: low ?? null,
      high: high ?? null,
    };
    const status = (): Verdict['status'] => {
      if (reading.value === null) return denominator === 0 ? 'no_cases' : 'blank';
      if (target === undefined || its.better === 'none') return 'no_target';
      if (isFew) return 'few_cases';
      if (judged_value === null || judged_target === null) return 'blank';
      return isGood(its.better, judged_value, judged_target) ? 'met' : 'missed';
    };
    return { status: status(), ...said };
  });
}
