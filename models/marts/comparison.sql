-- Comparisons of one source with another; at least one row, which says that there is none.
with compared as (
  select c.source, s.title as source_title, c.title, c.operator, c.tolerance, c.left_title, c.right_title, c."left", c."right", c.outcome, c.told
  from ops.cross_check c join plan.source s using (source)
  union all
  select '', '', '', '', 0, '', '', null, null, 'none', '' where not exists (select 1 from ops.cross_check)
)
select c.source, c.source_title, c.title,
  coalesce(c.left_title, phrase('compared_left')) as left_title, vi_or_blank(vi_number(c."left", 0)) as left_text,
  case when c.operator = '=' and c.tolerance > 0 then format(phrase('must_be_near'), vi_value(100 * c.tolerance, 0, 'percent'))
       when c.operator = '=' then phrase('must_equal')
       when c.operator = '<=' then phrase('at_most_right')
       when c.operator = '<' then phrase('below_right')
       when c.operator = '>=' then phrase('at_least_right')
       when c.operator = '>' then phrase('above_right')
       else '' end as rule_text,
  coalesce(c.right_title, phrase('compared_right')) as right_title, vi_or_blank(vi_number(c."right", 0)) as right_text,
  c.outcome, l.label as outcome_label,
  case when c.outcome = 'differs' then c.told else '' end as message,
  row_number() over (order by l.sort_key, c.source_title, c.title, c.told)::double as row_order
from compared c left join plan.label l on l.topic = 'comparison' and l.key = case
  when c.outcome = 'differs' then case left(c.operator, 1) when '<' then 'above' when '>' then 'below' else 'differs' end
  when c.outcome = 'agrees' then case left(c.operator, 1) when '<' then 'within' when '>' then 'reached' else 'agrees' end
  else c.outcome end
order by row_order
