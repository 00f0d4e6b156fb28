-- What each hamlet comes to in each month, of indicators that have a target and are told by hamlet; the weakest hamlets first: those
-- that are furthest from their targets, by the mean of what is told of each (what is hidden counts neither for nor against). At least one row, which says that there is none.
with told as (
  select r.period, r.key, m.key_label, r.indicator, i.short_name, i.name, i.sort_key, m.value_text, m.status, m.status_label, r.is_met,
    -- How far on its way to the target, 0 to 1; of what should be low how much of the target it takes.
    case when i.better = 'higher' then r.value / nullif(r.target, 0) else r.target / nullif(r.value, 0) end as way
  from measure.told_reading r
  join mart.reading m on m.indicator = r.indicator and m.period = r.period and m.breakdown = r.breakdown and m.key = r.key
  join plan.indicator i on i.indicator = r.indicator
  join plan.period p on p.period = r.period
  where r.breakdown = 'hamlet' and r.target is not null and r.key not in ('unknown', 'refused')
    and p.kind = 'month' and p.basis = 'calendar' and p.year = (select plan_year from plan.site)
), placed as (
  select period, key, row_number() over (partition by period order by avg(least(way, 1)) nulls last, count(*) filter (not is_met) desc, key) as place
  from told group by period, key
), listed as (
  select t.period, t.key, t.key_label, p.place, t.indicator, coalesce(nullif(t.short_name, ''), t.name) as title, t.name, t.sort_key,
    t.value_text, t.status, t.status_label
  from told t join placed p on p.period = t.period and p.key = t.key
  union all
  select '', '', '', 0, '', '', '', 0, '', 'no_data', '' where not exists (from told)
)
select period, key, key_label, place::double as place, indicator, title, name, sort_key::double as sort_key, value_text, status, status_label,
  case when indicator = '' then '' else '/chi-tieu/' || indicator end as link, coalesce(h.link, '') as key_link
from listed left join (select key as hamlet_key, link from mart.hamlet) h on h.hamlet_key = key and key <> ''
order by period, place, sort_key
