-- One row a hamlet and month. The same columns come out of staging.population (see there) for the day of its newest
-- list; ages are counted by the year of birth in both, level 2 among those of 14 and more, signatures among those of 18,
-- accounts among those of 15.
select
  b.year,
  b.month,
  make_date(b.year, b.month, 1) as month_start,
  b.as_of,
  b.hamlet_code,
  b.hamlet,
  b.households,
  b.residents,
  b.adults_14,
  b.adults_15,
  b.adults_18,
  b.level_1,
  b.level_2,
  b.signatures,
  b.accounts,
  b.health_books,
  b.clean,
  b._refused as refused_columns
from matched.population_by_hamlet b
