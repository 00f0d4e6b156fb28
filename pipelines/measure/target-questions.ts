import type { Indicator } from '../config/indicator.ts';
import { type Basis, type Period, periodsOf } from '../config/period.ts';
import type { Target } from '../config/plan.ts';
import { shapes } from '../config/shape.ts';
import { messages } from '../messages/index.ts';

/** A value that has been reached, of the whole commune (`by` and `key` null) or a part of it. */
export interface Reached {
  [key: string]: unknown;
  indicator: string;
  period: string;
  by: string | null;
  key: string | null;
  value: number;
}

/** A target that is so far from what happens that a person should look whether its number and unit are meant. */
export interface TargetQuestion {
  indicator: string;
  year: number;
  period: string | null;
  by: string | null;
  key: string | null;
  target: number;
  /** What the period of the target comes to at the pace of the year; null where nothing is known yet. */
  expected: number | null;
  message: string;
}

/** What targets are held against. */
export interface Grounds {
  indicators: readonly Indicator[];
  bases: readonly Basis[];
  /** The day up to which the readings look, ISO day. */
  asOf: string;
  /** Readings of the year to date. */
  reached: readonly Reached[];
}

/** From so many times the pace, or so small a part of it, a target is asked about. */
const outOfProportion = 10;

/** What the year has come to up to the end of its last closed month; undefined where none has ended. */
function yearSoFar(target: Target, periods: readonly Period[], { reached }: Grounds) {
  const { by } = target;
  const closed = periods
    .filter(({ kind, state }) => kind === 'year_to_date' && state === 'closed')
    .sort((a, b) => b.months - a.months);
  for (const { id, months } of closed) {
    const its = reached.find(
      (row) =>
        row.indicator === target.indicator &&
        row.period === id &&
        row.by === (by?.dimension ?? null) &&
        row.key === (by?.key ?? null),
    );
    if (its) return { value: its.value, months };
  }
  return undefined;
}

/**
 * What is asked of one target. A count is held against the pace of the year, other numbers against where they are; of a share
 * only whether it was written as a fraction (0.8 for 80 %), since any share may be wanted. A target of 0, a yes or no, and what has
 * not begun are out of proportion to nothing.
 */
function questionOf(target: Target, indicator: Indicator, grounds: Grounds): TargetQuestion | undefined {
  const { year, value, by } = target;
  const basis = grounds.bases.find(({ id }) => id === indicator.basis);
  if (!basis || value <= 0 || indicator.unit === 'yes_no') return undefined;
  const periods = periodsOf(year, basis, grounds.asOf);
  const soFar = yearSoFar(target, periods, grounds);
  const isPaced = shapes[indicator.shape].value === 'amount' && indicator.aggregate === 'flow';
  const months = periods.find(({ id }) => id === target.period)?.months ?? 12;
  const expected = soFar && (isPaced ? (soFar.value / soFar.months) * months : soFar.value);
  const text = messages().cli.indicator.target;
  const ask = (message: string): TargetQuestion => ({
    indicator: indicator.id,
    year,
    period: target.period ?? null,
    by: by?.dimension ?? null,
    key: by?.key ?? null,
    target: value,
    expected: expected ?? null,
    message,
  });
  if (indicator.unit === 'percent') {
    const isFraction =
      value <= 1 &&
      (expected === undefined ? indicator.better === 'higher' : expected > outOfProportion * value);
    return isFraction ? ask(text.fraction(indicator, value, expected)) : undefined;
  }
  if (!soFar || !expected) return undefined;
  const times = expected / value;
  if (times < outOfProportion && times > 1 / outOfProportion) return undefined;
  return ask(text.outOfProportion(indicator, value, isPaced ? soFar : undefined, expected));
}

/** Every target that is out of all proportion to what has been reached, in the order in which they are written. */
export const targetQuestions = (targets: readonly Target[], grounds: Grounds): TargetQuestion[] =>
  targets.flatMap((target) => {
    const indicator = grounds.indicators.find(({ id }) => id === target.indicator);
    const question = indicator && questionOf(target, indicator, grounds);
    return question ? [question] : [];
  });
