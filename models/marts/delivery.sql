-- One row a delivery, newest first; a source without any has one row that says so. It is told by its number, never by the
-- name of its file, its sheets or a sentence that quotes a cell: those may name a person.
with reasons as (
  -- Why a file as a whole was not taken.
  select load_id, string_agg(distinct coalesce(k.title, r.label, q.code), '; ' order by coalesce(k.title, r.label, q.code)) as text
  from ops.quarantine q join ops.load l using (load_id)
  left join plan.contract_check k on k.source = q.source and k.name = q.code
  left join plan.label r on r.topic = 'reason' and r.key = q.code
  where l.verdict in ('refused', 'held') and (q.row_number is null or q.severity = 'file_refused')
  group by load_id
)
select row_number() over (order by l.loaded_at desc nulls last, l.load_id desc, l.pulled_at desc, s.sort_key, l.name, l.sha256)::double as row_order,
  s.source, s.title as source_title,
  vi_or_blank(left(l.sha256, 8)) as delivery, vi_or_blank(l.format) as format, vi_or_blank(l.encoding) as encoding,
  vi_or_blank(vi_date(cast(l.pulled_at as date))) as arrived_text,
  vi_or_blank(vi_date(l.own_date)) as own_date_text,
  vi_or_blank(vi_date(l.data_from)) as data_from_text, vi_or_blank(vi_date(l.data_until)) as data_until_text,
  l.rows_read::double as rows_read, l.rows_accepted::double as rows_accepted, l.rows_refused::double as rows_refused,
  l.lines::double as lines, l.lines_set_aside::double as lines_set_aside, l.rows_superseded::double as rows_superseded,
  l.rows_repaired::double as rows_repaired, l.rows_warned::double as rows_warned,
  coalesce(l.verdict, 'none') as verdict,
  coalesce(v.label, l.verdict) as verdict_label,
  coalesce(l.state, 'none') as state,
  coalesce(d.label, l.state) as state_label,
  coalesce(t.text, '') as reason_text
from plan.source s
left join ops.delivery l on l.source = s.source
left join reasons t on t.load_id = l.load_id
left join plan.label v on v.topic = 'verdict' and v.key = coalesce(l.verdict, 'none')
left join plan.label d on d.topic = 'delivery' and d.key = coalesce(l.state, 'none')
order by row_order
