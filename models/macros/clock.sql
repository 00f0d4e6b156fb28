-- One rule of end and pause (QĐ 766/QĐ-TTg, tiêu chí 2.1, cách tính của Cổng DVCQG), for dossiers, form 06/VPCP and petitions.
-- cutoff     last second of the period, or of the as-of day inside the current period: what is open is judged at it
-- as_of_end  last second up to which anything is known; what happened after it has not happened yet
-- asked_at, answered_at  the wait for papers that the citizen has to bring: from the request until they came

-- Where the clock stands at a moment: a wait stops it. Only the part of the wait before the moment is subtracted; one
-- without an answer has no length yet.
create or replace temp macro clock_at(moment, asked_at, answered_at) as
  case when asked_at < moment and asked_at < answered_at
       then moment - (least(answered_at, moment) - asked_at) else moment end;

-- Since when something waits for papers, as far as is known; null where it does not.
-- waiting_since  the request that nobody has answered, where the status says so
-- A request before the known day that was answered after it, or never before the end, was waiting then.
create or replace temp macro waits_since(ended_at, asked_at, answered_at, waiting_since, as_of_end) as
  case when ended_at <= as_of_end then null
       when waiting_since <= as_of_end then waiting_since
       when asked_at <= as_of_end and coalesce(answered_at > as_of_end, ended_at is not null) then asked_at end;

-- The moment by which something is judged. What has ended, also after the period, by its end; what waits for papers by the
-- request: the clock has stood since. What is open, by the cutoff.
create or replace temp macro judged_at(ended_at, asked_at, answered_at, waiting_since, cutoff, as_of_end) as
  case when ended_at <= as_of_end then clock_at(ended_at, asked_at, answered_at)
       else coalesce(waits_since(ended_at, asked_at, answered_at, waiting_since, as_of_end), clock_at(cutoff, asked_at, answered_at)) end;
