-- The score by Quyết định 766/QĐ-TTg, out of 100; the whole has an empty group. First what is certain of what is measured, then
-- what the part without data can bring at most. Nothing is re-based. Points that round to the next rating without reaching it
-- have one more decimal.
with score as (
  select s.*, decimals_beside(s.certain, n.certain_next, 1, 'higher') as certain_decimals,
    decimals_beside(s.possible, n.possible_next, 1, 'higher') as possible_decimals
  from measure.score s cross join lateral (
    select min(b.from_points) filter (s.group_id is null and b.from_points > s.certain) as certain_next,
      min(b.from_points) filter (s.group_id is null and b.from_points > s.possible) as possible_next
    from plan.rating_band b) n
), bound as (
  -- Items without data that another item leaves less than their maximum.
  select period, group_id, string_agg(format(phrase('at_most_of'), item, vi_points(highest)), '; ' order by sort_key) as items
  from measure.score_item where state = 'no_data' and highest < max - 1e-9
  group by grouping sets ((period), (period, group_id))
)
select s.period, vi_period(p.label, p.state) as period_label,
  p.sort_key::double as period_sort, p.kind, p.state,
  coalesce(s.group_id, '') as group_id, coalesce(s.name, phrase('total_points')) as group_name, s.sort_key::double as sort_key,
  s.certain, s.possible, s.measured, s.max,
  coalesce(s.rating_certain, '') as rating_certain, coalesce(s.rating_possible, '') as rating_possible,
  vi_number(s.certain, s.certain_decimals) as certain_text, vi_number(s.possible, s.possible_decimals) as possible_text,
  case when s.measured = 0 then format(phrase('points_unmeasured'), vi_points(s.max))
       when s.measured = s.max then format(phrase('points_of'), certain_text, vi_points(s.max))
       else format(phrase('points_measured'), certain_text, vi_points(s.measured), vi_points(s.max - s.measured)) end as certain_line,
  case when s.measured = s.max then ''
       else format(phrase('points_if_full'), coalesce(format(phrase('at_most'), b.items), ''), possible_text) end as possible_line,
  case when s.group_id is not null then ''
       else format(case when s.rating_confirmed then phrase('rating') else phrase('rating_unconfirmed') end, case when s.rating_certain = s.rating_possible then s.rating_certain
              else format(phrase('range'), s.rating_certain, s.rating_possible) end) end as rating_text,
  s.rating_confirmed, s.version
from score s join plan.period p using (period)
left join bound b on b.period = s.period and b.group_id is not distinct from s.group_id
where p.year = (select plan_year from plan.site)
order by p.sort_key, s.sort_key
