-- One row a hamlet and day on which its residents were counted: by the sheets by hamlet, and for days without such a
-- sheet by the list of persons, counted in the same way.
with sheets as (
  select as_of as counted_on, hamlet, residents, adults_14, adults_15, adults_18, level_2, signatures, accounts, health_books, clean,
    _refused as refused_columns, _load, _sheet, _row
  from matched.population_by_hamlet
), persons as (
  select p.taken_on as counted_on, h.official_name as hamlet,
    count(*) as residents,
    count(*) filter (age >= 14) as adults_14,
    count(*) filter (age >= 15) as adults_15,
    count(*) filter (age >= 18) as adults_18,
    count(*) filter (id_level = '2' and age >= 14) as level_2,
    count(*) filter (has_signature and age >= 18) as signatures,
    count(*) filter (has_account and age >= 15) as accounts,
    count(*) filter (has_health_book) as health_books,
    count(*) filter (state = 'clean') as clean,
    max(p._load) as _load
  from (select *, year(taken_on) - born as age from landing.population) p
  left join written.population h
    on h.dimension = 'hamlet' and h.written = p.hamlet and p.taken_on >= h.valid_from and p.taken_on < h.valid_until
  where p.taken_on not in (select as_of from current.population_by_hamlet)
  group by all
)
from sheets
union all by name
select * from persons
