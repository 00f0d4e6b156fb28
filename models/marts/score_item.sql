-- The items behind the score, with the texts a page shows. An item without points says why; it is never shown as 0.
select s.period, s.item, s.group_id, g.name as group_name, s.name, s.sort_key::double as sort_key, s.max,
  coalesce(s.indicator, '') as indicator, coalesce(s.numerator_of, '') as numerator_of, coalesce(s.denominator_of, '') as denominator_of,
  s.numerator, s.denominator, s.value, s.points, s.lowest, s.highest,
  s.state, coalesce(l.label, s.state) as state_label,
  coalesce(s.missing_reason, '') as missing_reason, coalesce(m.label, r.label, s.missing_reason, '') as missing_text,
  s.confirmed, coalesce(s.note, '') as note, coalesce(s.unit, phrase('cases')) as unit, s.next_points, s.next_cases,
  vi_or_blank(vi_value(s.value, coalesce(i.decimals, n.decimals), coalesce(i.unit, 'percent'))) as value_text,
  -- Where the portal divides otherwise than is written, both are told.
  case when s.denominator_of is null then ''
       when w.value is null then format(phrase('divided_by'), d.short_name)
       else format(phrase('divided_by_not_as_written'), d.short_name, vi_value(w.value, i.decimals, i.unit)) end as divided_text,
  case when s.points is not null then vi_number(s.points, decimals_beside(s.points, s.max, 2, 'higher'))
       when s.state = 'no_data' then format(phrase('range'), vi_points(s.lowest), vi_points(s.highest))
       else phrase('blank') end as points_text,
  vi_points(s.max) as max_text,
  coalesce(format(phrase('next_points'), vi_points(s.next_points), vi_integer(s.next_cases), coalesce(s.unit, phrase('cases'))), '') as next_text,
  coalesce('/chi-tieu/' || coalesce(s.indicator, s.numerator_of), '') as link
from measure.score_item s
join plan.period p using (period)
join measure.score g on g.period = s.period and g.group_id = s.group_id
left join plan.indicator i on i.indicator = s.indicator
left join plan.indicator n on n.indicator = s.numerator_of
left join plan.indicator d on d.indicator = s.denominator_of
left join measure.told_reading w on w.indicator = s.indicator and w.period = s.period and w.breakdown is null
left join plan.label l on l.topic = 'score_state' and l.key = s.state
left join plan.label m on m.topic = 'score_missing' and m.key = s.missing_reason
left join plan.label r on r.topic = 'status' and r.key = s.missing_reason
where p.year = (select plan_year from plan.site)
order by p.sort_key, s.sort_key
