import type { Warehouse } from '../warehouse/warehouse.ts';

/** Whether the year's target will be met, as far as the numbers of the year so far say. */
export type OutlookClass = 'sure' | 'on_course' | 'at_risk' | 'impossible' | 'unknown';

/** How a value comes about, which decides what the rest of the year can still do to it. */
export type Course = 'share' | 'count' | 'state' | 'other';

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
  /** Days of the year gone by and still to come. */
  daysGone: number;
  daysLeft: number;
  /** What last year's same days added: cases of a share, the count itself; null where last year is not known. */
  lastYearRest: number | null;
  /** By how much a state has grown in an average month so far; null before the second month. */
  monthlyGain: number | null;
}

export interface Outlook {
  class: OutlookClass;
  /** Cases (of a share) or amount (of a count) still to be expected this year; null where it does not matter. */
  expectedRest: number | null;
  restBasis: 'last_year' | 'pace' | null;
  /** What the rest must come to: a rate for a share, an amount a month for a count or a state; null where it does not matter. */
  required: number | null;
  /** The value at the end of the year if the rest goes as well (better: higher) or as badly as it can; shares only. */
  reachable: number | null;
}

const daysInMonth = 365 / 12;
/** Before a month has gone by there is no pace to speak of. */
const leastDays = 28;

const nothing = { expectedRest: null, restBasis: null, required: null, reachable: null };
const unknown: Outlook = { class: 'unknown', ...nothing };

/** The rest of a sum: as last year's same days where they are known, else at the pace of this year. */
function restOf(sum: number, year: YearSoFar): { rest: number; basis: 'last_year' | 'pace' } {
  if (year.lastYearRest !== null) return { rest: year.lastYearRest, basis: 'last_year' };
  return { rest: (sum * year.daysLeft) / year.daysGone, basis: 'pace' };
}

const ended = (isMet: boolean): Outlook => ({ class: isMet ? 'sure' : 'impossible', ...nothing });

function outlookOfShare(year: YearSoFar, numerator: number, denominator: number, isMet: boolean): Outlook {
  const { rest, basis } = restOf(denominator, year);
  const share = year.target / year.factor;
  // Of the rest so many must meet (better: higher), or no more than so many may (better: lower).
  const needed = share * (denominator + rest) - numerator;
  const whole = denominator + rest;
  const isHigher = year.better === 'higher';
  const reachable = (year.factor * (numerator + (isHigher ? rest : 0))) / whole;
  const common = {
    expectedRest: rest,
    restBasis: basis,
    required: rest > 0 ? (year.factor * needed) / rest : null,
    reachable,
  };
  const margin = 1e-9 * whole;
  if (isHigher) {
    if (needed <= margin) return { class: 'sure', ...common };
    if (year.isPart && needed > rest + margin) return { class: 'impossible', ...common };
  } else {
    if (needed < -margin) return { class: 'impossible', ...common };
    if (year.isPart && needed >= rest - margin) return { class: 'sure', ...common };
  }
  return { class: isMet ? 'on_course' : 'at_risk', ...common };
}

function outlookOfCount(year: YearSoFar, count: number): Outlook {
  const { rest, basis } = restOf(count, year);
  const left = year.target - count;
  const common = {
    expectedRest: rest,
    restBasis: basis,
    required: (left / year.daysLeft) * daysInMonth,
    reachable: null,
  };
  if (year.better === 'higher') {
    if (left <= 0) return { class: 'sure', ...common, required: null };
    return { class: rest >= left ? 'on_course' : 'at_risk', ...common };
  }
  if (left < 0) return { class: 'impossible', ...common, required: null };
  return { class: rest <= left ? 'on_course' : 'at_risk', ...common };
}

function outlookOfState(year: YearSoFar, value: number, isMet: boolean): Outlook {
  const gap = year.target - value;
  const monthsLeft = year.daysLeft / daysInMonth;
  const projected = year.monthlyGain === null ? null : value + year.monthlyGain * monthsLeft;
  const isProjected =
    projected !== null && (year.better === 'higher' ? projected >= year.target : projected <= year.target);
  return {
    class: isMet || isProjected ? 'on_course' : 'at_risk',
    ...nothing,
    required: isMet ? null : gap / monthsLeft,
  };
}

/**
 * Judges a year so far. Classes without gap or overlap: `sure` where nothing that the rest of the year can bring changes
 * it, `impossible` where nothing can still bring it, `on_course` and `at_risk` between by what has been reached and what
 * is to be expected; `unknown` without a value or within the first month. A state (so many have it by now) may fall, so
 * it is sure only when the year has ended.
 */
