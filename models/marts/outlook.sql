-- What the year will probably come to; what needs attention first. Indicators without a target for the year are "none".
select i.indicator, i.name, i.group_name, l.key as class, l.label as class_label, l.sort_key::double as class_order,
  coalesce(o.sentence, '') as sentence, o.value, o.target, o.expected, o.low, o.high, o.probability, o.required, o.recent, o.best, o.best_period,
  o.expected_rest, o.most_rest, o.rest_basis, o.open_cases, o.reachable, o.assured, o.broken,
  coalesce(o.course, '') as course, coalesce(o.required_text, '') as required_text, coalesce(o.range_text, '') as range_text,
  i.sort_key::double as sort_key, '/chi-tieu/' || i.indicator as link
from plan.indicator i left join measure.outlook o using (indicator)
join plan.label l on l.topic = 'outlook' and l.key = coalesce(o.class, 'none')
order by l.sort_key, i.sort_key
