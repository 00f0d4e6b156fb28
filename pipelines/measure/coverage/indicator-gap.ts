import { type Indicator, usedBy } from '../../config/indicator.ts';
import { literal, type Warehouse } from '../../warehouse/warehouse.ts';
import { countedFor } from '../loads.ts';

/**
 * `measure.indicator_gap`: what of each indicator's periods is not there. `gap`: `missing`, `partial`, null. What happens in a
 * period (flow) needs all its days; of a list that says how things stand only the newest matters, for whatever day it tells. A state
 * (stock) needs the last stretch of its period, and where that is missing takes what was told last, as long as that
 * counts. `is_blank`: no numbers are told: those of a month, or of a state, would look whole. `is_held`: a file of it waits or was
 * refused. `listed_on`: the day of the list behind a state that is not of its period.
 */
const ofFacts = `
  create or replace table measure.indicator_gap as
  with counted as (
    select indicator, period from measure.counted where breakdown is null and rows > 0
  ), its as (
    select i.indicator, i.source, e.period, i.aggregate, p.months, p.starts_on, p.ends_on, c.listed_on, n.indicator is not null as has_rows,
      case when i.aggregate = 'stock' then case when c.last_state = 'missing' and n.indicator is not null then null else c.last_state end
           when j.delivery = 'snapshot' then case when j.list_until < p.ends_on then c.last_state end
           else c.state end as state
    from measure.expected e join plan.indicator i using (indicator) join plan.period p using (period)
    join measure.coverage c on c.source = i.source and c.period = e.period
    left join measure.judged_source j on j.source = i.source
    left join counted n on n.indicator = e.indicator and n.period = e.period
    where not i.is_derived
  )
  select indicator, period, case when state in ('missing', 'partial') then state end as gap,
    coalesce(state = 'missing' or (state = 'partial' and (aggregate = 'stock' or months = 1)), false) as is_blank,
    exists (
      from measure.source_gap g where g.source = its.source and g.evidence = 'held' and g.starts_on <= its.ends_on and g.ends_on >= its.starts_on
    ) as is_held,
    case when aggregate = 'stock' and has_rows and listed_on < starts_on then listed_on end as listed_on
  from its order by indicator, period`;

/** Indicators made of others follow those over facts that they come down to: what one of them lacks, they lack. */
const ofOthers = (indicator: Indicator, all: readonly Indicator[]): string => `
  insert into measure.indicator_gap
  select e.indicator, e.period,
    case when bool_or(g.gap = 'missing') then 'missing' when bool_or(g.gap = 'partial') then 'partial' end,
    coalesce(bool_or(g.is_blank), false), coalesce(bool_or(g.is_held), false), min(g.listed_on)
  from measure.expected e join measure.indicator_gap g
    on g.period = e.period and g.indicator in (${countedFor(indicator, all)
      .map(({ id }) => literal(id))
      .join(', ')})
  where e.indicator = ${literal(indicator.id)} group by all order by all`;

/** `measure.made_of_source`: the sources of each indicator, of one made of others those of all of them. */
const madeOfSource = (indicators: readonly Indicator[]): string => {
  const pairs = indicators.flatMap((its) =>
    [...new Set(countedFor(its, indicators).map(({ source }) => source))].map(
      (source) => `(${literal(its.id)}, ${literal(source)})`,
    ),
  );
  return `
    create or replace table measure.made_of_source as
    select * from (values ${pairs.join(', ') || '(null, null)'}) its(indicator, source) where indicator is not null`;
};

/** Needs `measure.expected`, `measure.counted` and the tables of `writeCoverage`. */
export async function writeIndicatorGaps(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
): Promise<void> {
  await warehouse.run(madeOfSource(indicators));
  await warehouse.run(ofFacts);
  for (const indicator of indicators.filter((its) => usedBy(its).length > 0))
    await warehouse.run(ofOthers(indicator, indicators));
}
