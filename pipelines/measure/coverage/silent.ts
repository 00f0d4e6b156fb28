import { leastWorkingDays } from './unspoken.ts';

/** How probable a run of days without rows may be at most, by the share of the source's other working days that have none. */
const tooImprobable = 1e-6;

/**
 * SQL of the runs of days without any row that a file speaks of, where the source has rows on most working days: so long
 * that, if days without rows came by chance, one in a million would be. A source whose rows come all at once has many such
 * days, and no run of them is improbable.
 */
export const silentRuns = `
  with day as (
    select s.source, s.day, w.is_working, c.rows is null as is_empty
    from measure.spoken_day s
    join measure.judged_source j on j.source = s.source and not j.is_list
    join plan.day w using (day)
    left join measure.standing_day c on c.source = s.source and c.day = s.day
    where exists (from measure.standing_day any_day where any_day.source = s.source)
  ), whole as (
    select source, count(*) as working_days, count(*) filter (is_empty) as empty_days from day where is_working group by source
  ), numbered as (
    select *, day - cast(row_number() over (partition by source, is_empty order by day) as integer) as run from day
  ), runs as (
    select source, min(day) as starts_on, max(day) as ends_on, count(*) filter (is_working) as length
    from numbered where is_empty group by source, run
  )
  select r.source, r.starts_on, r.ends_on, 'missing' as kind,
    case when r.ends_on = j.judged_until then 'ends_early' else 'no_rows' end as evidence, null::bigint as rows, null::double as usual
  from runs r join whole w using (source) join measure.judged_source j using (source)
  where length >= ${leastWorkingDays}
    and length * ln((w.empty_days - length + 1) / (w.working_days - length + 2)) < ln(${tooImprobable})`;
