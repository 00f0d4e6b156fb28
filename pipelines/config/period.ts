import { storedMessages } from '../messages/index.ts';
import { addDays } from './clock.ts';
import type { BasisId, PeriodKind } from './indicator.ts';

type PeriodState = 'closed' | 'open' | 'future';

/**
 * How days are put into months: `calendar` months end on their last day, those of `nd09` on the 14th (NĐ 09/2019/NĐ-CP:
 * the 15th of the month before to the 14th), those of `own` on the day the plan names.
 */
export interface Basis {
  id: BasisId;
  closesOn: number | 'last';
}

export const calendar: Basis = { id: 'calendar', closesOn: 'last' };
export const nd09: Basis = { id: 'nd09', closesOn: 14 };

/** The bases by which periods are needed: the calendar always, others where an indicator is reported by them. */
export function basesOf({
  plan,
  indicators,
}: {
  plan: { periods: { own_closes_on?: number | undefined } };
  indicators: readonly { basis: BasisId }[];
}): Basis[] {
  const own = plan.periods.own_closes_on;
  const known = [calendar, nd09, ...(own === undefined ? [] : [{ id: 'own', closesOn: own } as const])];
  return known.filter(({ id }) => id === 'calendar' || indicators.some(({ basis }) => basis === id));
}

/** A stretch of days for which indicators are computed. Dates are ISO days, both ends included. */
export interface Period {
  /** `2026-09`, `2026-Q3`, `2026-H1`, `2026-9M`, `2026`, `2026-09-YTD`; of another basis than the calendar: `nd09-2026-09`. */
  id: string;
  basis: BasisId;
  kind: PeriodKind;
  year: number;
  /** How many months it has. */
  months: number;
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
const dayAfter = (day: string): string => addDays(day, 1);

/** Last day of a month of the basis; month 0 is December of the year before. */
function closing({ closesOn }: Basis, year: number, month: number): string {
  return closesOn === 'last' ? iso(year, month + 1, 0) : iso(year, month, closesOn);
}

function stateOf(startsOn: string, endsOn: string, asOf: string): PeriodState {
  if (startsOn > asOf) return 'future';
  return endsOn <= asOf ? 'closed' : 'open';
}

/** A period as its first and last month, before it has days. */
interface Shape {
  kind: PeriodKind;
  /** What stands in the id after the year, and after which year before it. */
  name: string;
  previous: string;
  first: number;
  last: number;
  label: string;
  shortLabel: string;
}

const named = (year: number, name: string): string => (name === '' ? `${year}` : `${year}-${name}`);

/** Equal parts of a year: twelve months, four quarters, two halves, the year itself. */
function parts(
  year: number,
  kind: PeriodKind,
  count: number,
  name: (n: number) => string,
  label: (n: number) => string,
  shortLabel: (n: number) => string,
): Shape[] {
  const months = 12 / count;
  return Array.from({ length: count }, (_, at) => ({
    kind,
    name: name(at + 1),
    previous: at === 0 ? named(year - 1, name(count)) : named(year, name(at)),
    first: at * months + 1,
    last: (at + 1) * months,
    label: label(at + 1),
    shortLabel: shortLabel(at + 1),
  }));
}

/** What is reported on (the plan, V.7), and the year up to the end of each month. */
function shapes(year: number): Shape[] {
  const text = storedMessages().measure.period;
  const year9 = { label: text.nineMonths(year), shortLabel: text.nineMonthsShort };
  return [
    ...parts(year, 'month', 12, two, (n) => text.month(n, year), text.monthShort),
    ...parts(
      year,
      'quarter',
      4,
      (n) => `Q${n}`,
      (n) => text.quarter(n, year),
      text.quarterShort,
    ),
    ...parts(
      year,
      'half',
      2,
      (n) => `H${n}`,
      (n) => text.half(n, year),
      text.halfShort,
    ),
    { kind: 'nine_months', name: '9M', previous: named(year - 1, '9M'), first: 1, last: 9, ...year9 },
    ...parts(
      year,
      'year',
      1,
      () => '',
      () => text.year(year),
      () => text.yearShort(year),
    ),
    ...parts(
      year,
      'year_to_date',
      12,
      (n) => `${two(n)}-YTD`,
      (n) => text.toDate(n, year),
      text.toDateShort,
    ).map((shape) => ({ ...shape, first: 1 })),
  ];
}

/** All periods of one year by one basis, as they stand on the as-of date (ISO day), kind by kind. */
export function periodsOf(year: number, basis: Basis, asOf: string): Period[] {
  const prefix = basis.id === 'calendar' ? '' : `${basis.id}-`;
  return shapes(year).map(({ kind, name, previous, first, last, label, shortLabel }) => {
    const startsOn = dayAfter(closing(basis, year, first - 1));
    const endsOn = closing(basis, year, last);
    // The year up to a month that has not begun would say the same as the one before it.
    const opensOn = kind === 'year_to_date' ? dayAfter(closing(basis, year, last - 1)) : startsOn;
    return {
      id: prefix + named(year, name),
      basis: basis.id,
      kind,
      year,
      months: last - first + 1,
      startsOn,
      endsOn,
      state: stateOf(opensOn, endsOn, asOf),
      previous: prefix + previous,
      label:
        basis.id === 'calendar' ? label : storedMessages().measure.period.between(label, startsOn, endsOn),
      shortLabel,
    };
  });
}

/**
 * The year that a report as of an ISO day is of: the plan's, and after its end the year of the last month that is over. Through January the year
 * that has just ended is what is reported on.
 */
export function yearShown(planYear: number, asOf: string): number {
  const lastOver = addDays(`${addDays(asOf, 1).slice(0, 7)}-01`, -1);
  return Math.max(planYear, Number(lastOver.slice(0, 4)));
}
