-- Form 06/VPCP: result of handling procedures, by field, for every period that has begun. Identities (checked in
-- models/checks): received = online + direct/post + carried over; received = solved + pending; solved = early +
-- on time + late; pending = within + overdue. Seen from the end of the period: what ended later is still pending. A dossier
-- of which a value that decides its column, or the newest row, was refused is in none of them: left_out says how many.
with span as (
  select p.period, p.label, p.sort_key as period_sort, p.starts_on::timestamp as starts_at,
    least(p.ends_on, s.as_of) + interval 86399 second as cutoff
  from plan.period p cross join plan.site s where p.state <> 'future' and p.year = s.plan_year
), seen as (
  select span.*, d.field, d.channel, d.received_at, d.due_at, d.supplement_count, d.pause,
    d.supplement_requested_at as asked, d.supplemented_at as answered, d.waiting_since,
    case when d.ended_at <= s.as_of + interval 86399 second then d.ended_at end as ended_at,
    coalesce(list_has_any(d.refused_columns, ['*', 'channel', 'due_at', 'time_limit_days', 'supplement_count',
      'supplement_requested_at', 'supplemented_at']), false) as is_unsure
  from fact.dossier d join span on d.received_at <= span.cutoff cross join plan.site s
  where d.ended_at is null or d.ended_at >= span.starts_at or d.received_at >= span.starts_at
), placed as (
  select *, coalesce(ended_at <= cutoff, false) as solved,
    case when ended_at <= cutoff then ended_at - pause
         -- asked for a supplement and not answered by then: the clock stands at the question
         when ended_at is null and waiting_since <= cutoff then waiting_since
         when ended_at is not null and asked <= cutoff and coalesce(answered > cutoff, true) then asked
         when answered <= cutoff then cutoff - pause
         else cutoff end as judged_at
  from seen
), counted as (
  select period, label, period_sort, coalesce(field, phrase('unknown')) as field,
    received_at >= starts_at as fresh, channel = 'online' as online, solved,
    supplement_count > 1 or judged_at > due_at as late,
    cast(judged_at as date) < cast(due_at as date) as before_day, is_unsure
  from placed
), summed as (
  select period, label, period_sort, field,
    count(*) filter (not is_unsure) as received_total,
    count(*) filter (not is_unsure and fresh and online) as received_online,
    count(*) filter (not is_unsure and fresh and not online) as received_direct,
    count(*) filter (not is_unsure and not fresh) as received_carried,
    count(*) filter (not is_unsure and solved) as solved_total,
    count(*) filter (not is_unsure and solved and not late and before_day) as solved_early,
    count(*) filter (not is_unsure and solved and not late and not before_day) as solved_on_time,
    count(*) filter (not is_unsure and solved and late) as solved_late,
    count(*) filter (not is_unsure and not solved) as pending_total,
    count(*) filter (not is_unsure and not solved and not late) as pending_within,
    count(*) filter (not is_unsure and not solved and late) as pending_overdue,
    count(*) filter (is_unsure) as left_out
  from counted group by grouping sets ((period, label, period_sort), (period, label, period_sort, field))
)
select span.period, span.label as period_label,
  (case when s.field is null then 0 else row_number() over (partition by span.period order by s.field collate vi) end)::double as row_order,
  coalesce(s.field, '') as field, coalesce(s.field, phrase('total')) as field_label,
  columns(s.* exclude (period, label, period_sort, field))::double
from span left join summed s on s.period = span.period
order by span.period_sort, row_order
