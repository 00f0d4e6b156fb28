-- How many indicators stand in each status, for every period; every status has its row.
with status as (
  select key as status, label as status_label, sort_key as status_order from plan.label where topic = 'status'
)
select p.period, s.status, s.status_label, s.status_order::double as status_order, count(r.indicator)::double as indicators
from plan.period p cross join status s
left join measure.told_reading r on r.period = p.period and r.status = s.status and r.breakdown is null
where p.state <> 'future' and p.year = (select plan_year from plan.site)
group by all
order by p.period, status_order
