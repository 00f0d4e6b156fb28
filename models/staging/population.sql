-- One row a person, as on the newest list; whoever is no longer on it has closed_on. Indicators of population count
--   residents            count(*)
--   adults_14, 15, 18    count(*) filter (age >= 14), 15, 18
--   level_2              count(*) filter (id_level = 2 and age >= 14)
--   signatures           count(*) filter (has_signature and age >= 18)
--   accounts             count(*) filter (has_account and age >= 15)
--   health_books         count(*) filter (has_health_book)
--   clean                count(*) filter (is_clean)
-- over the rows without closed_on, by hamlet_code: the columns of staging.population_by_hamlet for the day taken_on.
-- Of earlier months only that table tells.
select
  p.personal_id as person,
  p.household,
  p.hamlet_code,
  p.hamlet,
  p.sex,
  p.born as born_year,
  -- By the year alone: of many only the year is known, and the sheets by hamlet count the same way.
  year(p.taken_on) - p.born as age,
  p.relation,
  p.residence,
  case p.id_level when '2' then 2 when '1' then 1 else 0 end as id_level,
  p.activated_on,
  p.has_signature,
  p.has_account,
  p.has_health_book,
  p.state = 'clean' as is_clean,
  p.taken_on,
  p._closed_on as closed_on,
  p._refused as refused_columns
from matched.population p
