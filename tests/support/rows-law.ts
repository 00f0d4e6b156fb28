import type { Indicator } from '../../pipelines/config/indicator.ts';
import type { Project } from '../../pipelines/config/project.ts';
import type { NamedColumns } from '../../pipelines/measure/named-columns.ts';
import { makeRowTable } from '../../pipelines/measure/row-table.ts';
import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/** A reading as computed; `by` and `key` are null for the whole. */
export interface Computed {
  [key: string]: unknown;
  indicator: string;
  period: string;
  by: string | null;
  key: string | null;
  numerator: number | null;
  denominator: number | null;
  left_out: number;
}

/** All readings of today's data and rules that are made of rows. */
export const computedReadings = (warehouse: Warehouse, where = 'true'): Promise<Computed[]> =>
  warehouse.all<Computed>(`
    select c.indicator, c.period, c.breakdown as "by", c.key, c.numerator, c.denominator, c.left_out
    from measure.as_computed c join plan.indicator i using (indicator)
    where not i.is_derived and c.numerator is not null and ${where} order by all`);

/** What the rows behind a reading come to, by what its shape says of rows; told apart from the program's own sums. */
function sums({ shape, sum, each }: Indicator): [numerator: string, denominator: string] {
  const rows = each === undefined ? 'count(*)' : 'count(distinct each)';
  const met: [string, string] = [`${rows} filter (meets)`, `${rows} filter (counts)`];
  if (shape === 'ratio' && sum !== undefined)
    return ['sum(quantity) filter (counts)', 'sum("over") filter (counts)'];
  if (shape === 'ratio' || shape === 'deadline') return met;
  if (shape === 'count') return [`${rows} filter (counts)`, 'null'];
  if (shape === 'average') return ['sum(quantity) filter (counts)', 'count(*) filter (counts)'];
  if (shape === 'median') return ['median(quantity) filter (counts)', 'null'];
  if (shape === 'yes_no') return ['max(case when counts then meets::integer end)', 'null'];
  return ['sum(quantity) filter (counts)', 'null'];
}

/** Whether one side of a reading is what its rows come to: of no rows it may be 0 or not known. */
const agrees = (rows: number | null, reading: number | null): boolean =>
  Math.abs((rows ?? 0) - (reading ?? 0)) < 1e-6 * Math.max(1, Math.abs(reading ?? 0));

/** Where the rows that are shown of a reading are not those that it counts, in a sentence; undefined where they are. */
export async function rowsDisagree(
  warehouse: Warehouse,
  project: Project,
  named: NamedColumns,
  reading: Computed,
): Promise<string | undefined> {
  const indicator = project.indicators.find(({ id }) => id === reading.indicator);
  if (!indicator) throw new Error(`no indicator ${reading.indicator}`);
  const { by, key, period } = reading;
  const part = by === null || key === null ? undefined : { breakdown: by, key };
  await makeRowTable(warehouse, project, named, indicator, period, part);
  const [numerator, denominator] = sums(indicator);
  const found = await warehouse.one<{
    n: number | null;
    d: number | null;
    left_out: number;
    hidden: boolean;
  }>(`
    select ${numerator} as n, ${denominator} as d, (count(*) filter (verdict = 'left_out'))::integer as left_out,
      coalesce(bool_or(counts and quantity is null and ${literal(indicator.sum)} is not null), false) as hidden
    from reading_row`);
  const isSame =
    (found.hidden || (agrees(found.n, reading.numerator) && agrees(found.d, reading.denominator))) &&
    // How many few rows of a hamlet are left out is not told.
    (found.left_out === reading.left_out || (by === 'hamlet' && reading.left_out < 5));
  return isSame ? undefined : `${JSON.stringify(reading)} but of its rows ${JSON.stringify(found)}`;
}
