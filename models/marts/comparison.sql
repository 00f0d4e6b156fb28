-- Comparisons of one source with another; at least one row, which says that there is none.
with compared as (
  select c.source, s.title as source_title, c.title, c."left", c."right", c.outcome, c.told
  from ops.cross_check c join plan.source s using (source)
  union all
  select '', '', '', null, null, 'none', '' where not exists (select 1 from ops.cross_check)
)
select c.source, c.source_title, c.title, vi_or_blank(vi_number(c."left", 0)) as left_text,
  vi_or_blank(vi_number(c."right", 0)) as right_text, c.outcome, l.label as outcome_label,
  case when c.outcome = 'differs' then c.told else '' end as message,
  row_number() over (order by l.sort_key, c.source_title, c.title, c.told)::double as row_order
from compared c left join plan.label l on l.topic = 'comparison' and l.key = c.outcome
order by row_order
