-- The score by Quyết định 766/QĐ-TTg as a range; the whole has an empty group. Groups keep their own points; the whole
-- is out of 100 by the policy for items that do not apply. Points that round to the next rating without reaching it have
-- one more decimal.
with score as (
  select s.*, decimals_beside(s.certain, n.certain_next, 1, 'higher') as certain_decimals,
    decimals_beside(s.possible, n.possible_next, 1, 'higher') as possible_decimals
  from measure.score s cross join lateral (
    select min(b.from_points) filter (s.group_id is null and b.from_points > s.certain) as certain_next,
      min(b.from_points) filter (s.group_id is null and b.from_points > s.possible) as possible_next
    from plan.rating_band b) n
)
select s.period, vi_period(p.label, p.state) as period_label,
  p.sort_key::double as period_sort, p.kind, p.state,
  coalesce(s.group_id, '') as group_id, coalesce(s.name, phrase('total_points')) as group_name, s.sort_key::double as sort_key,
  s.certain, s.possible, s.max,
  coalesce(s.rating_certain, '') as rating_certain, coalesce(s.rating_possible, '') as rating_possible,
  vi_number(s.certain, s.certain_decimals) as certain_text, vi_number(s.possible, s.possible_decimals) as possible_text,
  case when certain_text = possible_text then format(phrase('points_of'), certain_text, vi_points(s.max))
       else format(phrase('points_between'), certain_text, possible_text, vi_points(s.max)) end as range_text,
  case when s.group_id is not null then ''
       when s.rating_certain = s.rating_possible then s.rating_certain
       else format(phrase('range'), s.rating_certain, s.rating_possible) end as rating_text,
  s.version, s.policy,
  case when not exists (select 1 from measure.score_item n where n.period = s.period and n.state = 'not_applicable') then ''
       when s.policy = 'full' then phrase('policy_full')
       else phrase('policy_rebase') end as policy_text
from score s join plan.period p using (period)
where p.year = (select plan_year from plan.site)
order by p.sort_key, s.sort_key
