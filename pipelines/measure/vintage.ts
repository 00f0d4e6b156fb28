import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { type CountsTables, derive, inOrder } from './derive.ts';
import type { NamedColumns } from './named-columns.ts';
import { countVintages } from './scan-counts.ts';

/**
 * Which vintages are wanted of an indicator. Of one that ripens all; of any other flow the previous period of one that is
 * still open: so far is compared with as many days, and not with a whole period. A state is compared as it is.
 */
const wanted = `
  create or replace temp table vintage_wanted as
  select i.indicator, i.source, v.vintage, v.period, v.seen_from, v.as_of, v.is_previous, v.is_open
  from plan.indicator i
  join plan.indicator_kind k using (indicator)
  join measure.vintage_day v on v.source = i.source and v.basis = i.basis and v.kind = k.kind
  where i.aggregate = 'flow' and (i.ripens = 'yes' or (v.is_open and v.is_previous))`;

/**
 * What was known of each indicator, vintage and group, as `measure.measured` has it of periods: zero where the data reach the
 * days that were seen and absence says so. Parts are compared with the next period only.
 */
const measuredThen = `
  create or replace temp table vintage_measured as
  with listed as (
    select indicator, vintage, null::varchar as breakdown, null::varchar as key from vintage_wanted
    union all
    select c.indicator, c.vintage, c.breakdown, c.key from measure.counted_vintage c
    join vintage_wanted w on w.indicator = c.indicator and w.vintage = c.vintage and w.is_previous
    where c.breakdown is not null
  )
  select l.indicator, l.vintage as period, l.breakdown, l.key,
    case when g.is_blank then null when c.rows > 0 then c.numerator when is_zero then 0::double end as numerator,
    case when i.has_denominator and not g.is_blank then
      case when c.rows > 0 then c.denominator when is_zero then 0::double end end as denominator
  from listed l
  join plan.indicator i using (indicator)
  join vintage_wanted w on w.indicator = l.indicator and w.vintage = l.vintage
  join plan.period p on p.period = w.period
  join measure.indicator_gap g on g.indicator = l.indicator and g.period = w.period
  left join measure.counted_vintage c on c.indicator = l.indicator and c.vintage = l.vintage
    and c.breakdown is not distinct from l.breakdown and c.key is not distinct from l.key,
  lateral (select i.absent = 'zero' and i.zero_of_none and exists (
    select 1 from ops.standing_load s
    where s.source = i.source and s.data_from <= least(p.ends_on, w.as_of) and s.data_until >= p.starts_on) as is_zero)
  where not i.is_derived`;

/** What is not seen in a vintage of its own (a state, what does not ripen) is in it what it is in the period. */
const sameThen = `
  insert into vintage_measured
  select m.indicator, v.vintage, null, null, m.numerator, m.denominator
  from measure.measured m join plan.indicator i using (indicator)
  join (select distinct vintage, period, is_open and is_previous as is_so_far from vintage_wanted) v using (period)
  where m.breakdown is null and not i.is_derived
    and (i.aggregate = 'stock' or (i.ripens <> 'yes' and not v.is_so_far))`;

const inVintages: CountsTables = {
  expected: '(select indicator, vintage as period from vintage_wanted)',
  measured: 'vintage_measured',
};

/**
 * Computes `measure.vintage`: the readings of earlier periods as they were at the age at which a later one (`seen_from`) is
 * seen now: with the rows received and the events known by the day `as_of`, by today's data and rules. So a first day and a
 * rebuild have them too. As a whole, and in parts for the previous period; needs `measure.measured` and `measure.vintage_day`.
 */
export async function measureVintages(
  warehouse: Warehouse,
  { indicators }: Pick<Project, 'indicators'>,
  named: NamedColumns,
): Promise<void> {
  await countVintages(warehouse, indicators, named);
  await warehouse.run(wanted);
  await warehouse.run(measuredThen);
  await warehouse.run(sameThen);
  for (const indicator of inOrder(indicators)) await warehouse.run(insertDerived(indicator));
  await warehouse.run(`
    create or replace table measure.vintage as
    select w.indicator, w.period, w.seen_from, w.as_of, m.breakdown, m.key, m.numerator, m.denominator,
      i.factor * m.numerator / case when i.has_denominator then nullif(m.denominator, 0) else 1 end as value
    from vintage_wanted w join vintage_measured m on m.indicator = w.indicator and m.period = w.vintage
    join plan.indicator i on i.indicator = w.indicator
    order by w.indicator, w.period, w.seen_from, m.breakdown, m.key`);
}

const insertDerived = (indicator: Indicator): string => `
  insert into vintage_measured
  select * from (${derive(indicator, inVintages)}) its(indicator, period, breakdown, key, numerator, denominator)
  where indicator = ${literal(indicator.id)}`;
