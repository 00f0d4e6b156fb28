import { localDate, localTimestamp } from '../config/clock.ts';
import { refuseFaults } from '../config/fault.ts';
import { createLandingTable } from '../land/landing-table.ts';
import { faultsByCause } from '../measure/catalogue-fault.ts';
import { formulaFaults } from '../measure/formula-faults.ts';
import { writePlanTables } from '../measure/plan-tables.ts';
import { scanFaults } from '../measure/scan-faults.ts';
import { messages } from '../messages/index.ts';
import { buildCurrent } from '../model/current.ts';
import { defineMacros, runFacts } from '../model/run-models.ts';
import { projectOf } from '../run/setting.ts';
import { Warehouse } from '../warehouse/warehouse.ts';
import type { Command } from './context.ts';

/**
 * Checks the whole catalogue without any data: the files first, then every formula over facts that have all their columns
 * and no row. Throws with every fault, by file and line; nothing is stored.
 */
export const run: Command = async (context) => {
  const project = await projectOf(context);
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: context.home.temporary });
  try {
    const now = context.clock();
    await defineMacros(warehouse, project.files);
    for (const contract of [...project.contracts, ...project.idle]) {
      await createLandingTable(warehouse, contract);
      await buildCurrent(warehouse, contract);
    }
    await writePlanTables(warehouse, project, {
      runId: 'check',
      asOf: context.asOf ?? localDate(now),
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
  const { indicators, targets } = project;
  const unconfirmed = targets.filter(({ confirmed }) => !confirmed).length;
  const answer = { indicators: indicators.length, targets: targets.length, unconfirmed };
  context.print(
    context.json
      ? JSON.stringify(answer)
      : messages().cli.indicator.sound(answer.indicators, answer.targets, unconfirmed),
  );
  return 0;
};
