-- The periods that have begun by the as-of date.
select p.period, p.basis, p.kind,
  k.label as kind_label,
  vi_period(p.label, p.state) as label,
  p.short_label, p.sort_key::double as sort_key, p.state,
  p.period in (select period from ops.period_lock where unlocked_at is null) as is_locked,
  p.period = (select default_period from mart.site) as is_default,
  -- The newest month in it that has begun: what is told by month is told of that one.
  (select arg_max(m.period, m.sort_key) from plan.period m where m.kind = 'month' and m.basis = 'calendar' and m.state <> 'future'
    and m.starts_on between p.starts_on and p.ends_on) as month,
  -- Sources of which a file of it is not there, or not whole.
  coalesce((select string_agg(distinct c.source_title, '; ' order by c.source_title) from mart.coverage c where c.period = p.period and c.gap_text <> ''), '') as gap_text,
  vi_date(starts_on) as start_text, vi_date(ends_on) as end_text
from plan.period p join plan.label k on k.topic = 'kind' and k.key = p.kind
where p.state <> 'future' and p.year = (select plan_year from plan.site)
order by p.sort_key
