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
  select coalesce(field, phrase('unknown')) as field, channel = 'online' as online, received_at, due_at, ended_at, pause,
    supplement_requested_at as asked_at, supplemented_at as answered_at, waiting_since, supplement_count > 1 as asked_twice,
    coalesce(list_has_any(refused_columns, ['*', 'channel', 'due_at', 'time_limit_days', 'supplement_count',
      'supplement_requested_at', 'supplemented_at']), false) as is_unsure
  from fact.dossier
), alike as (
  -- Periods begin and end with days, so dossiers that differ by hours only are counted together, and a dossier is looked at
  -- once and not in each of its periods. While the clock runs, it is late at the end of the day on which its time was over.
  select field, online, is_unsure, asked_twice,
    cast(received_at as date) as received_on,
    -- The last day on which anything of it is seen; what ended after the day of the data has not ended yet.
    cast(greatest(received_at, coalesce(ended_at, 'infinity')) as date) as seen_until,
    case when cast(ended_at as date) <= s.as_of then cast(ended_at as date) end as ended_on,
    ended_at - pause > due_at as ended_late,
    cast(ended_at - pause as date) < cast(due_at as date) as ended_before_day,
    cast(waiting_since as date) as waiting_on, waiting_since > due_at as waiting_late,
    cast(asked_at as date) as asked_on, asked_at > due_at as asked_late,
    cast(answered_at as date) as answered_on,
    cast(due_at + pause + interval 1 second as date) as late_on_answered,
    cast(due_at + interval 1 second as date) as late_on,
    count(*) as dossiers
  from dossier cross join plan.site s group by all
), placed as (
  select period, label, period_sort, field, dossiers, online, is_unsure,
    received_on >= starts_on as fresh,
    coalesce(ended_on <= last_day, false) as solved,
    asked_twice or case
      when ended_on <= last_day then ended_late
      -- asked for a supplement and not answered by then: the clock stands at the question
      when ended_on is null and waiting_on <= last_day then waiting_late
      when ended_on is not null and asked_on <= last_day and coalesce(answered_on > last_day, true) then asked_late
      when answered_on <= last_day then late_on_answered <= last_day
      else late_on <= last_day end as late,
    ended_before_day
  from alike join span on received_on <= last_day and seen_until >= starts_on
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
  (case when c.field is null then 0 else row_number() over (partition by span.period order by c.field collate vi) end)::double as row_order,
  coalesce(c.field, '') as field, coalesce(c.field, phrase('total')) as field_label,
  span.gap_text,
  -- A period without dossiers has no numbers, nor has one of which a file is not there; one of a field without any of a kind has 0 of it.
  case when c.period is not null then coalesce(columns(c.* exclude (period, label, period_sort, field)), 0) end::double
from span left join counted c on c.period = span.period and span.gap_text = ''
order by span.period_sort, row_order
