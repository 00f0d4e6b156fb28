/** The newest closed period of a kind first; where none is closed, the newest. */
export const newestFirst = (period: string): string =>
  `${period}.state = 'closed' desc, ${period}.ends_on desc`;

/**
 * `measure.vintage_day`: from which days of the past an earlier period is seen, by source. A period `seen_from` a later one
 * is seen at the age of that one: as many days after its end as the data of the source reach after the end of the later one;
 * while that is still open, as many days after its beginning (months are of different lengths), and at most to its end. A
 * later period that is locked is as old as when it was locked. `is_previous`: the later period is the next one of its kind, of
 * which it says the change; else it is the newest closed one (the newest, where none is closed), with which all before it are
 * compared, save the year up to a month, which holds those before it. `as_of`: the day, `cutoff`: the end of the earlier period, or that day inside it. One `vintage` is one such pair,
 * the same in every source.
 */
export const vintageDays = `
  create or replace table measure.vintage_day as
  with locked_on as (
    select k.period, i.source, max(l.as_of) as as_of
    from ops.locked_reading l join ops.period_lock k using (lock_id) join plan.indicator i using (indicator)
    where k.unlocked_at is null group by all
  ), begun as (
    select s.source, p.period, p.basis, p.kind, p.previous, p.state, p.starts_on, p.ends_on, coalesce(l.as_of, s.as_of) as seen_on,
      -- The year up to a month is new from the beginning of that month.
      coalesce(m.starts_on, p.starts_on) as opens_on,
      row_number() over (partition by s.source, p.basis, p.kind order by ${newestFirst('p')}) as place
    from (select * from plan.period where state <> 'future') p cross join measure.source_day s
    left join locked_on l on l.period = p.period and l.source = s.source
    left join plan.period m on p.kind = 'year_to_date' and m.kind = 'month' and m.basis = p.basis and m.ends_on = p.ends_on
  ), pairs as (
    select early, late, late.previous = early.period as is_previous
    from begun early join begun late on late.source = early.source and late.basis = early.basis and late.kind = early.kind
      and (late.previous = early.period or (late.place = 1 and early.ends_on < late.ends_on and early.kind <> 'year_to_date'))
  ), seen as (
    select early.source, early.period || ' < ' || late.period as vintage, early.period as period, late.period as seen_from,
      early.basis as basis, early.kind as kind, is_previous, late.state = 'open' as is_open, early.starts_on as starts_on, early.ends_on as ends_on,
      cast(case when late.seen_on >= late.ends_on then early.ends_on + cast(late.seen_on - late.ends_on as integer)
           else least(early.ends_on, early.opens_on + cast(late.seen_on - late.opens_on as integer)) end as date) as as_of
    from pairs
  )
  select * exclude (starts_on, ends_on), least(ends_on, as_of) as cutoff from seen
  where as_of >= starts_on
  order by source, vintage`;
