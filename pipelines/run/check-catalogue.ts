import { localDate, localTimestamp } from '../config/clock.ts';
import { refuseFaults } from '../config/fault.ts';
import type { Project } from '../config/project.ts';
import { createLandingTable } from '../land/landing-table.ts';
import { faultsByCause } from '../measure/catalogue-fault.ts';
import { formulaFaults } from '../measure/formula-faults.ts';
import { writePlanTables } from '../measure/plan-tables.ts';
import { scanFaults } from '../measure/scan-faults.ts';
import { buildCurrent } from '../model/current.ts';
import { defineMacros, runFacts } from '../model/run-models.ts';
import { Warehouse } from '../warehouse/warehouse.ts';
import type { Setting } from './setting.ts';

/**
 * Tries everything that a project's indicators name and compute, over facts that have all their columns and no row. Throws one
 * error (exit code 2) with every fault, by file and line; nothing is stored.
 */
export async function checkCatalogue(
  { home, clock, asOf }: Pick<Setting, 'home' | 'clock' | 'asOf'>,
  project: Project,
): Promise<void> {
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: home.temporary });
  try {
    const now = clock();
    await defineMacros(warehouse, project.files);
    for (const contract of [...project.contracts, ...project.idle]) {
      await createLandingTable(warehouse, contract);
      await buildCurrent(warehouse, contract);
    }
    await writePlanTables(warehouse, project, {
      runId: 'check',
      asOf: asOf ?? localDate(now),
      computedAt: localTimestamp(now),
      isSample: false,
    });
    await runFacts(warehouse, project);
    const found = await formulaFaults(warehouse, project);
    const sound = project.indicators.filter((its) => !found.some(({ indicator }) => indicator === its));
    found.push(...(await scanFaults(warehouse, { ...project, indicators: sound })));
    refuseFaults(faultsByCause(found));
  } finally {
    await warehouse.close();
  }
}
