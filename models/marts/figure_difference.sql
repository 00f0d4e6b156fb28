-- Figures of two pages that seem to be one thing and are not, and why; both ways where both are indicators.
with stated as (
  select d.indicator, d.other, d.why, i.sort_key from plan.figure_difference d join plan.indicator i using (indicator)
), both_ways as (
  select indicator, other, why, sort_key from stated
  union all
  select s.other, s.indicator, s.why, i.sort_key from stated s join plan.indicator i on i.indicator = s.other
)
select b.indicator, b.other, coalesce(i.name, l.label) as other_label, b.why,
  coalesce('/chi-tieu/' || i.indicator, case b.other when 'vpcp06' then '/dich-vu-cong' when 'score' then '/diem-766' else '' end) as link,
  row_number() over (order by b.sort_key, i.sort_key nulls first, b.other)::double as row_order
from both_ways b
left join plan.indicator i on i.indicator = b.other
left join plan.label l on l.topic = 'figure' and l.key = b.other
where coalesce(i.name, l.label) is not null
order by row_order
