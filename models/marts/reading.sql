-- Every reading as it may be told, with the texts a page shows. The whole has an empty breakdown and key.
select r.indicator, i.name, i.group_name, i.sort_key::double as sort_key, i.unit,
  r.period, r.basis, r.kind, vi_period(p.label, p.state) as period_label,
  p.short_label as period_short, p.sort_key::double as period_sort, p.state,
  coalesce(r.breakdown, '') as breakdown, coalesce(d.label, '') as breakdown_label, coalesce(r.key, '') as key,
  case when r.breakdown is null then '' when r.key = 'unknown' then phrase('unknown')
    when r.key = 'refused' then phrase('refused') else coalesce(k.label, r.key) end as key_label,
  r.numerator, r.denominator, r.value, r.target, r.target_confirmed,
  r.status, coalesce(s.label, r.status) as status_label, s.sort_key::double as status_order,
  r.previous_value, r.change,
  case when is_small then phrase('not_told') else vi_value(r.value, i.decimals, i.unit) end as value_text,
  vi_target(r.target, i.decimals, i.unit) as target_text,
  case when is_small then phrase('blank') else vi_change(r.change, i.decimals, i.unit) end as change_text,
  case when is_small or r.numerator is null or i.counts_told = 'none' then phrase('blank') when r.denominator is null then vi_counted(r.numerator, i.decimals)
       when i.counts_told = 'quantity' then vi_number(r.numerator, i.decimals) || '/' || vi_count(r.denominator)
       else vi_counted(r.numerator, i.decimals) || '/' || vi_counted(r.denominator, i.decimals) end as counts_text,
  case when r.is_above_all then phrase('above_all') else '' end as warning_text,
  -- Rows that are in neither count, since a value that the indicator names, or the newest row of the record, was refused.
  r.left_out, case when r.left_out > 0 then format(phrase('left_out'), vi_integer(r.left_out)) else '' end as left_out_text,
  -- What was shown before the last computation, and in a locked period what would be shown today; '' where it is the same.
  case when c.indicator is null then '' else vi_side(c.old_value, c.old_numerator, c.old_denominator, i.decimals, i.unit) end as before_text,
  coalesce(cl.label, '') as cause_label,
  case when v.indicator is null then '' else vi_side(v.new_value, v.new_numerator, v.new_denominator, i.decimals, i.unit) end as today_text,
  coalesce(vl.label, '') as revision_cause_label,
  '/chi-tieu/' || r.indicator as link
from measure.told_reading r
join plan.indicator i using (indicator)
join plan.period p on p.period = r.period
left join plan.label s on s.topic = 'status' and s.key = r.status
left join measure.change c on c.indicator = r.indicator and c.period = r.period and r.breakdown is null and c.breakdown is null
left join plan.label cl on cl.topic = 'cause' and cl.key = c.cause
left join measure.revision v on v.indicator = r.indicator and v.period = r.period and r.breakdown is null and v.breakdown is null
left join plan.label vl on vl.topic = 'cause' and vl.key = v.cause
left join plan.dimension d on d.dimension = r.breakdown
left join plan.dimension_key k on k.dimension = r.breakdown and k.key = r.key
where p.year = (select plan_year from plan.site)
order by i.sort_key, p.sort_key, breakdown, k.sort_key, key_label collate vi
