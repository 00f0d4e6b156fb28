-- The three things to decide: indicators that can still reach the target of the year and, as things go, will not ("unlikely"). First
-- those of which the pace that is needed is furthest above the best one there was, then those that end furthest from their target.
-- Where there is none one row says so.
with candidate as (
  select o.indicator, o.value, o.target, o.needed, i.name, coalesce(nullif(i.short_name, ''), i.name) as title, i.unit, i.decimals, i.better, i.sort_key, i.owner, i.responsible,
    i.aggregate, i.factor, i.counts_told,
    case when i.better = 'higher' or i.course = 'state' then abs(o.required) / nullif(abs(o.best), 0)
         else abs(o.best) / nullif(abs(o.required), 0) end as pressure,
    abs(o.target - coalesce(o.expected, o.value)) / greatest(abs(o.target), 1e-9) as shortfall,
    (select arg_min(k.kind, list_position(['month', 'quarter', 'half', 'nine_months', 'year'], k.kind))
     from plan.indicator_kind k where k.indicator = o.indicator) as kind
  from measure.outlook o join plan.indicator i using (indicator)
  where o.class = 'unlikely'
), chosen as (
  select *, row_number() over (order by pressure desc nulls last, shortfall desc, sort_key) as place from candidate qualify place <= 3
), told as (
  select r.*, p.sort_key, p.label, p.starts_on, c.better, c.unit, c.decimals
  from measure.told_reading r join chosen c on c.indicator = r.indicator
  join plan.period p on p.period = r.period and p.kind = c.kind
  where p.state = 'closed' and p.year = (select plan_year from plan.site)
), since as (
  -- From when on no period has met its target.
  select indicator, arg_min(label, sort_key) as label
  from (
    select indicator, label, sort_key, is_met, max(sort_key) filter (is_met) over (partition by indicator) as last_met
    from told where breakdown is null and is_met is not null
  ) where not is_met and sort_key > coalesce(last_met, -1) group by indicator
), part as (
  -- Parts of the newest period that has any: hamlets before offices, these before all else.
  select *, rank() over (partition by indicator order by coalesce(list_position(['hamlet', 'unit', 'field'], breakdown), 9), breakdown, sort_key desc) as nth
  from told where breakdown is not null and not is_hidden and value is not null and key not in ('unknown', 'refused')
    and (denominator is null or denominator >= (select few_cases from plan.site))
), worst as (
  select indicator, any_value(better) as better, count(*) as parts,
    list(format('{} {}', key, vi_value(value, decimals, unit)) order by if(better = 'higher', value, -value), key)[:2] as named
  from part where nth = 1 group by indicator
), newest as (
  select indicator, numerator, denominator from told where breakdown is null and value is not null
  qualify row_number() over (partition by indicator order by sort_key desc) = 1
)
select coalesce(c.place, 0)::double as place, coalesce(c.indicator, '') as indicator, coalesce(c.name, '') as name, coalesce(c.title, '') as title,
  c.value, c.target,
  vi_value(c.value, decimals_beside(c.value, c.target, c.decimals, c.better), c.unit) as value_text,
  vi_target(c.target, c.decimals, c.unit) as target_text,
  coalesce(upper(left(c.needed, 1)) || substr(c.needed, 2), '') as needed_text,
  case when s.label is null then '' else format(phrase('missed_since'), lower(left(s.label, 1)) || substr(s.label, 2)) end as since_text,
  case when coalesce(w.parts, 0) < 3 then ''
       else format(case when w.better = 'higher' then phrase('lowest_parts') else phrase('highest_parts') end, array_to_string(w.named, '; ')) end as worst_text,
  -- Of what there is now so many more: of cases that still come nobody knows how many.
  case when c.aggregate = 'stock' and c.better = 'higher' and c.counts_told not in ('none', 'quantity') and c.target / c.factor * n.denominator > n.numerator
       then format(phrase('more_cases'), vi_integer(ceil(c.target / c.factor * n.denominator - n.numerator - 1e-9))) else '' end as more_text,
  coalesce(nullif(c.owner, ''), c.responsible, '') as actor,
  format(phrase('until'), vi_date(make_date((select plan_year from plan.site), 12, 31))) as until_text,
  coalesce('/chi-tieu/' || c.indicator, '') as link
from (select 1) one left join chosen c on true
left join since s on s.indicator = c.indicator
left join worst w on w.indicator = c.indicator
left join newest n on n.indicator = c.indicator
order by place
