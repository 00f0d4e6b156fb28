-- The hamlets that are on the newest list; those that were taken off it stay, so that older rows still find their name.
select
  code as hamlet_code,
  name as hamlet,
  former_commune,
  former_commune_code,
  households::bigint as households,
  _closed_on as closed_on
from current.hamlets
