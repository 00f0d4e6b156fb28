import type { Warehouse } from '../../warehouse/warehouse.ts';
import type { Month, YearSoFar } from './year.ts';

/** The year so far with what its sentence names. */
export interface YearRow extends YearSoFar {
  indicator: string;
  unit: string;
  unitLabel: string;
  decimals: number;
}

/** Every indicator that has a target for the year as a whole, with that year and the day its data reach. */
const aimed = `
  select i.*, t.value as target, p.period as year_period, p.year, p.starts_on, p.ends_on, least(d.as_of, p.ends_on) as day
  from plan.indicator i
  join plan.site s on true
  join plan.target t on t.indicator = i.indicator and t.year = s.plan_year and t.period is null and t.breakdown is null
  join plan.period p on p.basis = i.basis and p.kind = 'year' and p.year = s.plan_year
  left join measure.source_day d on d.source = i.source
  where i.better <> 'none' and i.applies`;

type YearColumns = Omit<YearRow, 'months' | 'lastYear' | 'isPart'> & {
  [key: string]: unknown;
  countsRows: boolean;
};

const readYears = (warehouse: Warehouse): Promise<YearColumns[]> =>
  warehouse.all<YearColumns>(`
    with aimed as (${aimed})
    select a.indicator, a.unit, a.unit_label as "unitLabel", a.decimals, a.course, a.better, a.factor, a.target,
      a.counts_rows as "countsRows", r.numerator, r.denominator, r.value, 0::double as "openCases",
      date_diff('day', a.starts_on, a.day) + 1 as "daysGone", date_diff('day', a.day, a.ends_on) as "daysLeft"
    from aimed a
    left join measure.reading r on r.indicator = a.indicator and r.period = a.year_period and r.breakdown is null
    order by a.sort_key`);

type MonthColumns = Month & {
  [key: string]: unknown;
  indicator: string;
  isThisYear: boolean;
  isAboveAll: boolean;
};

/**
 * The months of those years that have begun, and of the year before. Where different values are counted the counts of months do
 * not add up: what a month added is told by the year up to it.
 */
const readMonths = (warehouse: Warehouse): Promise<MonthColumns[]> =>
  warehouse.all<MonthColumns>(`
    with aimed as (${aimed}
    ), month as (
      select a.indicator, a.course = 'count' and not a.is_additive as is_to_date, p.year = a.year as is_this_year,
        p.period, p.year, p.label, p.ends_on, greatest(0, least(1, (date_diff('day', p.starts_on, a.day) + 1)::double
          / (date_diff('day', p.starts_on, p.ends_on) + 1))) as gone, p.basis, row_number() over (partition by a.indicator, p.year order by p.ends_on) as nth
      from aimed a join plan.period p on p.basis = a.basis and p.kind = 'month' and p.year in (a.year, a.year - 1) and p.starts_on <= a.day
    ), valued as (
      select m.*, r.is_above_all, r.gap, 0::double as open_cases, r.listed_on is not null as is_carried,
        case when m.is_to_date then t.numerator - coalesce(lag(t.numerator) over before, 0) else r.numerator end as month_numerator,
        case when m.is_to_date then null else r.denominator end as month_denominator,
        case when m.is_to_date then t.value - coalesce(lag(t.value) over before, 0) else r.value end as month_value
      from month m
      left join measure.reading r on r.indicator = m.indicator and r.period = m.period and r.breakdown is null
      left join plan.period q on m.is_to_date and q.basis = m.basis and q.kind = 'year_to_date' and q.ends_on = m.ends_on
      left join measure.reading t on t.indicator = m.indicator and t.period = q.period and t.breakdown is null
      window before as (partition by m.indicator, m.year order by m.ends_on)
    )
    select indicator, is_this_year as "isThisYear", coalesce(is_above_all, false) as "isAboveAll", label, gone,
      nth - 1 + gone as at,
      -- A list of an earlier month says nothing new.
      case when not is_carried then month_numerator end as numerator, case when not is_carried then month_denominator end as denominator,
      case when not is_carried then month_value end as value, coalesce(open_cases, 0) as "openCases", gap
    from valued order by indicator, ends_on`);

/**
 * The year so far of every indicator that has a target for the year, as a whole. Of a basis the year is its own (nd09: from
 * 15/12); last year is known only where all its months are.
 */
export async function yearsSoFar(warehouse: Warehouse): Promise<YearRow[]> {
  const [years, allMonths] = [await readYears(warehouse), await readMonths(warehouse)];
  return years.map(({ countsRows, ...year }) => {
    const its = allMonths.filter(({ indicator }) => indicator === year.indicator);
    const months = its.filter(({ isThisYear }) => isThisYear);
    const before = its.filter(({ isThisYear }) => !isThisYear);
    const isWhole =
      before.length === 12 && before.every(({ gap, numerator }) => gap === null && numerator !== null);
    return {
      ...year,
      // Sums may be above what they are set against; a share that has never been is taken for a part.
      isPart: countsRows || (year.unit === 'percent' && !months.some(({ isAboveAll }) => isAboveAll)),
      months,
      lastYear: isWhole ? before : null,
    };
  });
}
