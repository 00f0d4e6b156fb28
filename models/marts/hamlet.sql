-- The hamlets of which anything is told, each with the address of its page. At least one row, which says that there is none.
with told as (
  select distinct m.key, m.key_label, k.sort_key
  from mart.reading m left join plan.dimension_key k on k.dimension = 'hamlet' and k.key = m.key
  where m.breakdown = 'hamlet' and m.key not in ('unknown', 'refused')
), addressed as (
  select *, trim(regexp_replace(fold(key_label), '[^a-z0-9]+', '-', 'g'), '-') as base from told
), named as (
  -- Two of one name have two addresses.
  select *, base || case when row_number() over (partition by base order by key) = 1 then '' else '-' || row_number() over (partition by base order by key) end as slug
  from addressed where base <> ''
)
select key, key_label, slug as hamlet, '/thon-xom/' || slug as link, row_number() over (order by sort_key, key_label collate vi, key)::double as sort_key,
  t.map_row::double as map_row, t.map_column::double as map_column
from named left join (select fold(hamlet) as name, any_value(map_row) as map_row, any_value(map_column) as map_column from plan.hamlet_tile group by 1) t
  on t.name = fold(key_label)
union all
select '', '', '', '', 0, null, null where not exists (from named)
order by sort_key
