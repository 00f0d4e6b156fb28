-- The score by Quyết định 766/QĐ-TTg as a range; the whole has an empty group. Groups keep their own points; the whole
-- is out of 100 by the policy for items that do not apply.
select s.period, p.label || case when p.state = 'open' then ' (tạm tính)' else '' end as period_label,
  p.sort_key::double as period_sort, p.kind, p.state,
  coalesce(s.group_id, '') as group_id, coalesce(s.name, 'Tổng điểm') as group_name, s.sort_key::double as sort_key,
  s.certain, s.possible, s.max,
  coalesce(s.rating_certain, '') as rating_certain, coalesce(s.rating_possible, '') as rating_possible,
  vi_number(s.certain, 1) as certain_text, vi_number(s.possible, 1) as possible_text,
  case when vi_number(s.certain, 1) = vi_number(s.possible, 1) then vi_number(s.certain, 1)
       else 'Chắc chắn ' || vi_number(s.certain, 1) || ' – có thể tới ' || vi_number(s.possible, 1) end
    || ' trên ' || vi_points(s.max) || ' điểm' as range_text,
  case when s.group_id is not null then ''
       when s.rating_certain = s.rating_possible then s.rating_certain
       else s.rating_certain || ' – ' || s.rating_possible end as rating_text,
  s.version, s.policy,
  case when not exists (select 1 from measure.score_item n where n.period = s.period and n.state = 'not_applicable') then ''
       when s.policy = 'full' then 'Tiêu chí không áp dụng với xã được tính đủ điểm.'
       else 'Tiêu chí không áp dụng với xã không tính; phần còn lại quy đổi về thang 100 điểm.' end as policy_text
from measure.score s join plan.period p using (period)
where p.year = (select plan_year from plan.site)
order by p.sort_key, s.sort_key
