-- The periods that have begun by the as-of date.
with lacking as (
  -- What of a period is not there: a file did not come, or came and waits or was refused, or does not tell enough.
  select p.period, g.source, case when g.evidence in ('no_file', 'before_first') then 'gap' when g.evidence = 'held' then 'held' else 'thin' end as lack
  from mart.coverage c join plan.period p using (period)
  join measure.source_gap g on g.source = c.source and g.kind <> 'none' and g.starts_on <= p.ends_on and g.ends_on >= p.starts_on
  where c.gap_text <> ''
  union
  -- The newest file, where nobody knows for which days it is, or no page shows these yet, is told on all of them.
  select p.period, f.source, 'held' from plan.period p cross join (
    select source, verdict, period_from from ops.load_in_force
    qualify row_number() over (partition by source order by load_id desc) = 1) f cross join plan.site s
  where f.verdict in ('held', 'refused') and (f.period_from is null or f.period_from > s.as_of)
), told as (
  select p.period, coalesce(string_agg(s.title, '; ' order by s.title) filter (lack = 'gap'), '') as gap_text,
    coalesce(string_agg(s.title, '; ' order by s.title) filter (lack = 'thin'), '') as thin_text,
    coalesce(string_agg(s.title, '; ' order by s.title) filter (lack = 'held'), '') as held_text
  from plan.period p left join lacking l using (period) left join plan.source s using (source)
  group by p.period
)
select p.period, p.basis, p.kind,
  k.label as kind_label,
  vi_period(p.label, p.state) as label,
  p.short_label, p.sort_key::double as sort_key, p.state,
  p.period in (select period from ops.period_lock where unlocked_at is null) as is_locked,
  p.period = (select default_period from mart.site) as is_default,
  -- The newest month in it that has begun: what is told by month is told of that one.
  (select arg_max(m.period, m.sort_key) from plan.period m where m.kind = 'month' and m.basis = 'calendar' and m.state <> 'future'
    and m.starts_on between p.starts_on and p.ends_on) as month,
  l.gap_text, l.thin_text, l.held_text,
  -- Open is also what has ended by the calendar, where no source tells of its last day yet.
  case when p.state <> 'open' then '' when p.ends_on < cast(s.computed_at as date) then format(phrase('period_known_until'), vi_date(s.as_of))
       else phrase('period_not_over') end as state_text,
  vi_date(starts_on) as start_text, vi_date(ends_on) as end_text
from plan.period p cross join plan.site s join plan.label k on k.topic = 'kind' and k.key = p.kind join told l using (period)
where p.state <> 'future' and p.year = (select plan_year from plan.site)
order by p.sort_key
