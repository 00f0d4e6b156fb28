import type { Project } from '../config/project.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { countAll } from './measured.ts';
import { reading } from './reading.ts';

/**
 * Computes `measure.reading`: for every indicator, period and breakdown numerator, denominator, value (percent
 * 0–100, days, or a count), target, status and the change against the period before. Ratios are made from counts at
 * every level, never averaged. Needs the tables of `plan` and the facts; returns the number of readings.
 */
export async function measure(warehouse: Warehouse, project: Project): Promise<number> {
  await countAll(warehouse, project);
  await warehouse.run(reading);
  return (await warehouse.one<{ n: number }>('select count(*) as n from measure.reading')).n;
}
