import { slotStart } from './spoken.ts';

/** Fewer working days than these are a storm, a feast of the place, the days between an export and the end of its month. */
export const leastWorkingDays = 5;

/** `measure.spoken_day`: each judged day of a source of which some file speaks. */
export const spokenDay = `
  create or replace table measure.spoken_day as
  select distinct s.source, cast(unnest(generate_series(
    greatest(s.starts_on, j.judged_from)::timestamp, least(s.ends_on, j.judged_until)::timestamp, interval 1 day)) as date) as day
  from measure.spoken s join measure.judged_source j using (source) order by all`;

/**
 * SQL of the runs of days of which no file speaks, but for those of a few days. A file that waits for a person or was refused
 * is told as that. Of days before the first list of a source nothing was promised: `none`.
 */
export const unspokenRuns = `
  with held_day as (
    select distinct l.source, cast(unnest(generate_series(l.period_from::timestamp, l.period_until::timestamp, interval 1 day)) as date) as day
    from ops.load_in_force l where l.verdict in ('held', 'refused') and l.period_from is not null
  ), judged_day as (
    select source, cast(unnest(generate_series(judged_from::timestamp, judged_until::timestamp, interval 1 day)) as date) as day
    from measure.judged_source
  ), unspoken as (
    select d.source, d.day, w.is_working,
      case when h.day is not null then 'held' when d.day < j.spoken_from then 'before_first' else 'no_file' end as evidence
    from judged_day d join measure.judged_source j using (source) join plan.day w using (day)
    left join held_day h using (source, day)
    anti join measure.spoken_day s on s.source = d.source and s.day = d.day
  ), numbered as (
    select *, day - cast(row_number() over (partition by source, evidence order by day) as integer) as run from unspoken
  ), runs as (
    select source, evidence, min(day) as starts_on, max(day) as ends_on, count(*) filter (is_working) as working_days
    from numbered group by source, evidence, run
  )
  select r.source, r.starts_on, r.ends_on,
    case when evidence = 'before_first' and j.delivery = 'snapshot' then 'none' else 'missing' end as kind,
    case when evidence = 'no_file' and r.starts_on > j.spoken_until and r.starts_on > ${slotStart('r.starts_on', 'j.slot_months')}
      then 'ends_early' else evidence end as evidence,
    null::bigint as rows, null::double as usual
  from runs r join measure.judged_source j using (source)
  where working_days >= ${leastWorkingDays}`;
