import { silentRuns } from './silent.ts';
import { thinStretches } from './thin.ts';
import { unspokenRuns } from './unspoken.ts';

/**
 * `measure.source_gap`: what is not there of each source. `kind`: `missing` (of these days nothing has come), `partial` (of this
 * stretch not all), `none` (before the first list). `evidence`: `no_file`, `before_first` (before the first file), `held` (the
 * file waits for a person or was refused), `ends_early` (nothing after), `no_rows`, `few_rows` (with the `rows` there are and those
 * that are usual). A stretch is told once, by what says most.
 */
export const sourceGap = `
  create or replace table measure.source_gap as
  with unspoken as (${unspokenRuns}
  ), silent as (${silentRuns}
  ), thin as (${thinStretches}
  ), told_once as (
    select t.* from thin t
    where not exists (from silent s where s.source = t.source and s.starts_on <= t.ends_on and s.ends_on >= t.starts_on)
      and not exists (
        from thin w where w.source = t.source and w.starts_on <= t.starts_on and w.ends_on >= t.ends_on
          and (w.starts_on < t.starts_on or w.ends_on > t.ends_on))
  )
  from unspoken union all from silent union all from told_once
  order by all`;

/**
 * `measure.missing_day`: days of which nothing has come. What other files carried over from them (mostly what took long) is not
 * counted in any period: a quarter is that of its months that are there. A list tells of all days before it.
 */
export const missingDay = `
  create or replace table measure.missing_day as
  select distinct g.source, cast(unnest(generate_series(g.starts_on::timestamp, g.ends_on::timestamp, interval 1 day)) as date) as day
  from measure.source_gap g join measure.judged_source j using (source) where g.kind = 'missing' and j.delivery <> 'snapshot' order by all`;

/** For whoever tries a scan before anything is known of its source. */
export const noMissingDay = 'create table if not exists measure.missing_day (source varchar, day date)';
