import type { Project } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { compileScan, scansOf } from './compile.ts';

/** Which day lies in which period: one row for every day and kind, so that a fact row finds its periods by a hash join. */
const dayPeriods = `
  create or replace table plan.day_period as
  select cast(unnest(generate_series(starts_on::timestamp, ends_on::timestamp, interval 1 day)) as date) as day, basis, kind, period
  from plan.period where state <> 'future'`;

/**
 * Periods that the data reach. Where no load has a date within a period, nothing is known about it, and a count of
 * nothing is "no data", not zero.
 */
const coverage = `
  create or replace table measure.coverage as
  select i.indicator, p.period
  from plan.indicator i
  join plan.indicator_kind k using (indicator)
  join plan.period p on p.kind = k.kind and p.basis = i.basis and p.state <> 'future'
  where exists (
    select 1 from ops.load l join plan.source s on s.source = l.source and s.contract = l.contract
    where l.source = i.source and l.verdict <> 'refused' and l.data_from <= p.ends_on and l.data_until >= p.starts_on)`;

const reading = `
  create or replace table measure.reading as
  with listed as (
    select i.indicator, p.period, null::varchar as breakdown, null::varchar as key
    from plan.indicator i join plan.indicator_kind k using (indicator)
    join plan.period p on p.kind = k.kind and p.basis = i.basis and p.state <> 'future'
    union all
    select indicator, period, breakdown, key from measure.counted
    where breakdown is not null
  ), counted as (
    select l.indicator, l.period, l.breakdown, l.key,
      case when v.indicator is null then null else coalesce(c.numerator, 0) end as numerator,
      case when v.indicator is null or i.shape = 'count' then null else coalesce(c.denominator, 0) end as denominator,
      i.shape, i.better, i.sort_key
    from listed l
    join plan.indicator i using (indicator)
    left join measure.coverage v on v.indicator = l.indicator and v.period = l.period
    left join measure.counted c on c.indicator = l.indicator and c.period = l.period
      and c.breakdown is not distinct from l.breakdown and c.key is not distinct from l.key
  ), valued as (
    select c.*, case shape when 'count' then numerator when 'ratio' then 100 * numerator / nullif(denominator, 0)
        else numerator / nullif(denominator, 0) end as value
    from counted c
  ), judged as (
    select v.*, p.basis, p.kind, p.previous, t.value as target, coalesce(t.confirmed, false) as target_confirmed,
      case when v.value is null then 'no_data'
           when t.value is null or v.better = 'none' then 'no_target'
           when v.better = 'higher' and v.value >= t.value then 'met'
           when v.better = 'higher' and v.value >= t.value * s.at_risk_from then 'at_risk'
           when v.better = 'lower' and v.value <= t.value then 'met'
           when v.better = 'lower' and v.value <= t.value / s.at_risk_from then 'at_risk'
           else 'missed' end as status
    from valued v join plan.period p using (period) cross join plan.site s
    left join plan.target t on t.indicator = v.indicator and t.year = p.year
  )
  select j.indicator, j.period, j.basis, j.kind, j.breakdown, j.key, j.numerator, j.denominator, j.value, j.target,
    j.target_confirmed, j.status, b.value as previous_value, j.value - b.value as change
  from judged j
  left join judged b on b.indicator = j.indicator and b.period = j.previous
    and b.breakdown is not distinct from j.breakdown and b.key is not distinct from j.key`;

/**
 * Computes `measure.reading`: for every indicator, period and breakdown numerator, denominator, value (percent
 * 0–100, days, or a count), target, status and the change against the period before. Values are never stored
 * rounded; ratios are made from counts at every level, never averaged. Needs the tables of `plan` and the facts.
 */
export async function measure(warehouse: Warehouse, project: Project): Promise<number> {
  await warehouse.run(dayPeriods);
  await warehouse.run(coverage);
  await warehouse.run(`
    create or replace table measure.counted (
      indicator varchar, period varchar, breakdown varchar, key varchar, numerator double, denominator double)`);
  for (const scan of scansOf(project.indicators)) {
    const ids = scan.indicators.map(({ id }) => id).join(', ');
    await warehouse.run(`create or replace temp table scanned as ${compileScan(scan)}`).catch((cause) => {
      throw new KpiError('bad_indicator', messages().measure.badIndicator(ids, String(cause.message)), {
        exitCode: 2,
        cause,
      });
    });
    for (const [at, indicator] of scan.indicators.entries()) {
      const wanted = [
        'breakdown is null',
        ...indicator.by.map((name) => `breakdown = ${literal(name)}`),
      ].join(' or ');
      await warehouse.run(`
        insert into measure.counted
        select ${literal(indicator.id)}, period, breakdown, key, n${at}, d${at} from scanned where ${wanted}`);
    }
  }
  await warehouse.run(reading);
  return (await warehouse.one<{ n: number }>('select count(*) as n from measure.reading')).n;
}
