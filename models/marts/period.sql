-- The periods that have begun by the as-of date.
select period, basis, kind,
  case kind when 'month' then 'Tháng' when 'quarter' then 'Quý' else 'Năm' end as kind_label,
  label || case when state = 'open' then ' (tạm tính)' else '' end as label,
  short_label, sort_key::double as sort_key, state,
  period = (select default_period from mart.site) as is_default,
  vi_date(starts_on) as start_text, vi_date(ends_on) as end_text
from plan.period where state <> 'future'
order by sort_key
