-- The loads behind each indicator: those whose rows stand in the fact today.
with behind as (
  select 'dossier' as fact, _load, count(*) as rows from fact.dossier group by all
)
select i.indicator, coalesce(l.file_name, '—') as file, coalesce(left(l.sha256, 12), '—') as sha256_short,
  coalesce(vi_minute(l.loaded_at), '—') as loaded_text, coalesce(b.rows, 0)::double as rows,
  row_number() over (partition by i.indicator order by l.data_until desc nulls last, l.load_id desc)::double as row_order
from plan.indicator i
left join plan.source s on s.source = i.source
left join ops.load l on l.source = s.source and l.contract = s.contract and l.verdict <> 'refused'
left join behind b on b._load = l.load_id
order by i.sort_key, row_order
