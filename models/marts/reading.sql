-- Every reading, with the texts a page shows. The whole has an empty breakdown and key.
select r.indicator, i.name, i.group_name, i.sort_key::double as sort_key, i.unit,
  r.period, r.basis, r.kind, p.label || case when p.state = 'open' then ' (tạm tính)' else '' end as period_label,
  p.short_label as period_short, p.sort_key::double as period_sort, p.state,
  coalesce(r.breakdown, '') as breakdown, coalesce(r.key, '') as key,
  case when r.breakdown is null then '' when r.key = 'unknown' then 'Không xác định' else coalesce(k.label, r.key) end as key_label,
  r.numerator, r.denominator, r.value, r.target, r.target_confirmed, r.status,
  coalesce(s.label, r.status) as status_label, s.sort_key::double as status_order,
  r.previous_value, r.change,
  case when r.value is null then '—' else vi_number(r.value, i.decimals)
    || case i.unit when 'percent' then ' %' when 'days' then ' ngày' else '' end end as value_text,
  case when r.target is null then '—' else vi_number(r.target, case when r.target = round(r.target) then 0 else i.decimals end)
    || case i.unit when 'percent' then ' %' when 'days' then ' ngày' else '' end end as target_text,
  case when r.change is null then '—'
       else case when round(r.change, i.decimals) > 0 then '+' when round(r.change, i.decimals) < 0 then '−' else '' end
         || vi_number(abs(r.change), i.decimals)
         || case i.unit when 'percent' then ' điểm' when 'days' then ' ngày' else '' end end as change_text,
  case when r.numerator is null then '—' when r.denominator is null then vi_integer(r.numerator)
       else (case when i.shape = 'average' then vi_number(r.numerator, i.decimals) else vi_integer(r.numerator) end)
         || '/' || vi_integer(r.denominator) end as counts_text,
  '/chi-tieu/' || r.indicator as link
from measure.reading r
join plan.indicator i using (indicator)
join plan.period p on p.period = r.period
left join plan.label s on s.topic = 'status' and s.key = r.status
left join plan.dimension_key k on k.dimension = r.breakdown and k.key = r.key
order by i.sort_key, p.sort_key, breakdown, k.sort_key, key_label collate vi
