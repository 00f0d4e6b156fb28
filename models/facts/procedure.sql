-- One row a procedure and catalogue (of several of one day the newest): what was in force on that day.
select
  procedure_code,
  procedure_name,
  f.official_name as field,
  listed_on,
  coalesce(has_fee, fee > 0) as has_fee,
  service_level in ('full', 'partial') as is_online,
  service_level = 'full' as is_full,
  fit_for_full,
  online_payment,
  days_cut,
  time_limit_days,
  published_on,
  content_complete,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from landing.procedures p
left join written.procedures f
  on f.dimension = 'field' and f.written = p.field and p.listed_on >= f.valid_from and p.listed_on < f.valid_until
qualify _load = max(_load) over (partition by listed_on)
