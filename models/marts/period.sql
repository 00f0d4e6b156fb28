-- The periods that have begun by the as-of date.
select p.period, p.basis, p.kind,
  k.label as kind_label,
  vi_period(p.label, p.state) as label,
  p.short_label, p.sort_key::double as sort_key, p.state,
  p.period in (select period from ops.period_lock where unlocked_at is null) as is_locked,
  p.period = (select default_period from mart.site) as is_default,
  vi_date(starts_on) as start_text, vi_date(ends_on) as end_text
from plan.period p join plan.label k on k.topic = 'kind' and k.key = p.kind
where p.state <> 'future' and p.year = (select plan_year from plan.site)
order by p.sort_key
