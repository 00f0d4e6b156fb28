import { slotEnd, slotStart } from './spoken.ts';

/**
 * `measure.slot`: each judged stretch of months of a source of which files speak from end to end, with its rows: those that
 * its only file brought (what later files carried over is not of it), else those that stand; of a list how long it is.
 */
export const slot = `
  create or replace table measure.slot as
  with stretch as (
    select j.source, j.is_list, ${slotStart('d.day', 'j.slot_months')} as starts_on, ${slotEnd('any_value(d.day)', 'any_value(j.slot_months)')} as ends_on,
      count(*) as days, count(*) filter (w.is_working) as working_days,
      count(*) filter (not w.is_working and isodow(d.day) <= 5) as days_off
    from measure.spoken_day d join measure.judged_source j using (source) join plan.day w using (day)
    group by all
  ), whole as (
    select * from stretch s where days = date_diff('day', starts_on, ends_on) + 1
  ), of_file as (
    select w.source, w.starts_on, count(distinct s.load_id) as files, min(s.load_id) as load_id,
      max(s.rows_accepted) filter (s.tells_on between w.starts_on and w.ends_on) as listed
    from whole w join measure.spoken s on s.source = w.source and s.starts_on <= w.ends_on and s.ends_on >= w.starts_on
    group by all
  ), brought as (
    select f.source, f.starts_on, sum(m.rows) as rows
    from of_file f join whole w using (source, starts_on)
    join measure.load_month m on m.load_id = f.load_id and m.month between w.starts_on and w.ends_on
    where f.files = 1 group by all
  ), standing as (
    select w.source, w.starts_on, sum(d.rows) as rows
    from whole w join measure.standing_day d on d.source = w.source and d.day between w.starts_on and w.ends_on group by all
  )
  select w.*, f.files, f.load_id, row_number() over (partition by w.source order by w.starts_on) as number,
    case when w.is_list then f.listed when f.files = 1 then coalesce(b.rows, 0) else coalesce(s.rows, 0) end as rows
  from whole w join of_file f using (source, starts_on)
  left join brought b using (source, starts_on) left join standing s using (source, starts_on)
  where w.is_list or w.source in (select source from measure.standing_day) order by all`;

/** So many neighbours on each side are looked at, and at least so many in all. */
const near = 6;
const leastNeighbours = 3;
/** A source that has rows on at least this share of its working days goes by working days, any other by months. */
const mostDays = 0.5;
/** Below these rows to be expected, a stretch of months of a source of cases is not judged, nor a list of fewer names. */
const leastCases = 20;
const leastListed = 4;
/** Less than this share of what is to be expected; in a month with Tết, which is slow around its days off, of what goes by working days. */
const thinShare = 0.7;
const thinShareOfTet = 0.5;
const tetDaysOff = 3;
/** So many standard deviations below; the source's own spread is never taken for less than this share. */
const deviations = 3;
const leastSpread = 0.05;
/** Where more of a source's months are thin than this share, it is an unsteady source. */
const mostThin = 1 / 3;

const isNear = `n.source = u.source and (n.number between u.first - ${near} and u.first - 1 or n.number between u.last + 1 and u.last + ${near})`;

/**
 * SQL of the stretches of months, and of files of several, that have far fewer rows than their neighbours: than the median
 * of the six before and after them, by more than chance (Poisson, of cases) and the source's own spread from month to month
 * (median absolute deviation) explain, in them and in their neighbours. Neighbours that look thin themselves tell nothing of
 * what is usual.
 */
export const thinStretches = `
  with habit as (
    select w.source, avg((d.rows is not null)::integer) >= ${mostDays} as by_days
    from measure.spoken_day w join plan.day using (day) left join measure.standing_day d on d.source = w.source and d.day = w.day
    where is_working group by w.source
  ), sized as (
    select s.*, case when h.by_days and not s.is_list then s.working_days else 1 end as size,
      h.by_days and not s.is_list as by_days
    from measure.slot s join habit h using (source) where s.working_days > 0
  ), file as (
    -- A file of several months is judged as a whole, too: half of a small source shows only there.
    select source, load_id, min(number) as first, max(number) as last
    from sized where files = 1 and not is_list group by all having count(*) > 1 and count(*) = max(number) - min(number) + 1
  ), unit as (
    select source, number as first, number as last from sized
    union
    select source, first, last from file
  ), measured as (
    select u.source, u.first, u.last, any_value(s.is_list) as is_list, any_value(s.by_days) as by_days, min(s.starts_on) as starts_on,
      max(s.ends_on) as ends_on, sum(s.rows) as rows, count(*) as slots, sum(s.size) as size, max(s.days_off) as days_off
    from unit u join sized s on s.source = u.source and s.number between u.first and u.last group by all
  ), at_first as (
    select u.source, u.first, u.rows < ${thinShare} * u.size * median(n.rows / n.size) as is_thin
    from measured u join sized n on ${isNear}
    where u.first = u.last group by u.source, u.first, u.rows, u.size
  ), steady as (
    select *, avg(is_thin::integer) over (partition by source) > ${mostThin} or not is_thin as is_usual from at_first
  ), expected as (
    select u.source, u.first, u.last, count(*) as neighbours, any_value(u.size) * median(n.rows / n.size) as usual
    from measured u join sized n on ${isNear} join steady t on t.source = n.source and t.first = n.number and t.is_usual
    group by u.source, u.first, u.last
  ), spread as (
    select e.source, 1.4826 * median(abs(m.rows / e.usual - 1)) as spread
    from expected e join measured m using (source, first, last) join steady t on t.source = e.source and t.first = e.first and t.is_usual
    where e.first = e.last and e.usual > 0 group by all
  ), judged as (
    -- Relative variances of one stretch: by chance; of the source besides, in which chance has its part; by how much a median adds.
    select m.*, e.usual, e.neighbours, case when m.is_list then 0 else m.slots / e.usual end as chance,
      greatest(${leastSpread} * ${leastSpread}, s.spread * s.spread - chance) as own, pi() / 2 / e.neighbours as of_median
    from measured m join spread s using (source) join expected e using (source, first, last)
  ), weighed as (
    select *, neighbours >= ${leastNeighbours} and usual >= case when is_list then ${leastListed} else ${leastCases} end
        and rows < usual * case when by_days and days_off >= ${tetDaysOff} and slots = 1 then ${thinShareOfTet} else ${thinShare} end as is_low,
      usual - rows > ${deviations} * usual * sqrt((chance + own) * (1 / slots + of_median)) as is_far
    from judged
  )
  select source, starts_on, ends_on, 'partial' as kind, 'few_rows' as evidence, cast(rows as bigint) as rows, usual
  from weighed w
  -- Of a file that is low as a whole, one month far too low is enough to doubt all of it.
  where is_low and (is_far or (slots > 1 and exists (
    from weighed m where m.source = w.source and m.slots = 1 and m.first between w.first and w.last and m.is_low and m.is_far)))`;
