-- What so many more cases that meet would bring an item, step by step; at least one row, which says that there is none.
with step as (
  select s.period, s.item, s.cases, s.more, p.sort_key as period_key, i.sort_key as item_key
  from measure.score_step s
  join plan.period p using (period)
  join measure.score_item i using (period, item)
  where p.year = (select plan_year from plan.site)
), told as (
  from step
  union all
  select '', '', null, null, 0, 0 where not exists (from step)
)
select period, item, cases, more, coalesce(format(phrase('more_points'), vi_points(more)), '') as more_text,
  row_number() over (order by period_key, item_key, cases)::double as row_order
from told order by row_order
