import { wilson } from './interval.ts';
import { blank, compared, is, judged, points, targeted } from './verdict.ts';
import { newestFirst } from './vintage-days.ts';

/**
 * `measure.as_computed`: one row for every indicator, period and group, with value, target, status and points, by the rules
 * and data of today. Values are never stored rounded.
 */
export const asComputed = `
  create or replace table measure.as_computed as
  with valued as (
    select m.*, p.basis, p.kind, p.year, p.months, i.better, i.score_rule, i.score_max, i.score_at, i.score_zero_below, i.score_when_empty,
      i.is_amount, i.aggregate, i.is_additive, i.population, i.rule, i.unit,
      case when i.is_derived then (select md5(string_agg(loads, ' ' order by source)) from measure.source_day)
           else d.loads end as loads, d.as_of, g.gap, g.is_held, g.listed_on, s.few_cases, ${blank} as blank,
      -- The factor first: 100 × 57 ÷ 100 is 57, 100 × 0.57 is not.
      i.factor * m.numerator / case when i.has_denominator then nullif(m.denominator, 0) else 1 end as value
    from measure.measured m join plan.indicator i using (indicator) join plan.period p using (period) cross join plan.site s
    join measure.indicator_gap g using (indicator, period)
    left join measure.source_day d on d.source = i.source
  ), targeted as (${targeted}
  ), compared as (${compared}
  ), judged as (
    select *, ${judged} as status from compared
  )
  select j.indicator, j.period, j.basis, j.kind, j.breakdown, j.key, j.numerator, j.denominator, j.value, j.target,
    coalesce(j.target_confirmed, false) as target_confirmed, j.baseline, j.judged_value, j.judged_target, j.status, ${points} as points,
    coalesce(j.value > 100 and j.unit = 'percent', false) as is_above_all, j.rule, j.loads, j.as_of, j.left_out,
    j.gap, j.listed_on, j.open_cases
  from judged j
  order by j.indicator, j.period, j.breakdown, j.key`;

/** Periods that are locked now, with their readings. Program 0.1.0 knew a class between met and missed: not at the target either. */
export const locked = `
  select l.* exclude (lock_id) replace (case l.status when 'at_risk' then ${is('missed')} else l.status end as status), k.period, k.locked_at, p.basis, p.kind
  from ops.locked_reading l join ops.period_lock k using (lock_id) join plan.period p using (period)
  semi join plan.indicator i using (indicator)
  where k.unlocked_at is null`;

/**
 * `measure.reading`: what is shown. In a locked period the readings that were published then, and nothing beside them of
 * the same indicators (their parts must still come to the whole); an indicator that is newer than the lock is shown as
 * computed. With the 95 % interval of shares of cases (`low`, `high`) and the change against the period before of the same kind and basis,
 * unless something of either is not there. Where it makes a difference the period before is seen at the age at which this one is
 * seen (`previous_at`: from which day; `is_equal_age`: unless nobody knows whether it ripens). `age_days`: from the end of the period to the day up to
 * which its data reach, negative before it. `value_at_age`: of the commune as a whole, at the age of the newest closed period of the kind; null of a year up to a month. `gap`: what of it is not there (`missing`, `partial`, null), `listed_on`: the day of an earlier list that it is taken from.
 */
export const reading = `
  create or replace table measure.reading as
  with locked as (${locked}
  ), shown as (
    select *, false as is_locked from measure.as_computed c
    where not exists (select 1 from locked l where l.indicator = c.indicator and l.period = c.period)
    union all by name
    select * exclude (locked_at), true as is_locked from locked
  ), newest as (
    select p.period, p.basis, p.kind from plan.period p where p.state <> 'future'
    qualify row_number() over (partition by p.basis, p.kind order by ${newestFirst('p')}) = 1
  )
  -- Of another formula (of a locked period) a difference would say nothing.
  select s.*, i.population, ${wilson.low} as low, ${wilson.high} as high,
    w.indicator is not null and i.ripens <> 'unknown' as is_equal_age, w.as_of as previous_at, cast(s.as_of - p.ends_on as integer) as age_days,
    case when i.ripens = 'yes' and s.breakdown is null and s.kind <> 'year_to_date' then if(s.period = n.period, s.value, a.value) end as value_at_age,
    case when not is_whole then null when w.indicator is null then b.value else t.value end as previous_value,
    case when not is_whole then null
         when w.indicator is null and s.rule is not distinct from b.rule then s.value - b.value
         -- Computed now, by the rule of now.
         when w.indicator is not null and s.rule is not distinct from i.rule then s.value - t.value end as change
  from shown s join plan.period p using (period) join plan.indicator i using (indicator)
  left join measure.vintage w on w.indicator = s.indicator and w.seen_from = s.period and w.period = p.previous and w.breakdown is null
  left join measure.vintage t on t.indicator = s.indicator and t.seen_from = s.period and t.period = p.previous
    and t.breakdown is not distinct from s.breakdown and t.key is not distinct from s.key
  left join newest n on n.basis = s.basis and n.kind = s.kind
  left join measure.vintage a on a.indicator = s.indicator and a.period = s.period and a.seen_from = n.period and a.breakdown is null
  left join shown b on b.indicator = s.indicator and b.period = p.previous
    and b.breakdown is not distinct from s.breakdown and b.key is not distinct from s.key,
  lateral (select s.gap is null and b.gap is null as is_whole)
  order by s.indicator, s.period, s.breakdown, s.key`;
