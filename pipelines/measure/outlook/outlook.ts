import { boundsOf, brokenOf, countsOf, decidedAtAnyRest, decidedBy } from './bounds.ts';
import { type Futures, futuresOf } from './futures.ts';
import {
  gapsOf,
  hasPace,
  meets,
  type Outlook,
  type OutlookClass,
  type UnknownReason,
  type YearSoFar,
} from './year.ts';

const daysInMonth = 365 / 12;
/** What is left out at either end of a 95 % interval. */
const tail = 0.025;

const nothing: Omit<Outlook, 'class'> = {
  unknownReason: null,
  expected: null,
  low: null,
  high: null,
  probability: null,
  expectedRest: null,
  mostRest: null,
  restBasis: null,
  required: null,
  reachable: null,
  assured: null,
  broken: null,
};

const unknown = (unknownReason: UnknownReason): Outlook => ({ ...nothing, class: 'unknown', unknownReason });

/** The value below which this share of the futures lies. */
const quantile = (ordered: readonly number[], share: number): number =>
  ordered[Math.min(ordered.length - 1, Math.max(0, Math.round(share * ordered.length - 0.5)))] ?? 0;

/** Between sure and out of reach: by which of middle and ends of the interval meet the target. */
function classBetween(year: YearSoFar, { values }: Futures): OutlookClass {
  const illEnd = quantile(values, year.better === 'higher' ? tail : 1 - tail);
  if (meets(year, illEnd)) return 'likely';
  return meets(year, quantile(values, 0.5)) ? 'on_course' : 'unlikely';
}

/** What the rest must come to so that the year meets its target. */
function requiredOf(year: YearSoFar, expectedRest: number | null): number | null {
  const { course, target, factor, value, daysLeft } = year;
  if (daysLeft <= 0 || value === null) return null;
  if (course === 'count' || course === 'state')
    return meets(year, value) && (course === 'state' || year.better === 'higher')
      ? null
      : ((target - value) / daysLeft) * daysInMonth;
  const counts = countsOf(year);
  if (!counts || !expectedRest || (course !== 'share' && course !== 'mean')) return null;
  return (target * (counts.denominator + expectedRest) - factor * counts.numerator) / expectedRest;
}

function told(year: YearSoFar): Outlook {
  const futures = futuresOf(year);
  const { values, rests } = futures;
  const counts = year.course === 'share' ? countsOf(year) : undefined;
  const expectedRest = rests && quantile(rests, 0.5);
  const mostRest = rests && quantile(rests, 1 - tail);
  const bounds =
    counts && mostRest !== null ? boundsOf(year, counts, mostRest) : { reachable: null, assured: null };
  return {
    ...nothing,
    class: (counts && decidedBy(year, bounds)) ?? classBetween(year, futures),
    expected: quantile(values, 0.5),
    low: quantile(values, tail),
    high: quantile(values, 1 - tail),
    probability: values.filter((value) => meets(year, value)).length / values.length,
    expectedRest,
    mostRest,
    restBasis: rests && (year.lastYear ? 'last_year' : 'pace'),
    required: requiredOf(year, expectedRest),
    ...bounds,
  };
}

/** What can still be told where arithmetic has decided: the interval too, if there are months enough and none is missing. */
function decided(year: YearSoFar, its: 'sure' | 'impossible'): Outlook {
  const counts = year.course === 'share' ? countsOf(year) : undefined;
  const broken = counts ? brokenOf(year, counts) : null;
  const forecast =
    year.course !== 'yes_no' && gapsOf(year).length === 0 && hasPace(year) && year.daysLeft > 0
      ? told(year)
      : nothing;
  return { ...forecast, class: its, required: null, broken: broken && its === 'impossible' ? broken : null };
}

/** Why a forecast cannot be made; undefined where it can. */
function reasonAgainst(year: YearSoFar): UnknownReason | undefined {
  if (gapsOf(year).length > 0) return 'gap';
  if (year.course === 'yes_no') return 'first_yes';
  return hasPace(year) ? undefined : 'few_months';
}

/**
 * Judges a year so far; classes without gap or overlap. First what no rest of the year can change, whatever its size; then, where
 * no file is missing and two months are whole, what all that can still come decides at the upper end of the cases to be expected
 * (the hardest for either claim), open cases among it; between these the 95 % interval: `likely` where all of it meets the target,
 * `on_course` where its middle does, else `unlikely`. A state may fall, so it is sure only when the year has ended.
 */
export function outlookOf(year: YearSoFar): Outlook {
  const { value, denominator } = year;
  if (value === null) return unknown(denominator === 0 ? 'no_cases' : 'no_value');
  const atAnyRest = decidedAtAnyRest(year);
  if (atAnyRest) return decided(year, atAnyRest);
  if (year.daysLeft <= 0 && year.openCases === 0 && gapsOf(year).length === 0)
    return decided(year, meets(year, value) ? 'sure' : 'impossible');
  const against = reasonAgainst(year);
  return against ? unknown(against) : told(year);
}
