-- Bodies on the newest list, and those taken off it, so that older papers and tasks still find their name.
select
  u.code as unit_code,
  u.name as unit,
  u.kind,
  u.parent_code,
  -- A parent that is not on the list is no fault of the row: lists are mended one by one.
  p.name as parent,
  u._closed_on as closed_on
from current.units u left join current.units p on p.code = u.parent_code
