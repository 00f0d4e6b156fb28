-- Where the figures of a page come from, of pages that show those of some sources only: one row a page.
with shown as (
  select '/nhom/' || group_id || '/' as page, indicator from plan.indicator
  union select '/thon-xom/', indicator from mart.hamlet_value where indicator <> ''
  union select '/dich-vu-cong/', indicator from plan.indicator where group_id = 'dich-vu-cong'
  union select '/diem-766/', indicator from mart.score_item where indicator <> ''
), used as (
  select page, m.source from shown join measure.made_of_source m using (indicator)
  -- The form and the days that are lost are of the dossiers themselves.
  union select '/dich-vu-cong/', 'public-service-portal'
)
select page, format(phrase('sources'), string_agg(
    case when f.data_until = '' then f.source_title else format(phrase('source_until'), f.source_title, f.data_until_text) end,
    '; ' order by f.source_title)) as text
from used join mart.freshness f using (source)
group by page order by page
