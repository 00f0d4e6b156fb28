-- The deliveries behind each reading of the whole commune: rows of each that count in the period, and rows that were refused,
-- of which some might have counted (their own dates are not known). Where a fact does not tell its loads, and for files
-- of which no row counts but some were refused: those whose dates, where they have any, reach into the period.
with behind as (
  select indicator, period, _load as load_id, rows from measure.reading_load
  union all
  select i.indicator, e.period, l.load_id, case when t.indicator is null then null else 0 end
  from plan.indicator i
  join measure.expected e using (indicator)
  join plan.period p using (period)
  join ops.standing_load l on l.source = i.source
    and coalesce(l.data_from <= p.ends_on and l.data_until >= p.starts_on, true)
  left join (select distinct indicator from measure.reading_load) t using (indicator)
  where (t.indicator is null or l.rows_refused > 0)
    and not exists (select 1 from measure.reading_load r where r.indicator = i.indicator and r.period = e.period and r._load = l.load_id)
), told as (
  select * from behind
  union all
  -- Beside a number there is always a file: of a count of 0 those that were looked through, of a stock those of before too.
  select i.indicator, r.period, l.load_id, case when t.indicator is null then null else 0 end
  from measure.told_reading r
  join plan.indicator i using (indicator)
  join plan.period p using (period)
  join ops.standing_load l on l.source = i.source
    and coalesce(l.data_from, least(l.own_date, (select as_of from plan.site))) <= p.ends_on
    and (i.aggregate = 'stock' or coalesce(l.data_until >= p.starts_on, true))
  semi join (select load_id from ops.standing_rows where rows > 0) s on s.load_id = l.load_id
  left join (select distinct indicator from measure.reading_load) t using (indicator)
  where r.breakdown is null and r.numerator is not null
    and not exists (select 1 from behind b where b.indicator = r.indicator and b.period = r.period)
)
select b.indicator, b.period, left(l.sha256, 8) as delivery, s.title as source_title,
  vi_or_blank(vi_date(cast(coalesce(f.pulled_at, l.loaded_at) as date))) as arrived_text,
  vi_or_blank(vi_date(l.data_from)) as data_from_text, vi_or_blank(vi_date(l.data_until)) as data_until_text,
  b.rows::double as rows, l.rows_refused::double as refused,
  row_number() over (partition by b.indicator, b.period order by l.data_until desc nulls last, l.load_id desc)::double as row_order
from told b join ops.load l using (load_id) join plan.source s on s.source = l.source
left join ops.file f on f.source = l.source and f.sha256 = l.sha256
join plan.indicator i using (indicator) join plan.period p using (period)
order by i.sort_key, p.sort_key, row_order
