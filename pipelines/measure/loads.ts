import { type Indicator, usedBy } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { scansOf } from './compile-scan.ts';
import { type NamedColumns, noneNamed } from './named-columns.ts';
import { countScanLoads, factsWithLoads, selectLoadsOf } from './scan-counts.ts';

/** The indicators over facts that a reading rests on: itself, or those it is made of. */
export function countedFor(indicator: Indicator, all: readonly Indicator[]): Indicator[] {
  const used = usedBy(indicator);
  if (used.length === 0) return [indicator];
  return used.flatMap((id) => {
    const other = all.find((its) => its.id === id);
    return other ? countedFor(other, all) : [];
  });
}

/**
 * One select of `indicator`, `period`, `_load` and `rows` for each of some indicators: rows that count, as a whole or in a
 * part. Empty for facts that do not tell.
 */
export async function selectLoads(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  named: NamedColumns,
  part?: { breakdown: string; key: string },
): Promise<string[]> {
  const telling = await factsWithLoads(warehouse);
  return scansOf(indicators, named)
    .filter(({ fact }) => telling.has(fact))
    .map((scan) => selectLoadsOf(scan, part));
}

/**
 * Computes `measure.reading_load`: which rows of which load count in each indicator and period, as a whole. What is made of
 * other indicators has the loads of those.
 */
export async function countLoads(
  warehouse: Warehouse,
  { indicators }: Project,
  named: NamedColumns = noneNamed,
): Promise<void> {
  await countScanLoads(warehouse, indicators, named);
  await warehouse.run(`
    create or replace table measure.reading_load as
    select l.* from measure.counted_load l join measure.expected e using (indicator, period)
    order by l.indicator, l.period, l._load`);
  for (const indicator of indicators.filter((its) => usedBy(its).length > 0)) {
    const made = countedFor(indicator, indicators).map(({ id }) => literal(id));
    await warehouse.run(`
      insert into measure.reading_load
      select e.indicator, l.period, l._load, sum(l.rows) from measure.reading_load l
      join measure.expected e on e.indicator = ${literal(indicator.id)} and e.period = l.period
      where l.indicator in (${made.join(', ')}) group by all order by l.period, l._load`);
  }
}
