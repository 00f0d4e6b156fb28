-- One row a session, held or not. Numbers are turns of people: the lists name nobody, so one person at two sessions counts
-- twice.
select
  session_code,
  planned_on,
  held_on,
  -- The day by which it belongs to a period: sessions outside the plan by the day on which they were held.
  coalesce(planned_on, held_on) as due_on,
  planned_on is not null as is_planned,
  status,
  status = 'held' as is_held,
  topic,
  audience,
  mode,
  hamlet,
  unit,
  invited,
  -- What was not held had nobody: a number there would be a slip.
  case when status = 'held' then attended end as attended,
  case when status = 'held' then passed end as passed,
  by_community_team,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from matched.digital_skills
where status <> 'cancelled'
