import { wilson } from './interval.ts';
import { blank, compared, is, judged, points, targeted } from './verdict.ts';

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
    j.gap, j.listed_on
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
 * unless something of either is not there. `gap`: what of it is not there (`missing`, `partial`, null), `listed_on`: the day of an earlier list that it is taken from.
 */
export const reading = `
  create or replace table measure.reading as
  with locked as (${locked}
  ), shown as (
    select *, false as is_locked from measure.as_computed c
    where not exists (select 1 from locked l where l.indicator = c.indicator and l.period = c.period)
    union all by name
    select * exclude (locked_at), true as is_locked from locked
  )
  -- Of another formula (of a locked period) a difference would say nothing.
  select s.*, i.population, ${wilson.low} as low, ${wilson.high} as high, case when is_whole then b.value end as previous_value,
    case when is_whole and s.rule is not distinct from b.rule then s.value - b.value end as change
  from shown s join plan.period p using (period) join plan.indicator i using (indicator)
  left join shown b on b.indicator = s.indicator and b.period = p.previous
    and b.breakdown is not distinct from s.breakdown and b.key is not distinct from s.key,
  lateral (select s.gap is null and b.gap is null as is_whole)
  order by s.indicator, s.period, s.breakdown, s.key`;
