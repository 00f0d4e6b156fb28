-- The three things to decide: indicators that can still reach the target of the year and, as things go, will not ("unlikely"). First
-- those of which the pace that is needed is furthest above the best one there was, then those that end furthest from their target.
-- Where there is none one row says so.
with candidate as (
  select o.indicator, o.value, o.target, o.needed, i.name, coalesce(nullif(i.short_name, ''), i.name) as title, i.unit, i.unit_label, i.decimals, i.better, i.sort_key, i.owner, i.responsible,
    i.aggregate, i.factor, i.counts_told, i.course,
    -- How often the best that there was goes into what is needed: infinitely where it never moved that way.
    case when o.required is null or o.best is null then null
         when i.better = 'higher' or i.course = 'state' then case when o.required * o.best > 0 then o.required / o.best else 'infinity'::double end
         when o.required > 0 then o.best / o.required
         else 'infinity'::double end as pressure,
    abs(o.target - coalesce(o.expected, o.value)) / greatest(abs(o.target), 1e-9) as shortfall,
    (select arg_min(k.kind, list_position(['month', 'quarter', 'half', 'nine_months', 'year'], k.kind))
     from plan.indicator_kind k where k.indicator = o.indicator) as kind
  from measure.outlook o join plan.indicator i using (indicator)
  where o.class = 'unlikely'
    -- Where even all of the cases to be expected would not do there is nothing left to decide.
    and not coalesce(i.course = 'share' and o.reachable is not null and if(i.better = 'higher', o.required > i.factor, o.required < 0), false)
), chosen as (
  select *, row_number() over (order by pressure desc nulls last, shortfall desc, sort_key) as place from candidate qualify place <= 3
), told as (
  select indicator, period, breakdown, key, numerator, denominator, r.value, is_met, is_hidden, p.kind, p.sort_key, p.label, p.state
  from measure.told_reading r semi join chosen using (indicator)
  join (select period, kind, sort_key, label, state, year from plan.period) p using (period)
  where p.state <> 'future' and p.kind in ('month', 'quarter', 'half', 'nine_months', 'year') and p.year = (select plan_year from plan.site)
), judged as (
  -- The shortest periods of which there are verdicts: of few cases a month has none, a quarter may.
  select indicator, arg_min(kind, list_position(['month', 'quarter', 'half', 'nine_months', 'year'], kind)) as kind
  from told where breakdown is null and is_met is not null and state = 'closed' group by indicator
), since as (
  -- From when on no period has met its target.
  select indicator, arg_min(label, sort_key) as label
  from (
    select t.indicator, label, sort_key, is_met, max(sort_key) filter (is_met) over (partition by t.indicator) as last_met
    from told t join judged j on j.indicator = t.indicator and j.kind = t.kind
    where breakdown is null and is_met is not null and state = 'closed'
  ) where not is_met and sort_key > coalesce(last_met, -1) group by indicator
), newest as (
  select t.indicator, t.period, t.numerator, t.denominator from told t join chosen c on c.indicator = t.indicator and c.kind = t.kind
  where breakdown is null and t.value is not null and state = 'closed'
  qualify row_number() over (partition by t.indicator order by t.sort_key desc) = 1
), part as (
  -- Parts of the newest period and of the year so far; `behind`: how many there are that are no better.
  select t.*, c.better, c.unit, c.unit_label, c.decimals, c.course, n.period is null as is_year,
    count(*) over (partition by t.indicator, t.breakdown, t.period) as parts,
    count(*) over (
      partition by t.indicator, t.breakdown, t.period
      order by rounded(if(c.better = 'higher', t.value, -t.value), c.decimals) range between unbounded preceding and current row) as behind
  from told t join chosen c on c.indicator = t.indicator
  left join newest n on n.indicator = t.indicator and n.period = t.period
  where breakdown is not null and not is_hidden and t.value is not null and key not in ('unknown', 'refused')
    and (t.denominator is null or t.denominator >= (select few_cases from plan.site))
    and (n.period is not null or (t.kind = 'year' and c.course <> 'state'))
), placed as (
  -- Hamlets before offices, these before all else. What is on the way this month comes before the year so far; a count for the year
  -- is told by its sums of the year, as the number of the whole is.
  select *, rank() over (partition by indicator order by coalesce(list_position(['hamlet', 'unit', 'field'], breakdown), 9), breakdown,
    is_year = (course = 'count') desc) as nth
  from part where parts > 1
), worst as (
  -- Neither those that meet the target nor so many that none of them is the worst.
  select indicator, any_value(better) as better,
    case when any_value(is_year) then phrase('since_january') else any_value(regexp_replace(lower(left(label, 1)) || substr(label, 2), '/\d{4}$', '')) end as seen,
    list(format('{} {}', coalesce(k.name, key), vi_with_unit(vi_value(value, decimals, unit), unit, unit_label)) order by if(better = 'higher', value, -value), key) as named
  from placed left join (select dimension as breakdown, key, label as name from plan.dimension_key) k using (breakdown, key)
  where nth = 1 and is_met is distinct from true and behind <= 2 and behind < parts group by indicator
)
select coalesce(c.place, 0)::double as place, coalesce(c.indicator, '') as indicator, coalesce(c.name, '') as name, coalesce(c.title, '') as title,
  c.value, c.target,
  vi_with_unit(vi_value(c.value, decimals_beside(c.value, c.target, c.decimals, c.better), c.unit), c.unit, c.unit_label) as value_text,
  vi_with_unit(vi_target(c.target, c.decimals, c.unit), c.unit, c.unit_label) as target_text,
  coalesce(upper(left(c.needed, 1)) || substr(c.needed, 2), '') as needed_text,
  case when s.label is null then '' else format(phrase('missed_since'), lower(left(s.label, 1)) || substr(s.label, 2)) end as since_text,
  case when w.indicator is null then ''
       else format(case when w.better = 'higher' then phrase('lowest_parts') else phrase('highest_parts') end, w.seen, array_to_string(w.named, '; ')) end as worst_text,
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
