import type { Status } from '../config/status.ts';
import { literal } from '../warehouse/warehouse.ts';

/** A status in SQL; one that is not in the list does not compile. */
const is = (status: Status): string => literal(status);

/**
 * The target of a reading: the one that says most exactly what it is for. A target of the year holds for every period,
 * and for parts of a ratio; of a count it is pro-rated by months, if the counts of months add up (a flow), and says nothing of a part of the
 * commune.
 */
const targeted = `
  select v.*, t.value as target, t.confirmed as target_confirmed, t.baseline, t.is_exact
  from valued v
  left join lateral (
    select t.baseline, t.confirmed, t.period is not null or t.breakdown is not null as is_exact,
      case when v.is_amount and v.aggregate = 'flow' and t.period is null then t.value * v.months / 12 else t.value end as value
    from plan.target t
    where t.indicator = v.indicator and t.year = v.year and coalesce(t.period = v.period, true)
      and ((t.breakdown = v.breakdown and t.key = v.key) or (t.breakdown is null and (v.breakdown is null or not v.is_amount)))
    order by t.breakdown is not null desc, t.period is not null desc limit 1
  ) t on true`;

/**
 * Why there is no value: it does not apply, its data are not due yet, the newest file was refused as a whole, or there
 * are none. Due is judged by the day of the computation, not by the newest date in the data.
 */
const blank = `
  case when not i.applies then ${is('not_applicable')}
       when cast(s.computed_at as date) <= p.ends_on + i.due_day then ${is('not_yet_due')}
       when exists (
         select 1 from ops.load_in_force l
         where l.source = i.source and l.verdict in ('refused', 'held') and l.load_id > coalesce((
           select max(k.load_id) from ops.standing_load k where k.source = l.source), 0)
       ) then ${is('refused')}
       else ${is('no_data')} end`;

/** Classes without gap or overlap: at the target or better; within the share `at_risk_from` of it; worse. */
const judged = `
  case when value is null and denominator = 0 then ${is('no_cases')}
       when value is null then blank
       when target is null or better = 'none' then ${is('no_target')}
       when better = 'higher' and value >= target then ${is('met')}
       when better = 'higher' and value >= target * at_risk_from then ${is('at_risk')}
       when better = 'lower' and value <= target then ${is('met')}
       when better = 'lower' and value * at_risk_from <= target and target > 0 then ${is('at_risk')}
       else ${is('missed')} end`;

/** Points of an indicator by its own score rule; more than the maximum is never given. */
const points = `
  case when j.score_rule is null then null
       when j.value is null and j.denominator = 0 then
         case j.score_when_empty when 'full' then j.score_max when 'zero' then 0 end
       when j.value is null then null
       -- Thresholds of counts are of the year.
       when j.is_amount and j.kind not in ('year', 'year_to_date') then null
       when j.value < j.score_zero_below then 0
       when j.score_rule = 'linear' then j.score_max * least(greatest(j.value / 100, 0), 1)
       when j.score_rule = 'capped' then j.score_max * least(greatest(j.value / j.score_at, 0), 1)
       when j.score_rule = 'all_or_nothing' then case when j.status = ${is('met')} then j.score_max else 0 end
       when j.score_rule = 'bands' then coalesce(
         (select b.points from plan.score_band b where b.indicator = j.indicator and b.from_value <= j.value order by b.from_value desc limit 1),
         (select b.points from plan.score_band b where b.indicator = j.indicator order by b.from_value limit 1)) end`;

/**
 * `measure.as_computed`: one row for every indicator, period and group, with value, target, status and points, by the rules
 * and data of today. Values are never stored rounded.
 */
export const asComputed = `
  create or replace table measure.as_computed as
  with valued as (
    select m.*, p.basis, p.kind, p.year, p.months, i.better, i.score_rule, i.score_max, i.score_at, i.score_zero_below, i.score_when_empty,
      i.is_amount, i.aggregate, i.rule, i.unit,
      case when i.is_derived then (select md5(string_agg(loads, ' ' order by source)) from measure.source_day)
           else d.loads end as loads, d.as_of, s.at_risk_from, ${blank} as blank,
      i.factor * case when i.has_denominator then m.numerator / nullif(m.denominator, 0) else m.numerator end
        as value
    from measure.measured m join plan.indicator i using (indicator) join plan.period p using (period) cross join plan.site s
    left join measure.source_day d on d.source = i.source
  ), targeted as (${targeted}
  ), judged as (
    select *, ${judged} as status from targeted
  )
  select j.indicator, j.period, j.basis, j.kind, j.breakdown, j.key, j.numerator, j.denominator, j.value, j.target,
    coalesce(j.target_confirmed, false) as target_confirmed, j.baseline, j.status, ${points} as points,
    coalesce(j.value > 100 and j.unit = 'percent', false) as is_above_all, j.rule, j.loads, j.as_of, j.left_out
  from judged j`;

