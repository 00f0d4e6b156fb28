-- Rows refused, repaired and warned about, by reason and without any cell's text; at least one row a source.
with counted as (
  select q.source, q.code, q.severity, count(distinct (q.load_id, q.sheet, q.row_number))::double as rows
  from ops.quarantine q
  join ops.load_in_force l on l.load_id = q.load_id
  group by all
  union all
  select p.source, p.code, 'repaired', sum(p.rows)::double
  from ops.repair p join ops.load_in_force l on l.load_id = p.load_id
  group by all
)
select s.source, s.title as source_title, coalesce(c.code, 'none') as code,
  coalesce(k.title, r.label, c.code) as reason_label,
  coalesce(c.severity, 'none') as severity, coalesce(v.label, c.severity) as severity_label,
  coalesce(c.rows, 0) as rows,
  row_number() over (order by s.sort_key, v.sort_key, c.rows desc, c.code)::double as row_order
from plan.source s left join counted c on c.source = s.source
left join plan.contract_check k on k.source = c.source and k.name = c.code
left join plan.label r on r.topic = 'reason' and r.key = coalesce(c.code, 'none')
left join plan.label v on v.topic = 'severity' and v.key = coalesce(c.severity, 'none')
order by row_order
