import type { Contract } from '../config/contract.ts';
import { createLandingTable, dropLandingTable } from '../land/landing-table.ts';
import { buildCurrent } from '../model/current.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/**
 * Leaves of a source that is switched off only empty tables, for the models that name them. What has landed of it is out of
 * force, and lands again from the archive when the source is switched on.
 */
export async function closeIdle(warehouse: Warehouse, contract: Contract): Promise<void> {
  await dropLandingTable(warehouse, contract);
  await createLandingTable(warehouse, contract);
  await warehouse.run(`delete from ops.landing_table where source = ${literal(contract.id)}`);
  await buildCurrent(warehouse, contract);
}
