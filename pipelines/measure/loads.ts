import { type Indicator, usedBy } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { compileLoads, type Scan, scansOf } from './compile-scan.ts';
import { type NamedColumns, noneNamed } from './named-columns.ts';

/** The indicators over facts that a reading rests on: itself, or those it is made of. */
export function countedFor(indicator: Indicator, all: readonly Indicator[]): Indicator[] {
  const used = usedBy(indicator);
  if (used.length === 0) return [indicator];
  return used.flatMap((id) => {
    const other = all.find((its) => its.id === id);
    return other ? countedFor(other, all) : [];
  });
}

/** Facts whose rows say which load they come from; one that merges rows of several cannot. */
async function factsWithLoads(warehouse: Warehouse): Promise<Set<string>> {
  const facts = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_columns() where schema_name = 'fact' and column_name = '_load'",
  );
  return new Set(facts.map(({ name }) => name));
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
  const select = (scan: Scan): string => `
    select unnest([${scan.indicators.map(({ id }) => literal(id)).join(', ')}]) as indicator, period, _load,
      unnest([${scan.indicators.map((_, at) => `r${at}`).join(', ')}]) as rows
    from (${compileLoads(scan, part)})`;
  return scansOf(indicators, named)
    .filter(({ fact }) => telling.has(fact))
    .map((scan) => `select * from (${select(scan)}) where rows > 0`);
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
  await warehouse.run(
    'create or replace table measure.reading_load (indicator varchar, period varchar, _load integer, rows integer)',
  );
  for (const sql of await selectLoads(warehouse, indicators, named))
    await warehouse.run(`
      insert into measure.reading_load
      select l.* from (${sql}) l join measure.expected e using (indicator, period)`);
  for (const indicator of indicators.filter((its) => usedBy(its).length > 0)) {
    const made = countedFor(indicator, indicators).map(({ id }) => literal(id));
    await warehouse.run(`
      insert into measure.reading_load
      select e.indicator, l.period, l._load, sum(l.rows) from measure.reading_load l
      join measure.expected e on e.indicator = ${literal(indicator.id)} and e.period = l.period
      where l.indicator in (${made.join(', ')}) group by all`);
  }
}
