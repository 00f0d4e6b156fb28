import { type Month, wholeMonths, type YearSoFar } from './year.ts';

/** What the rest of the year is compared with: in the indicator's unit; of a count a month's amount, of a state what a month adds. */
export interface Recent {
  /** Of the last months together, and how many they are (three, or fewer where there are no more). */
  recent: number | null;
  recentMonths: number;
  /** Of the best single month, and its name. */
  best: number | null;
  bestPeriod: string | null;
}

const lastMonths = 3;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Told {
  label: string;
  value: number;
  /** How many months it speaks of. */
  span: number;
}

/** What each month says by itself: its value, of a state what it added to the month before. */
function toldMonths(year: YearSoFar): Told[] {
  const known = wholeMonths(year).flatMap(({ at, label, value }) =>
    value === null ? [] : [{ at, label, value, span: 1 }],
  );
  if (year.course !== 'state') return known;
  // Of a list that comes once a quarter, a third of what it added.
  return known.slice(1).map(({ at, label, value }, k) => {
    const before = known[k] ?? { at: at - 1, value };
    const span = at - before.at;
    return { label, value: (value - before.value) / span, span };
  });
}

const spanOf = (told: readonly Told[]): number => sum(told.map(({ span }) => span));
const average = (told: readonly Told[]): number | null =>
  told.length > 0 ? sum(told.map(({ value, span }) => value * span)) / spanOf(told) : null;

/** The last of them, until they speak of three months. */
function lastOf(told: readonly Told[]): Told[] {
  const last: Told[] = [];
  for (const its of told.toReversed()) {
    if (spanOf(last) >= lastMonths) break;
    last.unshift(its);
  }
  return last;
}

/** A rate over several months is made of their counts; nothing else of theirs adds up. */
function together(
  { course, factor }: YearSoFar,
  months: readonly Month[],
  told: readonly Told[],
): number | null {
  if (course !== 'share' && course !== 'mean') return average(told);
  const cases = sum(months.map(({ denominator }) => denominator ?? 0));
  return cases > 0 ? (factor * sum(months.map(({ numerator }) => numerator ?? 0))) / cases : null;
}

/** The last three whole months together, and the best one of the year so far. */
export function recentOf(year: YearSoFar): Recent {
  const told = toldMonths(year);
  const last = lastOf(told);
  const isBetter = (a: Told, b: Told) => (year.better === 'higher' ? a.value > b.value : a.value < b.value);
  const best = told.reduce<Told | undefined>((so, its) => (so && !isBetter(its, so) ? so : its), undefined);
  return {
    recent: together(year, wholeMonths(year).slice(-lastMonths), last),
    recentMonths: Math.round(spanOf(last)),
    best: best?.value ?? null,
    bestPeriod: best?.label ?? null,
  };
}
