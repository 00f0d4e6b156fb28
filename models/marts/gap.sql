-- What is not there of each source this year; where everything is, one row says so. Before a source's first list nothing is missing.
with gap as (
  select g.source, s.title, g.starts_on, g.ends_on, g.kind, g.evidence, s.sort_key,
    vi_gap(g.evidence, g.starts_on, g.ends_on, g.rows, g.usual, y.starts_on, y.ends_on) as text
  from measure.source_gap g join plan.source s using (source)
  join plan.period y on y.basis = 'calendar' and y.kind = 'year' and y.year = (select plan_year from plan.site)
    and g.starts_on <= y.ends_on and g.ends_on >= y.starts_on
  where g.kind <> 'none'
), told as (
  from gap
  union all
  select '', '', null, null, 'none', '', 0, '' where not exists (from gap)
)
select source, title as source_title, coalesce(starts_on::varchar, '') as starts_on, coalesce(ends_on::varchar, '') as ends_on,
  kind, evidence, text, row_number() over (order by sort_key, told.starts_on, ends_on, kind, evidence)::double as row_order
from told order by row_order
