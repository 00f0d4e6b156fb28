import type { Project } from '../config/project.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { change, previous, revision } from './change.ts';
import { countAll } from './count-all.ts';
import { hideSmallParts } from './hiding/hide.ts';
import { countLoads } from './loads.ts';
import { namedColumns } from './named-columns.ts';
import { writeOutlook } from './outlook-table.ts';
import { asComputed, reading } from './reading.ts';
import { rememberTold, toldReading } from './told-reading.ts';

/**
 * Computes `measure.reading`: for every indicator, period and breakdown numerator, denominator, value (percent
 * 0–100, days, or a count), target, status and the change against the period before. Ratios are made from counts at
 * every level, never averaged. Locked periods keep what was published; `measure.revision` has what would differ, and
 * `measure.change` what differs from the last computation. Needs the tables of `plan` and the facts; returns the number
 * of readings.
 */
export async function measure(warehouse: Warehouse, project: Project): Promise<number> {
  const [before] = await warehouse.all(
    "select 1 from duckdb_columns() where schema_name = 'measure' and table_name = 'reading' and column_name = 'is_locked'",
  );
  if (before) await warehouse.run(previous);
  const named = await namedColumns(warehouse, project);
  await countAll(warehouse, project, named);
  await countLoads(warehouse, project, named);
  await warehouse.run(asComputed);
  await warehouse.run(reading);
  await hideSmallParts(warehouse, project);
  await warehouse.run(toldReading);
  await warehouse.run(rememberTold);
  if (!before) await warehouse.run(previous);
  await warehouse.run(change);
  await warehouse.run(revision);
  await writeOutlook(warehouse);
  return (await warehouse.one<{ n: number }>('select count(*) as n from measure.reading')).n;
}
