-- Whether a petition is on time, seen from a period (QĐ 766/QĐ-TTg, tiêu chí 5.2): answered by its day, or still within it.
create or replace temp macro petition_on_time(answered_at, due_at, cutoff) as
  case when answered_at <= cutoff then answered_at <= due_at else cutoff <= due_at end;
