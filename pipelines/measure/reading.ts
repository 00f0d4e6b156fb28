/**
 * The target of a reading: the one that says most exactly what it is for. A target of the year holds for every period,
 * and for parts of a ratio; of a count it is pro-rated by months, and says nothing of a part of the commune.
 */
const targeted = `
  select v.*, t.value as target, t.confirmed as target_confirmed, t.baseline, t.is_exact
  from valued v
  left join lateral (
    select t.baseline, t.confirmed, t.period is not null or t.breakdown is not null as is_exact,
      case when v.unit_counts and t.period is null then t.value * v.months / 12 else t.value end as value
    from plan.target t
    where t.indicator = v.indicator and t.year = v.year and coalesce(t.period = v.period, true)
      and ((t.breakdown = v.breakdown and t.key = v.key) or (t.breakdown is null and (v.breakdown is null or not v.unit_counts)))
    order by t.breakdown is not null desc, t.period is not null desc limit 1
  ) t on true`;

/**
 * Why there is no value: it does not apply, its data are not due yet, the newest file was refused as a whole, or there
 * are none. Due is judged by the day of the computation, not by the newest date in the data.
 */
const blank = `
  case when not i.applies then 'not_applicable'
       when cast(s.computed_at as date) <= p.ends_on + i.due_day then 'not_yet_due'
       when exists (
         select 1 from ops.load l join plan.source o on o.source = l.source and o.contract = l.contract
         where l.source = i.source and l.verdict = 'refused' and l.load_id > coalesce((
           select max(k.load_id) from ops.load k where k.source = l.source and k.contract = l.contract and k.verdict <> 'refused'), 0)
       ) then 'refused'
       else 'no_data' end`;

/** Classes without gap or overlap: at the target or better; within the share `at_risk_from` of it; worse. */
const judged = `
  case when value is null and denominator = 0 then 'no_cases'
       when value is null then blank
       when target is null or better = 'none' then 'no_target'
       when better = 'higher' and value >= target then 'met'
       when better = 'higher' and value >= target * at_risk_from then 'at_risk'
       when better = 'lower' and value <= target then 'met'
       when better = 'lower' and value * at_risk_from <= target and target > 0 then 'at_risk'
       else 'missed' end`;

/** Points of an indicator by its own score rule; more than the maximum is never given. */
const points = `
  case when j.score_rule is null then null
       when j.value is null and j.denominator = 0 then
         case j.score_when_empty when 'full' then j.score_max when 'zero' then 0 end
       when j.value is null then null
       -- Thresholds of counts are of the year.
       when j.unit_counts and j.kind not in ('year', 'year_to_date') then null
       when j.value < j.score_zero_below then 0
       when j.score_rule = 'linear' then j.score_max * least(greatest(j.value / 100, 0), 1)
       when j.score_rule = 'capped' then j.score_max * least(greatest(j.value / j.score_at, 0), 1)
       when j.score_rule = 'all_or_nothing' then case when j.status = 'met' then j.score_max else 0 end
       when j.score_rule = 'bands' then coalesce(
         (select b.points from plan.score_band b where b.indicator = j.indicator and b.from_value <= j.value order by b.from_value desc limit 1),
         (select b.points from plan.score_band b where b.indicator = j.indicator order by b.from_value limit 1)) end`;

/**
 * `measure.reading`: one row for every indicator, period and group, with value, target, status, points and the change
 * against the period before of the same kind and basis. Values are never stored rounded.
 */
export const reading = `
  create or replace table measure.reading as
  with valued as (
    select m.*, p.basis, p.kind, p.year, p.months, p.previous, i.better, i.score_rule, i.score_max, i.score_at, i.score_zero_below, i.score_when_empty,
      i.shape in ('count', 'total') as unit_counts, s.at_risk_from, ${blank} as blank,
      i.factor * case when i.shape in ('count', 'total', 'median', 'yes_no') then m.numerator else m.numerator / nullif(m.denominator, 0) end
        as value
    from measure.measured m join plan.indicator i using (indicator) join plan.period p using (period) cross join plan.site s
  ), targeted as (${targeted}
  ), judged as (
    select *, ${judged} as status from targeted
  )
  select j.indicator, j.period, j.basis, j.kind, j.breakdown, j.key, j.numerator, j.denominator, j.value, j.target,
    coalesce(j.target_confirmed, false) as target_confirmed, j.baseline, j.status, ${points} as points,
    coalesce(j.value > 100 and i.unit = 'percent', false) as is_above_all, b.value as previous_value, j.value - b.value as change
  from judged j
  join plan.indicator i using (indicator)
  left join judged b on b.indicator = j.indicator and b.period = j.previous
    and b.breakdown is not distinct from j.breakdown and b.key is not distinct from j.key`;
