-- Form 06/VPCP: result of handling procedures, by field, for every period that has begun. Identities (checked in
-- models/checks): received = online + direct/post + carried over; received = solved + pending; solved = early +
-- on time + late; pending = within + overdue. Seen from the end of the period: what ended later is still pending. A dossier
-- of which a value that decides its column, or the newest row, was refused is in none of them: left_out says how many.
with span as (
  select p.period, p.label, p.sort_key as period_sort, p.starts_on, least(p.ends_on, s.as_of) as last_day,
    coalesce(c.gap_text, '') as gap_text
  from plan.period p cross join plan.site s
  left join mart.coverage c on c.source = 'public-service-portal' and c.period = p.period
  where p.state <> 'future' and p.year = s.plan_year
), dossier as (
  select coalesce(field, phrase('unknown')) as field, channel = 'online' as online, cast(received_at as date) as received_on,
    -- What ended after the day of the data has not ended yet.
    case when cast(ended_at as date) <= s.as_of then cast(ended_at as date) end as ended_on,
    ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at,
    coalesce(list_has_any(refused_columns, ['*', 'channel', 'due_at', 'time_limit_days', 'supplement_count',
      'supplement_requested_at', 'supplemented_at']), false) as is_unsure
  from fact.dossier cross join plan.site s
), solved as (
  -- Judged by its end, from whichever period it is seen: so dossiers are counted together, and each is looked at once.
  select field, online, is_unsure, received_on, greatest(received_on, ended_on) as solved_on,
    not dossier_on_time(ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, ended_at, ended_at) as late,
    cast(clock_at(ended_at, supplement_requested_at, supplemented_at) as date) < cast(due_at as date) as ended_before_day,
    count(*) as dossiers
  from dossier where ended_on is not null group by all
), pending as (
  -- Judged at the last moment of the period, by what was known then. Many periods end on one day.
  select field, online, is_unsure, received_on, last_day,
    not dossier_on_time(ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, seen_at, seen_at) as late,
    count(*) as dossiers
  from dossier join (select distinct last_day, last_day + interval 86399 second as seen_at from span) on received_on <= last_day and coalesce(ended_on > last_day, true)
  group by all
), placed as (
  select period, label, period_sort, field, dossiers, online, is_unsure, received_on >= starts_on as fresh, true as solved, late, ended_before_day
  from solved join span on solved_on between starts_on and last_day
  union all
  select period, label, period_sort, field, dossiers, online, is_unsure, received_on >= starts_on, false, late, false
  from pending join span using (last_day)
), summed as (
  select period, label, period_sort, field, {
    received_total: sum(dossiers) filter (not is_unsure),
    received_online: sum(dossiers) filter (not is_unsure and fresh and online),
    received_direct: sum(dossiers) filter (not is_unsure and fresh and not online),
    received_carried: sum(dossiers) filter (not is_unsure and not fresh),
    solved_total: sum(dossiers) filter (not is_unsure and solved),
    solved_early: sum(dossiers) filter (not is_unsure and solved and not late and ended_before_day),
    solved_on_time: sum(dossiers) filter (not is_unsure and solved and not late and not ended_before_day),
    solved_late: sum(dossiers) filter (not is_unsure and solved and late),
    pending_total: sum(dossiers) filter (not is_unsure and not solved),
    pending_within: sum(dossiers) filter (not is_unsure and not solved and not late),
    pending_overdue: sum(dossiers) filter (not is_unsure and not solved and late),
    left_out: sum(dossiers) filter (is_unsure)
  } as counts
  from placed group by grouping sets ((period, label, period_sort), (period, label, period_sort, field))
), counted as (select * exclude (counts), unnest(counts) from summed)
select span.period, span.label as period_label,
  (case when c.field is null then 0 else row_number() over (partition by span.period order by c.field collate vi, c.field) end)::double as row_order,
  coalesce(c.field, '') as field, coalesce(c.field, phrase('total')) as field_label,
  span.gap_text,
  -- A period without dossiers has no numbers, nor has one of which a file is not there; one of a field without any of a kind has 0 of it.
  case when c.period is not null then coalesce(columns(c.* exclude (period, label, period_sort, field)), 0) end::double
from span left join counted c on c.period = span.period and span.gap_text = ''
order by span.period_sort, row_order
