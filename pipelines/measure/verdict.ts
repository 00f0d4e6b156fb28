import type { Status } from '../config/status.ts';
import { literal } from '../warehouse/warehouse.ts';

/** A status in SQL; one that is not in the list does not compile. */
export const is = (status: Status): string => literal(status);

/**
 * The target of a reading: the one that says most exactly what it is for. A target of the year holds for every period,
 * and for parts of a ratio; of a count it is pro-rated by months, if the counts of months add up (a flow), and says nothing of a part of the
 * commune. `is_cumulative`: such a count is judged by its sum since the beginning of the year, for no month does just a twelfth.
 * That nothing may happen in the year (a target of 0) is asked of every period by itself.
 */
export const targeted = `
  select v.*, case when t.is_of_year then t.value * v.months / 12 else t.value end as target, t.confirmed as target_confirmed, t.baseline,
    coalesce(t.is_of_year and not (v.better = 'lower' and t.value = 0), false) as is_cumulative, t.value as target_given
  from valued v
  left join lateral (
    select t.baseline, t.confirmed, t.value, v.is_amount and v.aggregate = 'flow' and t.period is null as is_of_year
    from plan.target t
    where t.indicator = v.indicator and t.year = v.year and coalesce(t.period = v.period, true)
      and ((t.breakdown = v.breakdown and t.key = v.key) or (t.breakdown is null and (v.breakdown is null or not v.is_amount)))
    order by t.breakdown is not null desc, t.period is not null desc limit 1
  ) t on true`;

/**
 * Why there is no value: it does not apply, its data are not due yet, the newest file was refused as a whole, or there
 * are none. Due is judged by the day of the computation, not by the newest date in the data.
 */
export const blank = `
  case when not i.applies then ${is('not_applicable')}
       when cast(s.computed_at as date) <= p.ends_on + i.due_day then ${is('not_yet_due')}
       when exists (
         select 1 from ops.load_in_force l
         where l.source = i.source and l.verdict in ('refused', 'held') and l.load_id > coalesce((
           select max(k.load_id) from ops.standing_load k where k.source = l.source), 0)
       ) then ${is('refused')}
       else ${is('no_data')} end`;

/**
 * What a verdict compares: value and target; of a count with a target for the year (`is_cumulative`) the sum since its
 * beginning and the target's share of the months that have begun. The sum is the reading of the year to date; of an
 * indicator that is not told for it, the sum over the shortest periods that it is told for. Where a part of it is not known the sum is not.
 */
export const compared = `
  with year_so_far as (
    select p.period, p.starts_on = y.starts_on as is_whole_year, y.period as until, y.ends_on, y.months
    from plan.period p join lateral (
      select y.* from plan.period y
      where y.kind = 'year_to_date' and y.basis = p.basis and y.year = p.year and y.state <> 'future' and y.ends_on <= p.ends_on
      order by y.ends_on desc limit 1) y on true
  ), shortest as (
    select indicator, arg_min(kind, list_position(['year_to_date', 'month', 'quarter', 'half'], kind)) as kind
    from plan.indicator_kind where kind in ('year_to_date', 'month', 'quarter', 'half') group by indicator
  ), summed as (
    select t.indicator, t.period, t.breakdown, t.key, case when bool_and(v.value is not null and v.gap is null) then list_sum(list(v.value order by q.starts_on)) end as value,
      bool_or(v.gap is not null) as lacks_file
    from targeted t
    join year_so_far y using (period)
    join shortest s on s.indicator = t.indicator and (t.is_additive or s.kind = 'year_to_date')
    join plan.period q on q.kind = s.kind and q.basis = t.basis and q.year = t.year and q.starts_on <= y.ends_on
      and (s.kind <> 'year_to_date' or q.period = y.until)
    join valued v on v.indicator = t.indicator and v.period = q.period
      and v.breakdown is not distinct from t.breakdown and v.key is not distinct from t.key
    where t.is_cumulative and not y.is_whole_year
    group by all
  )
  select t.*, case when t.target is null then null when t.is_cumulative and not y.is_whole_year then s.value else t.value end as judged_value,
    case when t.is_cumulative then t.target_given * y.months / 12 else t.target end as judged_target, coalesce(s.lacks_file, false) as lacks_file
  from targeted t
  left join year_so_far y using (period)
  left join summed s on s.indicator = t.indicator and s.period = t.period
    and s.breakdown is not distinct from t.breakdown and s.key is not distinct from t.key`;

/**
 * What a gap comes to: no verdict, whatever the numbers over the rest are. A reason that holds without a gap is told before it: a
 * refused file only where the gap is of that file.
 */
const lacking = `gap is not null and (value is not null or blank = ${is('no_data')} or (blank = ${is('refused')} and not is_held))`;

/** Two classes, as a period that is over leaves no third: at the target or better, or worse. A share of few cases is in neither. */
export const judged = `
  case when ${lacking} then ${is('missing_file')}
       when value is null and denominator = 0 then ${is('no_cases')}
       when value is null then blank
       when target is null or better = 'none' then ${is('no_target')}
       when population = 'cases' and denominator < few_cases then ${is('few_cases')}
       when judged_value is null and lacks_file then ${is('missing_file')}
       when judged_value is null then blank
       when reaches(judged_value, judged_target, better) then ${is('met')}
       else ${is('missed')} end`;

/** Points of an indicator by its own score rule; more than the maximum is never given. */
export const points = `
  case when j.score_rule is null or j.gap is not null then null
       when j.value is null and j.denominator = 0 then
         case j.score_when_empty when 'full' then j.score_max when 'zero' then 0 end
       when j.value is null then null
       -- Thresholds of counts are of the year.
       when j.is_amount and j.kind not in ('year', 'year_to_date') then null
       when j.value < j.score_zero_below then 0
       when j.score_rule = 'linear' then j.score_max * least(greatest(j.value / 100, 0), 1)
       when j.score_rule = 'capped' then j.score_max * least(greatest(j.value / j.score_at, 0), 1)
       when j.score_rule = 'all_or_nothing' then case when reaches(j.value, j.target, j.better) then j.score_max else 0 end
       when j.score_rule = 'bands' then coalesce(
         (select b.points from plan.score_band b where b.indicator = j.indicator and b.from_value <= j.value order by b.from_value desc limit 1),
         (select b.points from plan.score_band b where b.indicator = j.indicator order by b.from_value limit 1)) end`;
