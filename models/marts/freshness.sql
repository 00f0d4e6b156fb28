-- How fresh each source is, judged by the newest date in its data, not by when a run happened.
with newest as (
  select l.source, max(l.data_until) as data_until
  from ops.load l join plan.source s on s.source = l.source and s.contract = l.contract
  where l.verdict <> 'refused' group by all
), aged as (
  select s.*, n.data_until, coalesce(c.records, 0) as records, date_diff('day', n.data_until, cast(site.computed_at as date)) as age_days
  from plan.source s left join newest n on n.source = s.source
  left join current.record_count c on c.source = s.source cross join plan.site site
)
select source, title as source_title, publisher, steward,
  coalesce(vi_date(data_until), '—') as data_until_text, age_days::double as age_days,
  case when data_until is null then 'never' when age_days > stale_after_days then 'stale'
       when age_days > warn_after_days then 'late' else 'fresh' end as state,
  case when data_until is null then 'Chưa có dữ liệu' when age_days > stale_after_days then 'Quá cũ'
       when age_days > warn_after_days then 'Chậm' else 'Đúng hạn' end as state_label,
  case when every = '1d' then 'Hằng ngày' when every in ('7d', '1w') then 'Hằng tuần' else 'Mỗi ' || replace(replace(every, 'd', ' ngày'), 'h', ' giờ') end
    as expected_text,
  records::double as rows_current
from aged order by sort_key
