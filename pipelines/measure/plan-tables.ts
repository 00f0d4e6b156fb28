import { basesOf, periodsOf, yearShown } from '../config/period.ts';
import type { Project } from '../config/project.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { breakdown } from './plan/breakdown.ts';
import { markedDay, writeDays } from './plan/day.ts';
import { dimension, dimensionKey } from './plan/dimension.ts';
import { figureDifference } from './plan/figure-difference.ts';
import { hamletTile } from './plan/hamlet-tile.ts';
import { indicator, indicatorKind, scoreBand } from './plan/indicator.ts';
import { label, setPhrases } from './plan/label.ts';
import { nameAlias } from './plan/name-alias.ts';
import { period } from './plan/period.ts';
import type { Circumstances, PlanTable } from './plan/plan-table.ts';
import { ratingBand } from './plan/rating-band.ts';
import { site } from './plan/site.ts';
import { contractCheck, source } from './plan/source.ts';
import { target } from './plan/target.ts';

const tables: readonly PlanTable[] = [
  site,
  period,
  markedDay,
  indicator,
  indicatorKind,
  scoreBand,
  ratingBand,
  figureDifference,
  target,
  breakdown,
  dimension,
  dimensionKey,
  nameAlias,
  hamletTile,
  source,
  contractCheck,
  label,
];

/**
 * The year that is shown, and the year before it where the data reach back: the change of a first month, and what is still to be
 * expected of this year, are seen against it. A list of this year begins with what last year left over: less than half a year is no year.
 */
async function yearsWithData(warehouse: Warehouse, year: number): Promise<number[]> {
  const { reaches } = await warehouse.one<{ reaches: boolean }>(`
    select coalesce(min(data_from) < date '${year - 1}-07-01', false) as reaches from ops.standing_load`);
  return reaches ? [year - 1, year] : [year];
}

/** Writes the plan as tables (schema `plan`), so that SQL can read what people wrote. */
export async function writePlanTables(
  warehouse: Warehouse,
  project: Project,
  now: Circumstances,
): Promise<void> {
  const year = yearShown(project.plan.plan.year, now.asOf);
  const years = await yearsWithData(warehouse, year);
  const periods = basesOf(project).flatMap((basis) =>
    years.flatMap((its) => periodsOf(its, basis, now.asOf)),
  );
  for (const { name, columns, rows } of tables)
    await createValuesTable(warehouse, `plan.${name}`, columns, rows({ project, now, periods }));
  await setPhrases(warehouse);
  await writeDays(warehouse, year);
}
