-- One row a petition that the commune has to answer: what was not accepted or went to another body is not counted.
-- Whether an open petition is late depends on the day from which it is looked at, so that is no column here.
select
  petition_code,
  received_at,
  due_at,
  answered_at,
  answered_at <= due_at as answered_on_time,
  kind,
  field,
  channel,
  unit,
  result,
  -- Of those who said something; null where nobody said anything.
  satisfaction,
  satisfaction in ('satisfied', 'accepted') as is_satisfied,
  hamlet,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from matched.petitions
where result not in ('not_accepted', 'transferred')
