import { vi } from '../messages/vi/index.ts';
import { type OutlookWords, outlook as text, unitWords } from '../messages/vi/outlook.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { type Outlook, outlookOf, type YearRow, yearsSoFar } from './outlook.ts';
import { decimalsBeside } from './shown-beside.ts';

const number = (value: number, decimals: number): string =>
  value.toLocaleString(vi.locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** A value with its unit, as the report writes it; whole numbers without decimals, others with as many as the unit has. */
function withUnit(value: number | null, { unit, unitLabel, decimals }: YearRow, digits = decimals): string {
  if (value === null) return '';
  if (unit === 'yes_no') return value > 0 ? unitWords.yes : unitWords.no;
  return `${number(value, Number.isInteger(value) ? 0 : digits)} ${unitLabel}`;
}

/** A value that does not reach the target never reads as if it did: 97,96 % of 98 %. */
function besideTarget(value: number | null, year: YearRow): string {
  if (value === null) return '';
  return withUnit(value, year, decimalsBeside(value, year.target, year.decimals, year.better).value);
}

/** A difference of two values: of shares, points. */
function asGain(value: number | null, { unit, decimals }: YearRow): string {
  if (value === null) return '';
  const written = number(value, Math.max(decimals, 1));
  return unit === 'percent' ? unitWords.points(written) : written;
}

function wordsOf(year: YearRow, its: Outlook): OutlookWords {
  const isState = year.course === 'state';
  const { best, bestPeriod } = year;
  const shown = isState ? asGain(best, year) : withUnit(best, year);
  // What is missing is rounded away from the target, so that keeping to it is enough.
  const up = (value: number) =>
    (year.better === 'higher' ? Math.ceil(value * 10) : Math.floor(value * 10)) / 10;
  const required =
    its.required === null
      ? ''
      : isState
        ? asGain(its.required, year)
        : year.course === 'count'
          ? number(Math.ceil(its.required), 0)
          : withUnit(Math.max(0, up(its.required)), year);
  return {
    value: besideTarget(year.value, year),
    target: withUnit(year.target, year, decimalsBeside(0, year.target, year.decimals, year.better).target),
    rest: its.expectedRest === null ? '' : number(Math.round(its.expectedRest), 0),
    restBasis: its.restBasis,
    required,
    reachable: besideTarget(its.reachable, year),
    best: best === null || bestPeriod === null ? undefined : { value: shown, period: bestPeriod },
    isHigher: year.better === 'higher',
  };
}

/** One sentence, Vietnamese as the site is whatever language the terminal is asked for, with the numbers the class comes from. */
export function sentenceOf(year: YearRow, its: Outlook): string {
  if (its.class === 'unknown') return text.unknown();
  const words = wordsOf(year, its);
  return year.daysLeft <= 0 ? text.ended(words) : text[year.course][its.class](words);
}

/** Writes `measure.outlook`: one row for every indicator that has a target for the year. */
export async function writeOutlook(warehouse: Warehouse): Promise<void> {
  const years = await yearsSoFar(warehouse);
  await createValuesTable(
    warehouse,
    'measure.outlook',
    {
      indicator: 'varchar',
      class: 'varchar',
      value: 'double',
      target: 'double',
      expected_rest: 'double',
      rest_basis: 'varchar',
      required: 'double',
      reachable: 'double',
      best: 'double',
      best_period: 'varchar',
      sentence: 'varchar',
    },
    years.map((year) => {
      const its = outlookOf(year);
      return {
        indicator: year.indicator,
        class: its.class,
        value: year.value,
        target: year.target,
        expected_rest: its.expectedRest,
        rest_basis: its.restBasis,
        required: its.required,
        reachable: its.reachable,
        best: year.best,
        best_period: year.bestPeriod,
        sentence: sentenceOf(year, its),
      };
    }),
  );
}
