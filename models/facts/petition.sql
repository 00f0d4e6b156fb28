-- One row a petition that the commune has to answer. On time by itself: answered by its day; one that is open is judged
-- by the day from which it is looked at (petition_on_time).
select * from staging.petitions
