-- Indicators of which the verdict is another one than in the period before of the same kind. At least one row, which says that there is none.
with verdict as (
  select r.indicator, r.period, t.is_met, r.value_text, r.status, r.status_label, r.name, coalesce(nullif(i.short_name, ''), r.name) as title, r.group_name, r.sort_key, r.link
  from mart.reading r join measure.told_reading t on t.indicator = r.indicator and t.period = r.period and t.breakdown is null
  join plan.indicator i on i.indicator = r.indicator
  where r.breakdown = ''
), move as (
  select p.period, b.period as previous, n.indicator, n.name, n.title, n.group_name, n.sort_key, n.link,
    b.value_text as before_text, n.value_text as now_text, b.status as before_status, b.status_label as before_label, n.status, n.status_label,
    case when n.is_met and not b.is_met then 'better' when not n.is_met and b.is_met then 'worse'
         when n.is_met is not null and b.is_met is null then 'judged'
         when n.is_met is null and b.is_met is not null then 'unjudged' end as way
  from plan.period p join verdict n using (period)
  join verdict b on b.indicator = n.indicator and b.period = p.previous
  where p.state <> 'future' and p.year = (select plan_year from plan.site)
)
select m.period, m.way, l.label as way_label, m.indicator, m.name, m.title, m.group_name, m.sort_key::double as sort_key,
  m.before_text, m.now_text, m.before_status, m.before_label, m.status, m.status_label, m.link
from move m join plan.label l on l.topic = 'move' and l.key = m.way
union all
select '', '', '', '', '', '', '', 0, '', '', '', '', '', '', '' where not exists (from move where way is not null)
order by period, way, sort_key
