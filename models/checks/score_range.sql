-- A score is a range within its maximum, and a group is the sum of its items.
select s.period, s.group_id, s.certain, s.possible, s.max
from measure.score s
left join (select period, group_id, sum(lowest) as lowest, sum(highest) as highest from measure.score_item group by all) i
  on i.period = s.period and i.group_id = s.group_id
where not (s.certain between 0 and s.possible + 1e-9 and s.possible <= s.max + 1e-9)
  or abs(s.certain - i.lowest) > 1e-9 or abs(s.possible - i.highest) > 1e-9
