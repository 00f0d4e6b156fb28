import { meets, type YearSoFar } from './year.ts';

/** The best and the worst that a share can come to; `reachable` is null where nothing bounds it (a numerator that is no part). */
export interface Bounds {
  reachable: number | null;
  assured: number | null;
}

interface Counts {
  numerator: number;
  denominator: number;
}

/** The counts of a share; undefined of what has none, or no cases. */
export function countsOf({ numerator, denominator }: YearSoFar): Counts | undefined {
  return numerator === null || denominator === null || denominator <= 0
    ? undefined
    : { numerator, denominator };
}

/**
 * The bounds of a share if `rest` more cases come: all of them meet or none does, and every case that is still open turns the
 * same way. Both bounds move one way with `rest`, so over an interval of cases the hardest end for a claim is always the upper one.
 */
export function boundsOf(year: YearSoFar, { numerator, denominator }: Counts, rest: number): Bounds {
  const { factor, isPart, better, openCases } = year;
  const whole = denominator + rest;
  const least = (factor * (numerator - Math.min(openCases, numerator))) / whole;
  const most = isPart
    ? (factor * (numerator + Math.min(openCases, denominator - numerator) + rest)) / whole
    : null;
  return better === 'higher' ? { reachable: most, assured: least } : { reachable: least, assured: most };
}

/** Cases on the wrong side of the target that no later day can turn, where the target leaves room for none; else null. */
export function brokenOf(year: YearSoFar, { numerator, denominator }: Counts): number | null {
  const { better, isPart, target, factor, openCases } = year;
  if (!isPart) return null;
  if (better === 'higher') return target === factor ? Math.max(0, denominator - numerator - openCases) : null;
  return target === 0 ? Math.max(0, numerator - openCases) : null;
}

/** What is decided whatever the rest of the year brings, and however much of it. */
export type Decided = 'sure' | 'impossible' | undefined;

function decidedShare(year: YearSoFar): Decided {
  const counts = countsOf(year);
  if (!counts) return undefined;
  const { factor, isPart, better, target } = year;
  // Whatever the number of cases to come: a bound lies between what stands now and what an endless rest would bring.
  const { reachable, assured } = boundsOf(year, counts, 0);
  const [all, none] = better === 'higher' ? [factor, 0] : [0, factor];
  // An end that is never reached does not help: one broken case stays broken among any number.
  const isBeyond = better === 'higher' ? target >= all : target <= all;
  if (isBeyond && reachable !== null && !meets(year, reachable)) return 'impossible';
  const isBounded = isPart || better === 'higher';
  return isBounded && assured !== null && meets(year, assured) && meets(year, none) ? 'sure' : undefined;
}

/** A sum only grows, unless a month has taken from it. */
function decidedCount(year: YearSoFar): Decided {
  if (year.value === null || year.months.some(({ value }) => (value ?? 0) < 0)) return undefined;
  const isMet = meets(year, year.value);
  if (year.better === 'higher') return isMet ? 'sure' : undefined;
  return isMet ? undefined : 'impossible';
}

/**
 * What no rest of the year can change, whatever its size: a count that has been reached or gone beyond, a target of 100 % that one
 * case has broken, a yes that has been given. A month that is missing only adds to these.
 */
export function decidedAtAnyRest(year: YearSoFar): Decided {
  switch (year.course) {
    case 'share':
      return decidedShare(year);
    case 'count':
    case 'yes_no':
      return decidedCount(year);
    default:
      return undefined;
  }
}

/** What all that can still come decides, if no more than `mostRest` cases come. */
export function decidedBy(year: YearSoFar, { reachable, assured }: Bounds): Decided {
  if (assured !== null && meets(year, assured)) return 'sure';
  if (reachable !== null && !meets(year, reachable)) return 'impossible';
  return undefined;
}
