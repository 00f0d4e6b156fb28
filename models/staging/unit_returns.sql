-- One row a return: an indicator of a unit for a month. Units are written by code in one file and by name in another;
-- both are one unit here, and of its returns for a month the latest stands. A text that is no unit, or that two share, is
-- kept apart from others by itself.
select
  r.indicator,
  u.official_code as unit_code,
  coalesce(u.official_name, r.unit) as unit,
  u.official_name is not null as is_known_unit,
  make_date(r.year, r.month, 1) as period_start,
  last_day(make_date(r.year, r.month, 1)) as period_end,
  r.numerator::double as numerator,
  r.denominator::double as denominator,
  r.value::double as value,
  r.evidence,
  r.returned_on,
  r._refused as refused_columns,
  r._load,
  r._sheet,
  r._row
from current.unit_returns r
left join written.unit_returns u
  on u.dimension = 'unit' and u.written = r.unit and coalesce(r.returned_on, make_date(r.year, r.month, 1)) >= u.valid_from
  and coalesce(r.returned_on, make_date(r.year, r.month, 1)) < u.valid_until
-- On a tie the spelling decides: it is what still tells two of them apart.
qualify row_number() over (
  partition by r.indicator, coalesce(u.official_code, fold(r.unit)), r.year, r.month
  order by r.returned_on desc nulls last, r.unit, r._load desc, r._row) = 1
