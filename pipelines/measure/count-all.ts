import { type Indicator, usedBy } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { writeIndicatorGaps } from './coverage/indicator-gap.ts';
import { noMissingDay } from './coverage/source-gap.ts';
import { derive, inOrder, measuredNow } from './derive.ts';
import { type NamedColumns, noneNamed } from './named-columns.ts';
import { countScans } from './scan-counts.ts';
import { vintageDays } from './vintage-days.ts';

/** Which day lies in which period: a fact row finds its periods by a hash join. */
const dayPeriods = `
  create or replace table plan.day_period as
  select cast(unnest(generate_series(starts_on::timestamp, ends_on::timestamp, interval 1 day)) as date) as day, basis, kind, period
  from plan.period where state <> 'future'`;

/**
 * The day up to which the data of each source reach, never after the report's as-of date: what is open then is judged by
 * that day, and not by days of which nothing is known. A source without dates is as old as the report. `loads` tells its
 * loads from those of another day.
 */
const sourceDays = `
  create or replace table measure.source_day as
  select o.source, least(max(s.as_of), coalesce(max(l.data_until), max(s.as_of))) as as_of,
    md5(string_agg(l.sha256 || if(l.rows_forgotten > 0, '-' || l.rows_forgotten, ''), ' ' order by l.sha256)) as loads
  from plan.source o cross join plan.site s
  left join ops.standing_load l on l.source = o.source
  group by o.source order by o.source`;

/**
 * What is looked for: every indicator in every period of its basis and kinds that has begun, and whether the data of
 * its source reach the period. Where no load has a date within it, nothing is known about it.
 */
const expected = `
  create or replace table measure.expected as
  select i.indicator, p.period, exists (
    select 1 from ops.standing_load l
    where l.source = i.source and l.data_from <= p.ends_on and l.data_until >= p.starts_on) as is_reached
  from plan.indicator i
  join plan.indicator_kind k using (indicator)
  join plan.period p on p.kind = k.kind and p.basis = i.basis and p.state <> 'future'
  order by i.indicator, p.period`;

/**
 * What is known of each indicator, period and group. A count of nothing is zero where the data reach the period and
 * their absence says so, and no data elsewhere; rows that say nothing (blank quantities) leave it blank, and so does a file that is
 * missing: what was carried over by others would look like all there is. `left_out`: rows that are in neither count, since a
 * value that the indicator names was refused in them.
 */
const measured = `
  create or replace table measure.measured as
  with listed as (
    select indicator, period, null::varchar as breakdown, null::varchar as key from measure.expected
    union all
    select indicator, period, breakdown, key from measure.counted where breakdown is not null
  )
  select l.indicator, l.period, l.breakdown, l.key,
    case when g.is_blank then null when c.rows > 0 then c.numerator when is_zero then 0::double end as numerator,
    case when i.has_denominator and not g.is_blank then
      case when c.rows > 0 then c.denominator when is_zero then 0::double end end as denominator,
    case when g.is_blank then 0 else coalesce(c.left_out, 0) end as left_out,
    -- Of the commune as a whole, and while it matters: of few people in a hamlet nothing is told by it.
    case when i.ripens = 'yes' and l.breakdown is null and e.is_reached and not g.is_blank then coalesce(c.open_cases, 0) end as open_cases
  from listed l
  join plan.indicator i using (indicator)
  join measure.expected e using (indicator, period)
  join measure.indicator_gap g using (indicator, period)
  left join measure.counted c on c.indicator = l.indicator and c.period = l.period
    and c.breakdown is not distinct from l.breakdown and c.key is not distinct from l.key,
  lateral (select e.is_reached and i.absent = 'zero' and i.zero_of_none as is_zero)
  where not i.is_derived
  order by l.indicator, l.period, l.breakdown, l.key`;

/** What is left out of an indicator that is made of others: what is left out of those. */
const leftOutOf = (indicator: Indicator): string => `
  coalesce((
    select sum(m.left_out) from measure.measured m
    where m.indicator in (${usedBy(indicator).map(literal).join(', ')}) and m.period = its.period and m.breakdown is null), 0)`;

/**
 * Which days lie in which periods, up to which day each source's data reach, and from which days of the past periods are seen:
 * what every scan rests on besides its fact.
 */
export async function writeDayTables(warehouse: Warehouse): Promise<void> {
  await warehouse.run(dayPeriods);
  await warehouse.run(noMissingDay);
  await warehouse.run(sourceDays);
  await warehouse.run(vintageDays);
}

/**
 * Computes `measure.measured`: numerator and denominator of every indicator, period and group (null is not known), and how
 * many rows were left out of both. Needs what `writeCoverage` says of the sources.
 */
export async function countAll(
  warehouse: Warehouse,
  { indicators }: Project,
  named: NamedColumns = noneNamed,
): Promise<void> {
  await writeDayTables(warehouse);
  await warehouse.run(expected);
  await countScans(warehouse, indicators, named);
  await writeIndicatorGaps(warehouse, indicators);
  await warehouse.run(measured);
  for (const indicator of inOrder(indicators))
    await warehouse.run(`
      insert into measure.measured (indicator, period, breakdown, key, numerator, denominator, left_out)
      select *, ${leftOutOf(indicator)} from (${derive(indicator, measuredNow)}) its(indicator, period, breakdown, key, numerator, denominator) order by period`);
}
