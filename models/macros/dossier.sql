-- Whether a dossier is on time, seen from a period (QĐ 766/QĐ-TTg, tiêu chí 2.1, cách tính của Cổng DVCQG).
-- ended_at       when it ended (null while it is open); what ended after the as-of day has not ended yet
-- waiting_since  when a supplement was asked for, while the citizen has not come back
-- pause          time spent waiting for supplements, subtracted from the handling time
-- due_at         first appointment, else receipt + the procedure's time limit
-- cutoff         last second of the period, or of the as-of day inside the current period
create or replace temp macro dossier_judged_at(ended_at, waiting_since, pause, cutoff, as_of_end) as
  case when ended_at <= as_of_end then ended_at - pause
       when waiting_since <= as_of_end then waiting_since
       else cutoff - pause end;

create or replace temp macro dossier_on_time(ended_at, waiting_since, supplement_count, pause, due_at, cutoff, as_of_end) as
  supplement_count <= 1 and dossier_judged_at(ended_at, waiting_since, pause, cutoff, as_of_end) <= due_at;
