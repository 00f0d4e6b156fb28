-- The catalogue as the site shows it.
select i.indicator, i.name, i.short_name, i.group_id, i.group_name, i.group_order::double as group_order,
  -- Which one of its group, and which one of the groups: the same whatever is chosen or looked for.
  dense_rank() over (order by i.group_order, i.group_id)::double as group_number,
  row_number() over (partition by i.group_id order by i.sort_key)::double as number,
  i.sort_key::double as sort_key, i.unit, i.unit_label, i.better, i.decimals::double as decimals,
  '#,##0' || case when i.decimals > 0 then '.' || repeat('0', i.decimals) else '' end as fmt,
  i.description, i.numerator_text, coalesce(i.denominator_text, '') as denominator_text,
  format(case i.unit when 'percent' then phrase('as_percent') else '{}' end,
    coalesce(format(phrase('over'), i.numerator_text, i.denominator_text), i.numerator_text)) as formula_text,
  i.rule, i.rule_text,
  i.legal, i.plan_section, i.owner, i.responsible,
  vi_target(t.value, i.decimals, i.unit)
    || case when t.value is null or i.unit in ('percent', 'days', 'yes_no') then '' else ' ' || i.unit_label end as target_text,
  case when t.value is null then phrase('no_target')
       when t.confirmed then format(phrase('target'), t.citation)
       else format(phrase('target_provisional'), t.citation) end as target_note,
  coalesce(t.confirmed, false) as target_confirmed,
  coalesce(format(phrase('sources'), (
    select string_agg(case when f.data_until = '' then f.source_title else format(phrase('source_until'), f.source_title, f.data_until_text) end,
      '; ' order by f.source_title)
    from measure.made_of_source m join mart.freshness f using (source) where m.indicator = i.indicator)), '') as source_text,
  '/chi-tieu/' || i.indicator as link
from plan.indicator i cross join plan.site s
left join plan.target t on t.indicator = i.indicator and t.year = s.plan_year and t.period is null and t.breakdown is null
order by i.sort_key
