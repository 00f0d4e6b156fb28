-- Whether a petition is on time, seen from a period (QĐ 766/QĐ-TTg, tiêu chí 5.2): by the same rule as a dossier, of which
-- nothing is asked meanwhile. The shorter form knows nothing after the cutoff; it stays for indicators that communes have
-- written.
create or replace temp macro petition_judged_at(answered_at, cutoff, as_of_end) as
  judged_at(answered_at, cast(null as timestamp), cast(null as timestamp), cast(null as timestamp), cutoff, as_of_end);

create or replace temp macro petition_on_time(answered_at, due_at, cutoff, as_of_end) as
    petition_judged_at(answered_at, cutoff, as_of_end) <= due_at,
  (answered_at, due_at, cutoff) as petition_judged_at(answered_at, cutoff, cutoff) <= due_at;
