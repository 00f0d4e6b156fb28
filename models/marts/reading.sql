-- Every reading as it may be told, with the texts a page shows. The whole has an empty breakdown and key.
with told as (
  select r.*, r.judged_value <> r.value or r.judged_target <> r.target as is_judged_apart,
    -- Beside a target that it is not judged by a value has no more decimals than elsewhere.
    case when is_judged_apart then i.decimals else decimals_beside(r.value, r.target, i.decimals, i.better) end as shown_decimals,
    target_decimals(r.target, shown_decimals) as shown_target_decimals,
    decimals_beside(r.judged_value, r.judged_target, i.decimals, i.better) as judged_decimals,
    target_decimals(r.judged_target, judged_decimals) as judged_target_decimals
  from measure.told_reading r join plan.indicator i using (indicator)
), changed as (
  select c.*, decimals_beside(old_value, old_target, i.decimals, i.better) as decimals from measure.change c join plan.indicator i using (indicator)
), revised as (
  select v.*, decimals_beside(new_value, new_target, i.decimals, i.better) as decimals from measure.revision v join plan.indicator i using (indicator)
), gap_text as (
  -- Of several sources each is named.
  select m.indicator, c.period,
    string_agg(case when m.sources = 1 then c.gap_text else format(phrase('gap_of'), c.source_title, c.gap_text) end, '; ' order by c.row_order) as gap_text
  from (select *, count(*) over (partition by indicator) as sources from measure.made_of_source) m
  join mart.coverage c using (source) where c.gap_text <> '' group by all
)
select r.indicator, i.name, i.group_name, i.sort_key::double as sort_key, i.unit,
  r.period, r.basis, r.kind, vi_period(p.label, p.state) as period_label,
  p.short_label as period_short, p.sort_key::double as period_sort, p.state,
  coalesce(r.breakdown, '') as breakdown, coalesce(d.label, '') as breakdown_label, coalesce(r.key, '') as key,
  case when r.breakdown is null then '' when r.key = 'unknown' then phrase('unknown')
    when r.key = 'refused' then phrase('refused') else coalesce(k.label, r.key) end as key_label,
  r.numerator, r.denominator, r.value, r.target, r.target_confirmed, r.judged_value, r.judged_target, r.low, r.high,
  r.status, coalesce(s.label, r.status) as status_label, s.sort_key::double as status_order,
  r.previous_value, r.change,
  case when is_hidden then phrase('not_told') else vi_with_unit(vi_value(r.value, r.shown_decimals, i.unit), i.unit, i.unit_label) end as value_text,
  vi_with_unit(vi_value(r.target, r.shown_target_decimals, i.unit), i.unit, i.unit_label) as target_text,
  -- Of a count: the sum since the beginning of the year and what the target asks by then; '' where that is said already.
  case when r.is_judged_apart then format(phrase('judged'), vi_number(r.judged_value, r.judged_decimals),
    vi_number(r.judged_target, r.judged_target_decimals)) else '' end as judged_text,
  -- Of a share of few cases: what it may as well be.
  case when r.denominator < few_cases and r.low is not null then vi_interval(r.low, r.high, i.decimals, i.unit) else '' end as interval_text,
  case when is_hidden then phrase('blank') else vi_with_unit(vi_change(r.change, i.decimals, i.unit), i.unit, i.unit_label) end as change_text,
  case when is_hidden or r.numerator is null or i.counts_told = 'none' then phrase('blank') when r.denominator is null then vi_counted(r.numerator, i.decimals)
       when i.counts_told = 'quantity' then vi_number(r.numerator, i.decimals) || '/' || vi_count(r.denominator)
       else vi_counted(r.numerator, i.decimals) || '/' || vi_counted(r.denominator, i.decimals) end as counts_text,
  -- So many cases of the period have no end yet: its numbers go on changing.
  r.open_cases, case when coalesce(r.open_cases, 0) = 0 then ''
    else format(case when r.value is null then phrase('ripening_none') when r.denominator = r.open_cases then phrase('ripening_all')
        when i.unit = 'percent' then phrase('ripening_share') else phrase('ripening') end,
      vi_integer(r.open_cases), o.open_text) end as ripening_text,
  -- From where an indicator looks that judges by the end of the period what is open.
  case when i.sees_cutoff and r.breakdown is null and r.value is not null and r.as_of is not null
    then format(phrase('cutoff'), upper(left(o.open_text, 1)) || substr(o.open_text, 2), vi_date(least(p.ends_on, r.as_of)), vi_date(r.as_of)) else '' end as cutoff_text,
  -- The period before as it was so many days after its end, or after its beginning while this one is open.
  r.is_equal_age, case when r.is_equal_age and r.change is not null
    then format(phrase('equal_age'), vi_date(r.previous_at), vi_with_unit(vi_value(r.previous_value, i.decimals, i.unit), i.unit, i.unit_label)) else '' end as change_note,
  r.value_at_age, case when r.value_at_age is null then '' else vi_with_unit(vi_value(r.value_at_age, i.decimals, i.unit), i.unit, i.unit_label) end as at_age_text,
  r.gap, coalesce(g.gap_text, case when r.year_lacks_file then phrase('year_lacks') else '' end) as gap_text,
  case when r.listed_on is null then '' else format(phrase('of_list'), vi_date(r.listed_on)) end as list_text,
  case when r.is_above_all then phrase('above_all') else '' end as warning_text,
  -- Rows that are in neither count, since a value that the indicator names, or the newest row of the record, was refused.
  r.left_out, case when r.left_out > 0 then format(phrase('left_out'), vi_integer(r.left_out)) else '' end as left_out_text,
  -- What was shown before the last computation, and in a locked period what would be shown today; '' where it is the same.
  case when c.indicator is null then '' else
    vi_side(c.old_value, c.old_numerator, c.old_denominator, c.decimals, i.unit) end as before_text,
  coalesce(cl.label, '') as cause_label,
  case when v.indicator is null then '' else
    vi_side(v.new_value, v.new_numerator, v.new_denominator, v.decimals, i.unit) end as today_text,
  coalesce(vl.label, '') as revision_cause_label,
  '/chi-tieu/' || r.indicator as link
from told r
join plan.indicator i using (indicator)
join plan.period p on p.period = r.period
cross join lateral (select coalesce(i.open_text, phrase('open_cases')) as open_text) o
left join plan.label s on s.topic = 'status' and s.key = r.status
left join gap_text g on g.indicator = r.indicator and g.period = r.period and r.gap is not null
left join changed c on c.indicator = r.indicator and c.period = r.period and r.breakdown is null and c.breakdown is null
left join plan.label cl on cl.topic = 'cause' and cl.key = c.cause
left join revised v on v.indicator = r.indicator and v.period = r.period and r.breakdown is null and v.breakdown is null
left join plan.label vl on vl.topic = 'cause' and vl.key = v.cause
left join plan.dimension d on d.dimension = r.breakdown
left join plan.dimension_key k on k.dimension = r.breakdown and k.key = r.key
cross join plan.site
where p.year = (select plan_year from plan.site)
order by i.sort_key, p.sort_key, breakdown, k.sort_key, key_label collate vi, key
