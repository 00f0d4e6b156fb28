-- How fresh each source is, judged by the newest date in its data, not by when a run happened.
with dated as (
  select s.*, has_delivered(s.source) as has_come, data_until_of(s.source, s.has_data_date) as data_until, cast(site.computed_at as date) as today,
    coalesce((select string_agg(text, '; ' order by row_order) from mart.gap g where g.source = s.source and g.kind <> 'none'), '') as gap_text
  from plan.source s cross join plan.site site
), judged as (
  select d.*, coalesce(c.records, 0) as records, date_diff('day', data_until, today) as age_days,
    freshness_of(has_come, data_until, today, warn_after_days, stale_after_days) as state
  from dated d left join current.record_count c on c.source = d.source
)
select j.source, j.title as source_title, j.publisher, j.steward,
  coalesce(j.data_until::varchar, '') as data_until, vi_or_blank(vi_date(j.data_until)) as data_until_text, j.age_days::double as age_days, j.state, l.label as state_label,
  case when every = '1d' then phrase('daily') when every = '7d' then phrase('weekly')
       when ends_with(every, 'h') then format(phrase('every_hours'), rtrim(every, 'h'))
       else format(phrase('every_days'), rtrim(every, 'd')) end as expected_text,
  -- The last day on which what comes next is in time.
  vi_or_blank(vi_date(j.data_until + j.warn_after_days::integer)) as due_text, (j.age_days - j.warn_after_days)::double as days_over,
  j.gap_text, j.records::double as rows_current
from judged j left join plan.label l on l.topic = 'freshness' and l.key = j.state
order by j.sort_key
