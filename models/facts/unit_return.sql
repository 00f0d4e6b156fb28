-- One row an indicator, unit and month. A sum of numerators over a sum of denominators is the commune's share. What is a
-- state (so many users by now) may be summed over units, never over months: there its latest month counts.
select
  indicator,
  unit_code,
  -- Null where nobody knows the unit, so that a breakdown shows it as unknown and its parts still come to the whole.
  case when is_known_unit then unit end as unit,
  period_start,
  period_end,
  numerator,
  denominator,
  value,
  coalesce(value, numerator) as quantity,
  evidence,
  returned_on,
  refused_columns,
  _load,
  _sheet,
  _row
from staging.unit_returns