/** Periods that are locked now, with their readings. */
const locked = `
  select l.* exclude (lock_id), k.period, k.locked_at, p.basis, p.kind
  from ops.locked_reading l join ops.period_lock k using (lock_id) join plan.period p using (period)
  semi join plan.indicator i using (indicator)
  where k.unlocked_at is null`;

/**
 * `measure.reading`: what is shown. In a locked period the readings that were published then, and nothing beside them of
 * the same indicators (their parts must still come to the whole); an indicator that is newer than the lock is shown as
 * computed. With the change against the period before of the same kind and basis.
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
  select s.*, b.value as previous_value, case when s.rule is not distinct from b.rule then s.value - b.value end as change
  from shown s join plan.period p using (period)
  left join shown b on b.indicator = s.indicator and b.period = p.previous
    and b.breakdown is not distinct from s.breakdown and b.key is not distinct from s.key`;

/** Fewer people than this in a hamlet are not told: neighbours would know who they are (Luật 91/2025/QH15). */
const fewest = 5;

/**
 * `measure.told_reading`: the readings as they may be told. Counts of a hamlet with fewer than five are left out, with all
 * that could be worked out from them (`is_small`). Marts read this table: a mart may be replaced by a commune, this may not.
 */
export const toldReading = `
  create or replace table measure.told_reading as
  select r.* exclude (numerator, denominator, value, previous_value, change, status, is_above_all, left_out), s.is_small,
    case when not is_small and not (breakdown is not distinct from 'hamlet' and left_out between 1 and ${fewest - 1}) then left_out end as left_out,
    case when not is_small then numerator end as numerator, case when not is_small then denominator end as denominator,
    case when not is_small then value end as value, case when not is_small then previous_value end as previous_value,
    case when not is_small then change end as change, case when is_small then ${is('suppressed')} else status end as status,
    is_above_all and not is_small as is_above_all
  from measure.reading r cross join lateral (
    select breakdown is not distinct from 'hamlet'
      and coalesce(numerator between 1 and ${fewest - 1} or denominator between 1 and ${fewest - 1}, false) as is_small
  ) s`;

const differs = (...columns: string[]): string =>
  columns.map((name) => `old.${name} is distinct from new.${name}`).join(' or ');

/**
 * Why a reading is another one than before: its rule, its target (or the thresholds of the plan), rows that came, rows that
 * were there and changed, the day up to which the data reach; else the program itself.
 */
const cause = `
  case when ${differs('rule')} then 'rule'
       when not (${differs('numerator', 'denominator')}) then 'target'
       when ${differs('loads')} and ((old.numerator is null) <> (new.numerator is null) or ${differs('denominator')}
         or (new.denominator is null and new.numerator > old.numerator)) then 'rows'
       when ${differs('loads')} then 'later_status'
       when ${differs('as_of')} then 'as_of'
       else 'program' end`;

const both = `
    coalesce(new.indicator, old.indicator) as indicator, coalesce(new.period, old.period) as period,
    coalesce(new.breakdown, old.breakdown) as breakdown, coalesce(new.key, old.key) as key,
    old.numerator as old_numerator, new.numerator as new_numerator, old.denominator as old_denominator, new.denominator as new_denominator,
    old.value as old_value, new.value as new_value, old.target as old_target, new.target as new_target,
    old.status as old_status, new.status as new_status,
    case when old.indicator is null then 'added' when new.indicator is null then 'removed' else ${cause} end as cause`;

const sameReading = `
    on new.indicator = old.indicator and new.period = old.period
    and coalesce(new.breakdown, '') = coalesce(old.breakdown, '') and coalesce(new.key, '') = coalesce(old.key, '')`;

/** What was published before this computation; empty at the first. */
export const previous = `
  create or replace table measure.previous as select * from measure.reading`;

/** `measure.change`: readings that are other ones than at the last computation. */
export const change = `
  create or replace table measure.change as
  select ${both}
  from measure.previous old full join measure.reading new ${sameReading}
  where old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')}`;

/** `measure.revision`: what today's data and rules would say of a locked period, where that differs. */
export const revision = `
  create or replace table measure.revision as
  with locked as (${locked}),
  new_side as (select * from measure.as_computed where period in (select period from locked))
  select ${both}
  from locked old full join new_side new ${sameReading}
  where old.indicator is null or new.indicator is null or ${differs('numerator', 'denominator', 'value', 'target', 'status')}`;
