-- How fresh each source is, judged by the newest date in its data, not by when a run happened. A list without any date
-- in it is as old as its delivery.
with newest as (
  select l.source, max(coalesce(l.data_until, case when not s.has_data_date then cast(f.pulled_at as date) end)) as data_until
  from ops.load_in_force l join plan.source s on s.source = l.source
  join ops.file f on f.source = l.source and f.sha256 = l.sha256
  where l.verdict <> 'refused' group by all
), aged as (
  select s.*, n.data_until, coalesce(c.records, 0) as records, date_diff('day', n.data_until, cast(site.computed_at as date)) as age_days
  from plan.source s left join newest n on n.source = s.source
  left join current.record_count c on c.source = s.source cross join plan.site site
), judged as (
  select *, case when data_until is null then 'never' when age_days > stale_after_days then 'stale'
    when age_days > warn_after_days then 'late' else 'fresh' end as state
  from aged
)
select j.source, j.title as source_title, j.publisher, j.steward,
  coalesce(j.data_until::varchar, '') as data_until, vi_or_blank(vi_date(j.data_until)) as data_until_text, j.age_days::double as age_days, j.state, l.label as state_label,
  case when every = '1d' then phrase('daily') when every = '7d' then phrase('weekly')
       when ends_with(every, 'h') then format(phrase('every_hours'), rtrim(every, 'h'))
       else format(phrase('every_days'), rtrim(every, 'd')) end as expected_text,
  j.records::double as rows_current
from judged j left join plan.label l on l.topic = 'freshness' and l.key = j.state
order by j.sort_key
