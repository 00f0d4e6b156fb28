import type { Course } from '../../config/course.ts';
import { reaches } from '../shown-beside.ts';

/**
 * What the year will come to. `impossible` and `sure` are arithmetic over all that can still come; `unlikely`, `on_course` and
 * `likely` are told by a 95 % interval; `unknown` where there is too little to go by.
 */
export type OutlookClass = 'impossible' | 'unlikely' | 'on_course' | 'likely' | 'sure' | 'unknown';

/** One month, as far as data reach. */
export interface Month {
  /** When it ends, in months since the year began; the running month: when its data end. */
  at: number;
  label: string;
  /** How much of it has gone by, 0–1. */
  gone: number;
  numerator: number | null;
  denominator: number | null;
  /** In the indicator's unit; of an amount what this month added. */
  value: number | null;
  /** Cases whose verdict may still turn; 0 where a verdict once given stands. */
  openCases: number;
  /** Whether its file is missing, or not whole; null where all of it is there. */
  gap: 'missing' | 'partial' | null;
}

/** The year of one indicator up to the day its data reach. Values and target in the indicator's unit. */
export interface YearSoFar {
  course: Course;
  better: 'higher' | 'lower';
  /** value = factor × numerator ÷ denominator */
  factor: number;
  /** The numerator is a part of the denominator: no more than all can meet. */
  isPart: boolean;
  target: number;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  /** Cases counted so far whose verdict may still turn, either way; 0 where a verdict once given stands. */
  openCases: number;
  /** Days of the year gone by and still to come. */
  daysGone: number;
  daysLeft: number;
  /** The months that have begun, the first one first; the last may be running. */
  months: readonly Month[];
  /** All twelve months of last year; null where one of them is not known. */
  lastYear: readonly Month[] | null;
}

/** Why nothing is said. */
export type UnknownReason = 'no_cases' | 'no_value' | 'gap' | 'few_months' | 'first_yes';

export interface Outlook {
  class: OutlookClass;
  unknownReason: UnknownReason | null;
  /** The value at the end of the year: the middle of what is to be expected, and the 95 % interval; null where nothing can be said. */
  expected: number | null;
  low: number | null;
  high: number | null;
  /** How probable it is that the target is met, 0–1; null where nothing can be said. */
  probability: number | null;
  /** Cases (of a share or mean) or amount (of a count) still to be expected this year, and the upper end of its 95 % interval. */
  expectedRest: number | null;
  mostRest: number | null;
  restBasis: 'last_year' | 'pace' | null;
  /** What the rest must come to: a rate for a share, an amount a month for a count or a state; null where it does not matter. */
  required: number | null;
  /** The best (worst) value of a share at the end of the year if all that can still come goes well (ill), at `mostRest` cases. */
  reachable: number | null;
  assured: number | null;
  /** Cases that do not meet and can no longer turn, of a share whose target leaves room for none; null elsewhere. */
  broken: number | null;
}

/** Before a month has gone by there is no pace to speak of. */
const leastDays = 28;
/** Of one month nobody knows whether it was a usual one. */
const leastMonths = 2;

/** Months that have ended and whose number is known. */
export const wholeMonths = ({ months }: YearSoFar): Month[] =>
  months.filter(({ gone, value, denominator }) => gone >= 1 && (value !== null || denominator !== null));

/** Above this share of open cases a month is no witness of its own rate: what has ended in it so far is what went quickly. */
const ripe = 0.05;

/** Whether so many of a month's cases are open that its rate is not known yet. */
export const isRipening = ({ openCases, denominator }: Month): boolean =>
  openCases > ripe * (denominator ?? 0);

/** Months that have ended and of which something is missing: of a state only the newest, which its value is taken from. */
export function gapsOf({ course, months }: YearSoFar): Month[] {
  const ended = months.filter(({ gone }) => gone >= 1);
  return (course === 'state' ? ended.slice(-1) : ended).filter(({ gap }) => gap !== null);
}

/** Whether there is enough to tell what is usual. */
export function hasPace(year: YearSoFar): boolean {
  // How a state goes is told by what it was twice; a share of no cases tells nothing of its own rate.
  const told = wholeMonths(year).filter(({ value }) => value !== null).length;
  return (
    year.daysGone >= leastDays &&
    wholeMonths(year).length >= leastMonths &&
    told >= (year.course === 'state' ? leastMonths : 1)
  );
}

/** Whether a value is at the year's target or better. */
export const meets = ({ better, target }: Pick<YearSoFar, 'better' | 'target'>, value: number): boolean =>
  reaches(value, target, better);
