-- Where time is lost with dossiers, in every period that has begun: days behind the appointment, of those that ended late in it and of
-- those that are overdue at its end (the same dossiers as "trễ hạn" and "quá hạn" of form 06/VPCP), and days in which the clock stood
-- because the citizen had to bring papers. By field, by procedure and by the office that has them; procedures with fewer than five such dossiers stand together.
with span as (
  select p.period, p.label, p.sort_key as period_sort, p.starts_on, least(p.ends_on, s.as_of) as last_day, coalesce(c.gap_text, '') as gap_text
  from plan.period p cross join plan.site s
  left join mart.coverage c on c.source = 'public-service-portal' and c.period = p.period
  where p.state <> 'future' and p.year = s.plan_year
), listed as (
  select distinct procedure_name from fact.procedure
), office as (
  select distinct official_name as unit from names.unit
), dossier as (
  select coalesce(d.field, phrase('unknown')) as field, coalesce(l.procedure_name, phrase('unknown')) as procedure,
    coalesce(o.unit, phrase('unknown')) as unit, cast(received_at as date) as received_on,
    case when cast(ended_at as date) <= s.as_of then cast(ended_at as date) end as ended_on,
    ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at
  from fact.dossier d cross join plan.site s left join listed l using (procedure_name) left join office o using (unit)
  where not coalesce(list_has_any(refused_columns, ['*', 'channel', 'due_at', 'time_limit_days', 'supplement_count',
    'supplement_requested_at', 'supplemented_at']), false)
), seen as (
  -- What ended is judged by its end, from whichever period it is seen; what has not, at the last moment of the period.
  select field, procedure, unit, received_on, greatest(received_on, ended_on) as solved_on, null::date as last_day, ended_at as seen_at,
    ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at
  from dossier where ended_on is not null
  union all
  select field, procedure, unit, received_on, null, e.last_day, e.seen_at, ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at
  from dossier d join (select distinct last_day, last_day + interval 86399 second as seen_at from span) e
    on d.received_on <= e.last_day and coalesce(d.ended_on > e.last_day, true)
), judged as (
  select field, procedure, unit, solved_on, last_day,
    not dossier_on_time(ended_at, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, seen_at, seen_at) as is_late,
    -- In whole seconds: their sum is the same in whatever order it is made.
    greatest(epoch(dossier_judged_at(ended_at, supplement_requested_at, supplemented_at, waiting_since, seen_at, seen_at) - due_at)::bigint, 0) as seconds_late,
    case when supplement_requested_at < seen_at
      then greatest(epoch(least(coalesce(supplemented_at, seen_at), seen_at) - supplement_requested_at)::bigint, 0) end as seconds_waited
  from seen
), summed as (
  select field, procedure, unit, solved_on, last_day, count(*) as dossiers, count(*) filter (is_late) as late,
    coalesce(sum(seconds_late) filter (is_late), 0) as seconds_late, count(seconds_waited) as waited, coalesce(sum(seconds_waited), 0) as seconds_waited
  from judged group by all
), placed as (
  select s.*, p.period, p.label, p.period_sort from summed s join span p on s.solved_on between p.starts_on and p.last_day
  union all
  select s.*, p.period, p.label, p.period_sort from summed s join span p using (last_day)
), parted as (
  select period, label, period_sort, unnest([
    { dimension: '', key: '' }, { dimension: 'field', key: field }, { dimension: 'procedure', key: procedure },
    { dimension: 'unit', key: unit }], recursive := true),
    dossiers, late, seconds_late, waited, seconds_waited
  from placed
), counted as (
  select period, label, period_sort, dimension, key, sum(dossiers) as dossiers, sum(late) as late, sum(seconds_late) as seconds_late,
    sum(waited) as waited, sum(seconds_waited) as seconds_waited
  from parted group by all
), told as (
  select period, label, period_sort, dimension,
    case when dimension = 'procedure' and greatest(late, waited) < 5 then phrase('few_together') else key end as key,
    sum(dossiers) as dossiers, sum(late) as late, sum(seconds_late) / 86400 as days_late, sum(waited) as waited, sum(seconds_waited) / 86400 as days_waited
  from counted group by all
)
-- Of a period without dossiers, or of which a file is not there, nothing is said: no row is not a row of zeros.
select span.period, t.dimension, case when t.dimension = '' then phrase('total') else t.key end as key_label,
  row_number() over (partition by span.period, t.dimension order by t.key = phrase('few_together'), t.days_late desc, t.days_waited desc, t.key)::double as place,
  t.dossiers::double as dossiers, t.late::double as late, t.days_late, t.waited::double as waited, t.days_waited,
  t.days_late / nullif(sum(t.days_late) over (partition by span.period, t.dimension), 0) as share,
  format(phrase('dossiers'), vi_integer(t.late)) as late_text,
  format(phrase('days'), vi_number(t.days_late, 1)) as days_late_text,
  format(phrase('days'), vi_number(t.days_waited, 1)) as days_waited_text
from span join told t on t.period = span.period and span.gap_text = ''
order by span.period_sort, dimension, place
