-- One row a procedure that is or was in the catalogue. Dates against their limits are left as they are: whether something
-- was on time depends on the day from which it is looked at.
select
  procedure_code,
  procedure_name,
  field,
  agency,
  level,
  time_limit_days,
  days_cut,
  -- An amount says that there is a fee even where the yes or no is blank.
  coalesce(has_fee, fee > 0) as has_fee,
  fee,
  service_level,
  service_level in ('full', 'partial') as is_online,
  fit_for_full,
  online_payment,
  needs_written_result,
  announced_on,
  announce_due,
  published_on,
  publish_due,
  content_complete,
  listed_on,
  -- The first catalogue without the procedure; null while it is in force.
  _closed_on as repealed_on,
  _closed_on is null as in_force,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from matched.procedures
