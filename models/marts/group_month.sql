-- Each group of indicators in each month of the year: how many met their target, of how many that have a verdict.
select g.group_id, g.group_name, g.group_order::double as group_order, p.period, p.short_label as period_short, p.sort_key::double as period_sort,
  count(*) filter (r.is_met)::double as met, count(r.is_met)::double as judged
from (select distinct group_id, group_name, group_order from plan.indicator) g
cross join (
  from plan.period where kind = 'month' and basis = 'calendar' and state <> 'future' and year = (select plan_year from plan.site)) p
left join plan.indicator i on i.group_id = g.group_id
left join measure.told_reading r on r.indicator = i.indicator and r.period = p.period and r.breakdown is null
group by all
order by group_order, period_sort
