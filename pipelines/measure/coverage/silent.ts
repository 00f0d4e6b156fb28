import { slotStart } from './spoken.ts';
import { leastWorkingDays } from './unspoken.ts';

/** How probable a run of days without rows may be at most, by the share of the source's other working days that have none. */
const tooImprobable = 1e-6;

/** Working days besides those of a run, about two months, of which a source must have told before it has habits. */
const leastHistory = 40;

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
  ), run as (
    select source, run, count(*) filter (is_working) as length from numbered where is_empty group by source, run
  ), improbable as (
    select n.source, n.day, n.is_working, ${slotStart('n.day', 'j.slot_months')} as stretch
    from run r join whole w using (source) join measure.judged_source j using (source)
    join numbered n on n.source = r.source and n.run = r.run and n.is_empty
    where length >= ${leastWorkingDays} and w.working_days - length >= ${leastHistory}
      and length * ln((w.empty_days - length + 1) / (w.working_days - length + 2)) < ln(${tooImprobable})
  ), told as (
    -- What reaches a few days into the next month says nothing of that month.
    select source, day, day - cast(row_number() over (partition by source order by day) as integer) as run
    from improbable qualify count(*) filter (is_working) over (partition by source, stretch) >= ${leastWorkingDays}
  ), piece as (
    select source, min(day) as starts_on, max(day) as ends_on from told group by source, run
  )
  select p.source, p.starts_on, p.ends_on, 'missing' as kind, case when p.ends_on = j.judged_until then 'ends_early' else 'no_rows' end as evidence,
    null::bigint as rows, null::double as usual
  from piece p join measure.judged_source j using (source)`;
