import type { Contract } from '../../config/contract.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { countDelivered } from './delivered.ts';
import { coverage } from './period-coverage.ts';
import { missingDay, sourceGap } from './source-gap.ts';
import { judgedSource, spoken } from './spoken.ts';
import { slot } from './thin.ts';
import { spokenDay } from './unspoken.ts';

/**
 * Computes `measure.source_gap` and `measure.coverage`: which days of each source are not there, and so which periods. Needs the
 * tables of `plan`, and of every source with rows `current.*` and `landing.*`.
 */
export async function writeCoverage(warehouse: Warehouse, contracts: readonly Contract[]): Promise<void> {
  await countDelivered(warehouse, contracts);
  for (const table of [spoken, judgedSource, spokenDay, slot, sourceGap, missingDay, coverage])
    await warehouse.run(table);
}
