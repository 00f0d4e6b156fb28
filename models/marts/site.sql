-- One row: whose report this is, and as of when. The default period is the last closed month that has data.
with default_period as (
  select p.period, p.label from plan.period p
  where p.state <> 'future' and p.kind = 'month' and p.basis = 'calendar' and p.year = (select plan_year from plan.site)
  order by p.state = 'closed' and exists (
      select 1 from measure.told_reading r where r.period = p.period and r.breakdown is null and r.value is not null) desc,
    p.starts_on desc
  limit 1
), gaps as (
  select coalesce(format(phrase('gaps'), string_agg(format(phrase('gap_of'), source_title, texts), '; ' order by first)), '') as gap_text
  from (
    select source_title, string_agg(text, '; ' order by row_order) as texts, min(row_order) as first
    from mart.gap where kind <> 'none' group by all)
), sources as (
  -- Those that the report's figures come from: not every list that is kept beside them.
  select string_agg(publisher, '; ' order by first_key) as publishers from (
    select publisher, min(sort_key) as first_key from plan.source
    where source in (select source from plan.indicator) group by publisher)
)
select s.commune, s.province, s.commune_code,
  case when s.ended_year is null then s.plan_title
    when s.ended_year = s.plan_year then format(phrase('plan_over'), s.plan_title, s.ended_year)
    else format(phrase('plan_of_before'), s.plan_title, s.plan_year) end as plan_title,
  s.plan_year::varchar as plan_year, s.as_of,
  vi_date(s.as_of) as as_of_text, vi_minute(s.computed_at) as updated_text, s.is_sample,
  case when exists (from ops.standing_load)
    then format(phrase('source_line'), sources.publishers, vi_date(s.as_of), strftime(s.computed_at, '%H:%M'), vi_date(s.computed_at))
    else format(phrase('source_line_none'), sources.publishers, strftime(s.computed_at, '%H:%M'), vi_date(s.computed_at)) end as source_line,
  case when s.replaced_rules = '' then '' else format(phrase('replaced_rules'), s.replaced_rules) end as replaced_text,
  d.period as default_period, d.label as default_period_label, g.gap_text, s.address
from plan.site s cross join default_period d cross join sources cross join gaps g
