-- How many indicators stand in each status, for every period; every status has its row.
with status as (
  select * from (values ('missed', 'Chưa đạt', 1), ('at_risk', 'Nguy cơ', 2), ('no_data', 'Không có số liệu', 3),
    ('met', 'Đạt', 4), ('no_target', 'Theo dõi', 5), ('not_applicable', 'Không áp dụng', 6)) as t(status, status_label, status_order)
)
select p.period, s.status, s.status_label, s.status_order::double as status_order, count(r.indicator)::double as indicators
from plan.period p cross join status s
left join measure.reading r on r.period = p.period and r.status = s.status and r.breakdown is null
where p.state <> 'future'
group by all
order by p.period, status_order
