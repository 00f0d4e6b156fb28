-- One row a plot on the newest list. The form tells no day; the list stands for the day that its name says, else on which it
-- came, or for the report's as-of day where that is earlier.
select l.* exclude (closed_on), least(d.day, s.as_of) as listed_on
from staging.land_parcels l
cross join (
  select max(coalesce(data_until, own_date)) as day
  from ops.standing_load where source = 'land-parcels'
) d
cross join plan.site s
where l.closed_on is null
