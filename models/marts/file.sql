-- One row a file that was handed in, newest first. A source without any has one row that says so.
select row_number() over (order by l.loaded_at desc nulls last, l.load_id desc, l.pulled_at desc, s.sort_key, l.name, l.sha256)::double as row_order,
  s.source, s.title as source_title,
  vi_or_blank(l.name) as file, vi_or_blank(l.format) as format, vi_or_blank(l.encoding) as encoding,
  vi_or_blank(l.sheet) as sheet, vi_or_blank(vi_minute(l.loaded_at)) as loaded_text,
  vi_or_blank(vi_date(l.own_date)) as own_date_text,
  vi_or_blank(vi_date(l.data_from)) as data_from_text, vi_or_blank(vi_date(l.data_until)) as data_until_text,
  l.rows_read::double as rows_read, l.rows_accepted::double as rows_accepted, l.rows_refused::double as rows_refused,
  l.lines::double as lines, l.lines_set_aside::double as lines_set_aside, l.rows_superseded::double as rows_superseded,
  l.rows_repaired::double as rows_repaired, l.rows_warned::double as rows_warned,
  coalesce(l.verdict, 'none') as verdict,
  coalesce(v.label, l.verdict) as verdict_label,
  coalesce(l.state, 'none') as state,
  coalesce(d.label, l.state) as state_label,
  coalesce(l.message, '') as message
from plan.source s
left join ops.delivery l on l.source = s.source
left join plan.label v on v.topic = 'verdict' and v.key = coalesce(l.verdict, 'none')
left join plan.label d on d.topic = 'delivery' and d.key = coalesce(l.state, 'none')
order by row_order
