-- One row a return: an indicator of a unit for a month. Units are written by code in one file and by name in another;
-- both are one unit here, and of its returns for a month the latest stands.
with spelling as (
  select written, coalesce(max(code) filter (is_open), max(code)) as unit_code
  from (
    select fold(code) as written, code, _closed_on is null as is_open from current.units
    union
    select fold(name), code, _closed_on is null from current.units
  )
  group by written
  -- A name that two units share says neither; one that went over from a closed unit to another is the other's.
  having count(distinct code) filter (is_open) = 1 or count(distinct code) = 1
)
select
  r.indicator,
  u.code as unit_code,
  coalesce(u.name, r.unit) as unit,
  u.code is not null as is_known_unit,
  make_date(r.year, r.month, 1) as period_start,
  last_day(make_date(r.year, r.month, 1)) as period_end,
  r.numerator::double as numerator,
  r.denominator::double as denominator,
  r.value::double as value,
  r.evidence,
  r.returned_on,
  r._refused as refused_columns,
  r._load
from current.unit_returns r
left join spelling s on s.written = fold(r.unit)
left join current.units u on u.code = s.unit_code
-- On a tie the spelling decides: it is what still tells two of them apart.
qualify row_number() over (
  partition by r.indicator, coalesce(u.code, fold(r.unit)), r.year, r.month
  order by r.returned_on desc nulls last, r.unit) = 1
