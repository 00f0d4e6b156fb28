-- Each period in one sentence: how the year stands (the same for all of them), and whose verdict is another one than in the period before.
with year as (
  select count(*) filter (class in ('sure', 'likely', 'on_course')) as good, count(*) filter (class = 'unlikely') as unlikely,
    count(*) filter (class = 'impossible') as impossible, count(*) filter (class = 'unknown') as unknown
  from measure.outlook
)
select p.period, y.good::double as good, y.unlikely::double as unlikely, y.impossible::double as impossible, y.unknown::double as unknown,
  coalesce(b.label, '') as previous_label,
  count(m.way) filter (m.way = 'better')::double as better, count(m.way) filter (m.way = 'worse')::double as worse,
  count(m.way) filter (m.way = 'judged')::double as judged, count(m.way) filter (m.way = 'unjudged')::double as unjudged,
  coalesce(string_agg(format(phrase('moved'), m.title, m.before_text, m.now_text), '; ' order by m.sort_key) filter (m.way = 'better'), '') as better_text,
  coalesce(string_agg(format(phrase('moved'), m.title, m.before_text, m.now_text), '; ' order by m.sort_key) filter (m.way = 'worse'), '') as worse_text
from plan.period p cross join year y
left join plan.period b on b.period = p.previous
left join mart.verdict_move m on m.period = p.period
where p.state <> 'future' and p.year = (select plan_year from plan.site)
group by p.period, y.good, y.unlikely, y.impossible, y.unknown, b.label, p.sort_key
order by p.sort_key
