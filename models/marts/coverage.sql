-- How much of each period each source tells, with what is not there in words.
with lacking as (
  select g.source, p.period, string_agg(vi_gap(g.evidence, g.starts_on, g.ends_on, g.rows, g.usual, p.starts_on, p.ends_on), '; ' order by g.starts_on) as text
  from measure.source_gap g join plan.period p on g.starts_on <= p.ends_on and g.ends_on >= p.starts_on
  where g.kind <> 'none' group by all
)
select c.source, s.title as source_title, c.period, vi_period(p.label, p.state) as period_label, c.basis, c.kind, c.state,
  l.label as state_label, case when c.state in ('missing', 'partial') then coalesce(t.text, '') else '' end as gap_text,
  row_number() over (order by s.sort_key, p.sort_key)::double as row_order
from measure.coverage c
join plan.source s using (source)
join plan.period p using (period)
join plan.label l on l.topic = 'coverage' and l.key = c.state
left join lacking t on t.source = c.source and t.period = c.period
where p.year = (select plan_year from plan.site)
order by row_order
