/** SQL: first and last day of the stretch of months (`slot_months`, counted from January) in which a day lies. */
export const slotStart = (day: string, months: string): string =>
  `make_date(year(${day}), (month(${day}) - 1) // ${months} * ${months} + 1, 1)`;
export const slotEnd = (day: string, months: string): string =>
  `cast(${slotStart(day, months)} + to_months(${months}) - interval 1 day as date)`;

/**
 * A month of which a file has, for each working day, less than this share of the rows of its fullest month is not what the file is of:
 * those rows were carried over from files before it (in the portal's exports about a fifth of the month before). Of few rows chance
 * is allowed for.
 */
const carriedOver = 0.5;

/**
 * `measure.spoken`: the days of which each standing load speaks. What its title or name says; of a list the stretch of months in
 * which its day lies; besides, each month of which it has about as many rows as of its fullest (one file from January on is of
 * all these months). Where only the rows tell, the month of their newest day is of it, too. A file of which neither title, name nor rows
 * tell a day speaks of none: what is not there of its source nobody can say. Nothing can be said of days after that of taking; a
 * list says what is.
 */
export const spoken = `
  create or replace table measure.spoken as
  with delivered as (
    select l.source, l.load_id, l.own_day, l.period_from, l.period_until, l.data_until, l.rows_accepted,
      coalesce(l.dated_by in ('title', 'name'), false) as says_period, cast(l.pulled_at as date) as pulled_on, s.slot_months,
      s.delivery = 'snapshot' or (s.delivery = 'period' and coalesce(l.data_from = l.data_until, false)) as is_list,
      coalesce(l.data_until, l.own_date, cast(l.pulled_at as date)) as tells_on
    from ops.standing_load l join plan.source s using (source)
  ), monthly as (
    select m.load_id, m.month, m.rows, w.working_days, max(m.rows / w.working_days) over (partition by m.load_id) as most
    from measure.load_month m
    join (select date_trunc('month', day) as month, count(*) filter (is_working) as working_days from plan.day group by all) w using (month)
  ), said as (
    select source, load_id, is_list, tells_on, rows_accepted, pulled_on,
      -- Days count where files come monthly or more often: "đến ngày 14/11" says nothing of the 15th.
      case when is_list or slot_months > 1 then ${slotStart('period_from', 'slot_months')} else period_from end as starts_on,
      case when is_list or slot_months > 1 then ${slotEnd('period_until', 'slot_months')} else least(own_day, period_until) end as ends_on
    from delivered where says_period
    union all
    select source, load_id, is_list, tells_on, rows_accepted, pulled_on,
      ${slotStart('tells_on', 'slot_months')}, ${slotEnd('tells_on', 'slot_months')}
    from delivered where is_list
    union all
    select source, load_id, is_list, tells_on, rows_accepted, pulled_on, month, last_day(month)
    from delivered join monthly using (load_id)
    where not is_list and ((rows + 3 * sqrt(rows + 1)) / working_days >= ${carriedOver} * most
      or (not says_period and month = date_trunc('month', data_until)))
  )
  select source, load_id, is_list, tells_on, rows_accepted, starts_on,
    case when is_list then ends_on else least(ends_on, pulled_on) end as ends_on
  from said order by all`;

/**
 * `measure.judged_source`: of which days of each source that has delivered it can be said whether they are there: from the
 * first day of the plan's periods to the end of the last stretch of months whose file is due, or to the newest day told of.
 */
export const judgedSource = `
  create or replace table measure.judged_source as
  with newest as (
    select source, min(starts_on) as spoken_from, max(ends_on) as spoken_until, max(tells_on) as newest, max(tells_on) filter (is_list) as list_until,
      bool_and(is_list) as is_list
    from measure.spoken group by source
  ), due as (
    select n.*, s.delivery, s.slot_months, site.as_of,
      least(site.as_of, cast(cast(site.computed_at as date) - s.due_days - 1 as date)) + 1 as due_before,
      (select min(starts_on) from plan.period where state <> 'future') as judged_from
    from newest n join plan.source s using (source) cross join plan.site site
  )
  select * exclude (due_before), greatest(cast(${slotStart('due_before', 'slot_months')} - 1 as date), least(as_of, newest)) as judged_until
  from due order by source`;
