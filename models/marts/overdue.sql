-- Dossiers that are overdue on the day of the data, by how long. Every age has its row, unless no dossier has ever come.
with age as (
  select * from (values (1, 0, 5), (2, 5, 10), (3, 10, 30), (4, 30, null)) a(row_order, above, until)
), open as (
  select greatest(epoch(dossier_judged_at(null::timestamp, supplement_requested_at, supplemented_at, waiting_since, seen_at, seen_at) - due_at) / 86400, 0) as days_late
  from fact.dossier cross join (select as_of + interval 86399 second as seen_at from plan.site)
  where (ended_at is null or ended_at > seen_at) and received_at <= seen_at
    and not dossier_on_time(null::timestamp, supplement_requested_at, supplemented_at, waiting_since, supplement_count, due_at, seen_at, seen_at)
    and not coalesce(list_has_any(refused_columns, ['*', 'channel', 'due_at', 'time_limit_days', 'supplement_count',
      'supplement_requested_at', 'supplemented_at']), false)
)
select a.row_order::double as row_order,
  case when a.until is null then format(phrase('overdue_above'), a.above) else format(phrase('overdue_range'), a.above, a.until) end as age_label,
  count(o.days_late)::double as dossiers
from age a left join open o on o.days_late >= a.above and (a.until is null or o.days_late < a.until)
where exists (from fact.dossier)
group by all order by row_order
