-- One row a petition that the commune has to answer. On time by itself: answered by its day; one that is open is judged
-- by the day from which it is looked at (petition_on_time). Working days by models/plan/calendar.yaml, the day of receipt
-- not counted; null while it is not answered.
select p.*, a.number - r.number as working_days
from staging.petitions p
left join plan.day r on r.day = cast(p.received_at as date)
left join plan.day a on a.day = cast(p.answered_at as date)
