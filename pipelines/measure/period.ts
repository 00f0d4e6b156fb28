import type { PeriodKind } from '../config/indicator.ts';
import { messages } from '../messages/index.ts';

export type PeriodState = 'closed' | 'open' | 'future';

/** A stretch of days for which indicators are computed. Dates are ISO days, both ends included. */
export interface Period {
  /** `2026-09`, `2026-Q3`, `2026` */
  id: string;
  basis: 'calendar';
  kind: PeriodKind;
  year: number;
  startsOn: string;
  endsOn: string;
  state: PeriodState;
  /** Id of the period of the same kind and basis just before. */
  previous: string;
  label: string;
  shortLabel: string;
}

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
const two = (n: number): string => String(n).padStart(2, '0');

function stateOf(startsOn: string, endsOn: string, asOf: string): PeriodState {
  if (startsOn > asOf) return 'future';
  return endsOn <= asOf ? 'closed' : 'open';
}

/** Months, quarters and the year of one calendar year, as they stand on the as-of date (ISO day). */
export function calendarPeriods(year: number, asOf: string): Period[] {
  const text = messages().measure.period;
  const make = (
    kind: PeriodKind,
    id: string,
    previous: string,
    first: number,
    last: number,
    label: string,
    shortLabel: string,
  ): Period => {
    const startsOn = iso(year, first, 1);
    const endsOn = iso(year, last + 1, 0);
    return {
      id,
      basis: 'calendar',
      kind,
      year,
      startsOn,
      endsOn,
      state: stateOf(startsOn, endsOn, asOf),
      previous,
      label,
      shortLabel,
    };
  };
  const months = Array.from({ length: 12 }, (_, at) => {
    const month = at + 1;
    const previous = month === 1 ? `${year - 1}-12` : `${year}-${two(month - 1)}`;
    return make(
      'month',
      `${year}-${two(month)}`,
      previous,
      month,
      month,
      text.month(month, year),
      text.monthShort(month),
    );
  });
  const quarters = [1, 2, 3, 4].map((quarter) => {
    const previous = quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
    const first = quarter * 3 - 2;
    return make(
      'quarter',
      `${year}-Q${quarter}`,
      previous,
      first,
      first + 2,
      text.quarter(quarter, year),
      text.quarterShort(quarter),
    );
  });
  return [
    ...months,
    ...quarters,
    make('year', `${year}`, `${year - 1}`, 1, 12, text.year(year), text.yearShort(year)),
  ];
}
