-- Rows refused, repaired and warned about, by reason; at least one row a source.
with counted as (
  select q.source, q.code, q.severity, count(distinct (q.load_id, q.row_number))::double as rows, min(q.message) as example
  from ops.quarantine q
  join ops.load l on l.load_id = q.load_id
  join plan.source s on s.source = l.source and s.contract = l.contract
  group by all
)
select s.source, s.title as source_title, coalesce(c.code, 'none') as code,
  case coalesce(c.code, 'none')
    when 'none' then 'Không có dòng nào phải xem lại'
    when 'required_empty' then 'Để trống ô bắt buộc'
    when 'bad_pattern' then 'Mã sai cấu trúc'
    when 'unknown_code' then 'Giá trị chưa có trong danh mục'
    when 'bad_date' then 'Ngày không có thật'
    when 'future_date' then 'Ngày ở tương lai'
    when 'bad_number' then 'Không phải số'
    when 'bad_yes_no' then 'Không phải Có hoặc Không'
    when 'bad_personal_id' then 'Số định danh sai'
    when 'lost_digits' then 'Excel làm mất chữ số'
    when 'restored_leading_zero' then 'Thêm lại số 0 ở đầu số định danh'
    when 'removed_decimal' then 'Bỏ phần ".0" của số định danh'
    when 'too_many_cells' then 'Dòng thừa ô'
    when 'duplicate_key' then 'Trùng khóa trong cùng tệp'
    else coalesce(k.title, c.code) end as reason_label,
  coalesce(c.severity, 'none') as severity,
  case c.severity when 'refused' then 'Cách ly' when 'repaired' then 'Đã sửa' when 'warned' then 'Cảnh báo' else '—' end as severity_label,
  coalesce(c.rows, 0) as rows, coalesce(c.example, '') as example,
  row_number() over (order by s.sort_key,
    case c.severity when 'refused' then 1 when 'warned' then 2 when 'repaired' then 3 else 4 end, c.rows desc, c.code)::double as row_order
from plan.source s left join counted c on c.source = s.source
left join plan.contract_check k on k.source = c.source and k.name = c.code
order by row_order
