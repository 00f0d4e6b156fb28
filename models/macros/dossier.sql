-- Requests for papers that are known by a day: the last one has a date, those before it have none.
create or replace temp macro supplements_known(supplement_count, supplement_requested_at, as_of_end) as
  supplement_count - case when supplement_requested_at > as_of_end then 1 else 0 end;

-- The moment by which a dossier is judged. The shorter form knows how long the wait was, and not when: it takes the whole of it
-- for one before the cutoff. It stays for indicators that communes have written.
create or replace temp macro dossier_judged_at(ended_at, supplement_requested_at, supplemented_at, waiting_since, cutoff, as_of_end) as
    judged_at(ended_at, supplement_requested_at, supplemented_at, waiting_since, cutoff, as_of_end),
  (ended_at, waiting_since, pause, cutoff, as_of_end) as
    case when ended_at <= as_of_end then ended_at - pause
         when waiting_since <= as_of_end then waiting_since
         else cutoff - pause end;

-- Whether a dossier is on time, seen from a period (QĐ 766/QĐ-TTg, tiêu chí 2.1): judged not later than due; never with more
-- than one request for papers.
-- due_at  first appointment, else receipt + the procedure's time limit
create or replace temp macro dossier_on_time(ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, cutoff, as_of_end) as
    supplements_known(supplement_count, supplement_requested_at, as_of_end) <= 1
      and dossier_judged_at(ended_at, supplement_requested_at, supplemented_at, waiting_since, cutoff, as_of_end) <= due_at,
  (ended_at, waiting_since, supplement_count, pause, due_at, cutoff, as_of_end) as
    supplement_count <= 1 and dossier_judged_at(ended_at, waiting_since, pause, cutoff, as_of_end) <= due_at;
