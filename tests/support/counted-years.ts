import type { Month, YearSoFar } from '../../pipelines/measure/outlook/year.ts';

/** So many of so many cases; `open`: whose verdict may still turn. */
interface Counted {
  met: number;
  cases: number;
  open?: number;
}

/** Months that have ended, each with its counts. */
export const monthsOf = (counted: readonly Counted[]): Month[] =>
  counted.map(({ met, cases, open = 0 }, k) => ({
    at: k + 1,
    label: `Tháng ${k + 1}/2026`,
    gone: 1,
    numerator: met,
    denominator: cases,
    value: cases > 0 ? (100 * met) / cases : null,
    openCases: open,
    gap: null,
  }));

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A year of which so many months have gone by, as the share of them all; values in percent. */
export function shareOf(
  counted: readonly Counted[],
  target: number,
  more: Partial<YearSoFar> = {},
): YearSoFar {
  const numerator = sum(counted.map(({ met }) => met));
  const denominator = sum(counted.map(({ cases }) => cases));
  const daysGone = Math.round((counted.length * 365) / 12);
  return {
    course: 'share',
    better: 'higher',
    factor: 100,
    isPart: true,
    target,
    numerator,
    denominator,
    value: denominator > 0 ? (100 * numerator) / denominator : null,
    openCases: sum(counted.map(({ open = 0 }) => open)),
    daysGone,
    daysLeft: 365 - daysGone,
    months: monthsOf(counted),
    lastYear: null,
    ...more,
  };
}
