import { slotStart } from './spoken.ts';

/**
 * `measure.coverage`: how much of each period each source tells: `complete`, `partial`, `missing`, `open` (it is still running,
 * or its file is not due), `none` (the source has never delivered, or not yet a list), `undated` (nothing says of which days its files are). `last_state` is that of its last
 * stretch of months alone, from which a state is taken; `listed_on` the newest day of a list by then. Days that cannot be judged yet are
 * no gap: a running period is one only where something before is missing.
 */
export const coverage = `
  create or replace table measure.coverage as
  with stretch as (
    select s.source, p.period, p.basis, p.kind, p.state as period_state, p.ends_on, exists (from ops.standing_load o where o.source = s.source) as has_delivered,
      j.source is null as is_undated, j.judged_until,
      p.starts_on, least(p.ends_on, site.as_of) as seen_until, s.slot_months
    from plan.source s cross join plan.site site join plan.period p on p.state <> 'future'
    left join measure.judged_source j using (source)
  ), part as (
    select *, 'whole' as part, starts_on as from_day, least(seen_until, judged_until) as to_day from stretch
    union all
    select *, 'last', greatest(starts_on, ${slotStart('seen_until', 'slot_months')}), least(seen_until, judged_until) from stretch
  ), size as (
    select p.*, date_diff('day', from_day, to_day) + 1 as days, b.number - a.number + a.is_working::integer as working_days
    from part p left join plan.day a on a.day = p.from_day left join plan.day b on b.day = p.to_day
  ), lacking as (
    select z.source, z.period, z.part,
      coalesce(sum(date_diff('day', a.day, b.day) + 1) filter (g.kind = 'missing'), 0) as missing_days,
      coalesce(sum(b.number - a.number + a.is_working::integer) filter (g.kind = 'missing'), 0) as missing_working_days,
      coalesce(sum(date_diff('day', a.day, b.day) + 1) filter (g.kind = 'none'), 0) as none_days,
      bool_or(g.kind = 'partial') as is_thin
    from size z join measure.source_gap g on g.source = z.source and g.starts_on <= z.to_day and g.ends_on >= z.from_day
    join plan.day a on a.day = greatest(g.starts_on, z.from_day) join plan.day b on b.day = least(g.ends_on, z.to_day)
    where z.days > 0 group by all
  ), judged as (
    select z.*,
      case when not has_delivered then 'none'
           when is_undated then 'undated'
           when days <= 0 then 'open'
           when none_days >= days then 'none'
           when missing_days >= days or (working_days > 0 and missing_working_days >= working_days) then 'missing'
           when missing_days > 0 or is_thin then 'partial'
           when judged_until < ends_on then 'open'
           else 'complete' end as state
    from size z left join lacking l using (source, period, part)
  ), listed as (
    -- Where the newest list is one of a month before, that month's end bounds the days of its rows.
    select t.source, t.period, max(least(s.tells_on, s.ends_on)) as listed_on
    from stretch t join measure.spoken s on s.source = t.source and s.starts_on <= t.seen_until and least(s.tells_on, s.ends_on) <= t.seen_until
    group by all
  )
  select w.source, w.period, w.basis, w.kind, w.state, l.state as last_state, d.listed_on
  from judged w join judged l on l.source = w.source and l.period = w.period and l.part = 'last'
  left join listed d on d.source = w.source and d.period = w.period
  where w.part = 'whole' order by w.source, w.period`;
