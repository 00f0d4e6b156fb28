import type { Project } from '../config/project.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { change, revision } from './change.ts';
import { countAll } from './count-all.ts';
import { writeCoverage } from './coverage/write-coverage.ts';
import { countLoads } from './loads.ts';
import { namedColumns } from './named-columns.ts';
import { writeOutlook } from './outlook/outlook-table.ts';
import { asComputed, reading } from './reading.ts';
import { toldReading } from './told-reading.ts';
import { measureVintages } from './vintage.ts';

/**
 * Computes `measure.reading`: for every indicator, period and breakdown numerator, denominator, value (percent
 * 0–100, days, or a count), target, status and the change against the period before. Ratios are made from counts at
 * every level, never averaged. Locked periods keep what was published; `measure.revision` has what would differ, and
 * `measure.change` what differs from the last computation that finished. Needs the tables of `plan` and the facts; returns the number
 * of readings.
 */
export async function measure(warehouse: Warehouse, project: Project): Promise<number> {
  const named = await namedColumns(warehouse, project);
  await writeCoverage(warehouse, project.contracts);
  await countAll(warehouse, project, named);
  await countLoads(warehouse, project, named);
  await measureVintages(warehouse, project, named);
  await warehouse.run(asComputed);
  await warehouse.run(reading);
  await warehouse.run(toldReading);
  await warehouse.run(change);
  await warehouse.run(revision);
  await writeOutlook(warehouse);
  return (await warehouse.one<{ n: number }>('select count(*) as n from measure.reading')).n;
}