export function outlookOf(year: YearSoFar): Outlook {
  const { value, target, numerator, denominator } = year;
  if (value === null || year.daysGone < leastDays) return unknown;
  const isMet = year.better === 'higher' ? value >= target : value <= target;
  if (year.daysLeft <= 0) return ended(isMet);
  if (year.course === 'share')
    return numerator === null || denominator === null || denominator <= 0
      ? unknown
      : outlookOfShare(year, numerator, denominator, isMet);
  if (year.course === 'count') return outlookOfCount(year, value);
  if (year.course === 'state') return outlookOfState(year, value, isMet);
  return { class: isMet ? 'on_course' : 'at_risk', ...nothing };
}

/** The year so far with what its sentence names. */
export interface YearRow extends YearSoFar {
  [key: string]: unknown;
  indicator: string;
  unit: string;
  unitLabel: string;
  decimals: number;
  /** The best month so far (of a state: the best gain in a month) and its name; null where there is none. */
  best: number | null;
  bestPeriod: string | null;
}

/**
 * The year so far of every indicator that has a target for the year, as a whole. Of a basis the year is its own (nd09: from
 * 15/12); the rest of last year is known only where all its months are.
 */
export const yearsSoFar = (warehouse: Warehouse): Promise<YearRow[]> =>
  warehouse.all<YearRow>(`
    with aimed as (
      select i.*, t.value as target, p.period as year_period, p.starts_on, p.ends_on, least(d.as_of, p.ends_on) as day
      from plan.indicator i
      join plan.site s on true
      join plan.target t on t.indicator = i.indicator and t.year = s.plan_year and t.period is null and t.breakdown is null
      join plan.period p on p.basis = i.basis and p.kind = 'year' and p.year = s.plan_year
      left join measure.source_day d on d.source = i.source
      where i.better <> 'none' and i.applies
    ), month as (
      select r.*, p.starts_on, p.ends_on, p.year, p.label
      from measure.reading r join plan.period p using (period) where r.breakdown is null and r.kind = 'month'
    ), best as (
      -- The value of a month; of a state, what a month added.
      select a.indicator,
        case when a.better = 'higher' then max(x) else min(x) end as best, bool_or(m.is_above_all) as was_above_all,
        case when a.better = 'higher' then arg_max(m.label, x) else arg_min(m.label, x) end as best_period,
        (arg_max(m.value, m.starts_on) - arg_min(m.value, m.starts_on))
          / nullif(date_diff('month', min(m.starts_on) filter (m.value is not null), max(m.starts_on) filter (m.value is not null)), 0) as gain
      from aimed a join month m on m.indicator = a.indicator and m.starts_on >= a.starts_on and m.ends_on <= a.day,
        lateral (select case when a.aggregate = 'stock' then m.change else m.value end as x)
      group by a.indicator, a.better
    ), before as (
      select a.indicator, sum(volume * share) as rest, count(*) = 12 and bool_and(volume is not null) as is_whole
      from aimed a join month m on m.indicator = a.indicator and m.year = year(a.ends_on) - 1,
        lateral (select case when a.is_amount then a.factor * m.numerator else m.denominator end as volume,
          greatest(0, least(1, date_diff('day', a.day, cast(m.ends_on + interval 1 year as date))::double
            / (date_diff('day', m.starts_on, m.ends_on) + 1))) as share)
      group by a.indicator
    )
    select a.indicator, a.unit, a.unit_label as "unitLabel", a.decimals, a.better, a.factor, a.target,
      -- Sums may be above what they are set against; a share that has never been is taken for a part.
      a.counts_rows or (a.unit = 'percent' and not coalesce(e.was_above_all, false)) as "isPart",
      case when a.aggregate = 'stock' then 'state'
           when a.is_share then 'share'
           when a.is_amount then 'count' else 'other' end as course,
      r.numerator, r.denominator, r.value,
      date_diff('day', a.starts_on, a.day) + 1 as "daysGone", date_diff('day', a.day, a.ends_on) as "daysLeft",
      case when b.is_whole then b.rest end as "lastYearRest",
      e.gain as "monthlyGain", e.best, e.best_period as "bestPeriod"
    from aimed a
    left join measure.reading r on r.indicator = a.indicator and r.period = a.year_period and r.breakdown is null
    left join best e on e.indicator = a.indicator
    left join before b on b.indicator = a.indicator
    order by a.sort_key`);
