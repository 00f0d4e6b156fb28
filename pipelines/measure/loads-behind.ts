import type { Indicator } from '../config/indicator.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { selectLoads } from './loads.ts';
import type { NamedColumns } from './named-columns.ts';
import { factsWithLoads } from './scan-counts.ts';

export interface LoadBehind {
  [key: string]: unknown;
  source: string;
  file: string;
  sha256: string;
  loaded_at: string;
  /** Rows of the file that count in the reading; null where the fact merges rows, so that nobody can say. */
  rows: number | null;
}

const shown = `l.source, l.file_name as file, l.sha256, l.loaded_at::varchar as loaded_at`;

/** Files whose rows count in a reading, by facts that tell. */
async function counting(
  warehouse: Warehouse,
  selects: readonly string[],
  period: string,
): Promise<LoadBehind[]> {
  if (selects.length === 0) return [];
  return warehouse.all<LoadBehind>(`
    select * from (select ${shown}, sum(s.rows)::integer as rows
    from (${selects.join(' union all ')}) s join ops.load l on l.load_id = s._load
    where s.period = ${literal(period)} group by all) order by natural_order(file)`);
}

/**
 * Files of an indicator's source that stand and reach a period; of a stock also those of before. A list without dates stands for
 * its own day, which is never after the as-of day.
 */
const reaching = (
  warehouse: Warehouse,
  { source, aggregate }: Indicator,
  period: string,
  rows: 0 | null,
): Promise<LoadBehind[]> =>
  warehouse.all<LoadBehind>(`
    select ${shown}, ${rows}::integer as rows
    from ops.standing_load l join ops.standing_rows r on r.load_id = l.load_id and r.rows > 0
    join plan.period p on p.period = ${literal(period)} cross join plan.site s
    where l.source = ${literal(source)} and coalesce(l.data_from, least(l.own_date, s.as_of)) <= p.ends_on
      and (${aggregate === 'stock'} or coalesce(l.data_until >= p.starts_on, true))
      and l.load_id not in (select load_id from measure.later_list)
    order by natural_order(l.file_name)`);

/**
 * The files behind a reading. Where a fact does not tell them, those of its source that stand; where no row counts (a count of 0),
 * those that were looked through.
 */
export async function loadsBehind(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  period: string,
  part: { breakdown: string; key: string } | undefined,
  named: NamedColumns,
): Promise<LoadBehind[]> {
  const telling = await factsWithLoads(warehouse);
  const found = await counting(warehouse, await selectLoads(warehouse, indicators, named, part), period);
  for (const indicator of indicators)
    if (!telling.has(indicator.fact ?? ''))
      found.push(...(await reaching(warehouse, indicator, period, null)));
  if (found.length > 0) return found;
  for (const indicator of indicators) found.push(...(await reaching(warehouse, indicator, period, 0)));
  return found;
}
