import { vi } from '../../messages/vi/index.ts';
import { type OutlookWords, outlook as text, unitWords } from '../../messages/vi/outlook.ts';
import { decimalsBeside } from '../shown-beside.ts';
import type { Recent } from './recent.ts';
import { gapsOf, type Outlook } from './year.ts';
import type { YearRow } from './years-so-far.ts';

const number = (value: number, decimals: number): string =>
  value.toLocaleString(vi.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Rounded to so many decimals, up or down; what only floating point adds is dropped. */
function roundedTo(value: number, decimals: number, way: 'up' | 'down'): number {
  const scaled = value * 10 ** decimals;
  const near = Math.round(scaled);
  if (Math.abs(scaled - near) < 1e-6) return near / 10 ** decimals;
  return (way === 'up' ? Math.ceil(scaled) : Math.floor(scaled)) / 10 ** decimals;
}

/** A value with its unit, as the report writes it. */
function withUnit(value: number, { unit, unitLabel, decimals }: YearRow, digits = decimals): string {
  if (unit === 'yes_no') return value > 0 ? unitWords.yes : unitWords.no;
  return `${number(value, Number.isInteger(value) ? 0 : digits)} ${unitLabel}`;
}

/** A value that does not reach the target never reads as if it did: 97,96 % of 98 %. */
const besideTarget = (value: number, year: YearRow): string =>
  withUnit(value, year, decimalsBeside(value, year.target, year.decimals, year.better).value);

/** An estimate with its unit, rounded to the side on which it does not say too much. */
function estimate(value: number | null, year: YearRow, way: 'up' | 'down'): string {
  if (value === null) return '';
  return withUnit(roundedTo(value, year.decimals, way), year);
}

/** A difference of two values: of shares, points. */
function asGain(
  value: number,
  { unit, unitLabel, decimals }: YearRow,
  points = unitWords.pointsAgain,
): string {
  if (unit === 'percent') return points(number(value, Math.max(decimals, 1)));
  return `${number(value, decimals)} ${unitLabel}`;
}

/** What is asked of the rest is rounded away from the target, so that keeping to it is enough. */
function requiredOf(year: YearRow, { required }: Outlook): string | undefined {
  if (required === null) return '';
  const way = year.better === 'higher' ? 'up' : 'down';
  if (year.course === 'state')
    return asGain(Math.abs(roundedTo(required, Math.max(1, year.decimals), way)), year, unitWords.points);
  if (year.course === 'count') return estimate(required, year, way);
  const isShare = year.course === 'share' && year.isPart;
  // A rate that no rest can have.
  if (isShare && (year.better === 'higher' ? required > year.factor : required < 0)) return undefined;
  // A rate that every rest has.
  if (isShare && (year.better === 'higher' ? required <= 0 : required >= year.factor)) return '';
  return estimate(required, year, way);
}

function wordsOf(
  year: YearRow,
  its: Outlook,
  { recent, recentMonths, best, bestPeriod }: Recent,
): OutlookWords {
  const told = (value: number) => (year.course === 'state' ? asGain(value, year) : withUnit(value, year));
  const end = year.better === 'higher' ? 'down' : 'up';
  return {
    value: year.value === null ? '' : besideTarget(year.value, year),
    target: withUnit(year.target, year, decimalsBeside(0, year.target, year.decimals, year.better).target),
    isHigher: year.better === 'higher',
    isTooSlow: its.class === 'unlikely',
    interval:
      its.low === null
        ? undefined
        : { low: estimate(its.low, year, 'down'), high: estimate(its.high, year, 'up') },
    required: requiredOf(year, its),
    recent: recent === null ? undefined : { value: told(recent), months: recentMonths },
    best:
      best === null || bestPeriod === null
        ? undefined
        : { value: told(best), period: unitWords.month(bestPeriod) },
    rest: its.expectedRest === null ? '' : number(Math.round(its.expectedRest), 0),
    mostRest: its.mostRest === null ? '' : number(Math.round(its.mostRest), 0),
    open: year.openCases > 0 ? number(year.openCases, 0) : '',
    reachable: estimate(its.reachable, year, end),
    assured: estimate(its.assured, year, end),
    broken: its.broken === null ? '' : number(its.broken, 0),
  };
}

function unknownSentence(
  year: YearRow,
  reason: NonNullable<Outlook['unknownReason']>,
  words: OutlookWords,
): string {
  if (reason !== 'gap') return text.unknown[reason](words);
  const named = (gap: 'missing' | 'partial') =>
    unitWords.list(
      gapsOf(year)
        .filter((month) => month.gap === gap)
        .map(({ label }) => unitWords.month(label)),
    );
  return text.unknown.gap(words, named('missing'), named('partial'));
}

/** What is asked of the rest of the year, as a part of a sentence; '' where nothing is, or nobody can tell. */
export function neededOf(year: YearRow, its: Outlook, recent: Recent): string {
  if (its.unknownReason !== null || year.daysLeft <= 0) return '';
  return text.needed[year.course](wordsOf(year, its, recent));
}

/** What a chart of the year writes beside what it draws, in the numbers of the sentence; '' where there is nothing to draw. */
export function drawnWordsOf(
  year: YearRow,
  its: Outlook,
  recent: Recent,
): { required_text: string; range_text: string } {
  if (its.unknownReason !== null || year.daysLeft <= 0) return { required_text: '', range_text: '' };
  const { required, interval } = wordsOf(year, its, recent);
  return { required_text: required ?? '', range_text: interval ? text.range(interval) : '' };
}

/** One sentence, Vietnamese as the site is whatever language the terminal is asked for, with the numbers the class comes from. */
export function sentenceOf(year: YearRow, its: Outlook, recent: Recent): string {
  const words = wordsOf(year, its, recent);
  if (its.unknownReason !== null) return unknownSentence(year, its.unknownReason, words);
  if (year.daysLeft <= 0 && year.openCases === 0) return text.ended(words);
  const { course } = year;
  if (
    (its.class === 'impossible' || its.class === 'sure') &&
    (course === 'share' || course === 'count' || course === 'yes_no')
  )
    return text[its.class][course](words);
  return course === 'yes_no' ? text.ended(words) : text.between[course](words);
}
