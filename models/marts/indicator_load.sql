-- The loads behind each indicator, with the rows of each that stand in its fact today.
select i.indicator, coalesce(l.file_name, '—') as file, coalesce(left(l.sha256, 12), '—') as sha256_short,
  coalesce(vi_minute(l.loaded_at), '—') as loaded_text, coalesce(b.rows, 0)::double as rows,
  row_number() over (partition by i.indicator order by l.data_until desc nulls last, l.load_id desc)::double as row_order
from plan.indicator i
left join plan.source s on s.source = i.source
left join ops.load l on l.source = s.source and l.contract = s.contract and l.verdict <> 'refused'
left join measure.fact_load b on b.fact = i.fact and b._load = l.load_id
order by i.sort_key, row_order
