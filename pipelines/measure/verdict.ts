import type { Status } from '../config/status.ts';
import { literal } from '../warehouse/warehouse.ts';

/** A status in SQL; one that is not in the list does not compile. */
export const is = (status: Status): string => literal(status);

/**
 * The target of a reading: the one that says most exactly what it is for. A target of the year holds for every period,
 * and for parts of a ratio; of a count it is pro-rated by months, if the counts of months add up (a flow), and says nothing of a part of the
 * commune.
 */
export const targeted = `
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
 * What a gap comes to: no verdict, whatever the numbers over the rest are. A reason that holds without a gap is told before it: a
 * refused file only where the gap is of that file.
 */
const lacking = `gap is not null and (value is not null or blank = ${is('no_data')} or (blank = ${is('refused')} and not is_held))`;

/** Classes without gap or overlap: at the target or better; within the share `at_risk_from` of it; worse. */
export const judged = `
  case when ${lacking} then ${is('missing_file')}
       when value is null and denominator = 0 then ${is('no_cases')}
       when value is null then blank
       when target is null or better = 'none' then ${is('no_target')}
       when better = 'higher' and value >= target then ${is('met')}
       when better = 'higher' and value >= target * at_risk_from then ${is('at_risk')}
       when better = 'lower' and value <= target then ${is('met')}
       when better = 'lower' and value * at_risk_from <= target and target > 0 then ${is('at_risk')}
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
       when j.score_rule = 'all_or_nothing' then case when j.status = ${is('met')} then j.score_max else 0 end
       when j.score_rule = 'bands' then coalesce(
         (select b.points from plan.score_band b where b.indicator = j.indicator and b.from_value <= j.value order by b.from_value desc limit 1),
         (select b.points from plan.score_band b where b.indicator = j.indicator order by b.from_value limit 1)) end`;
