import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { sayEngine } from '../warehouse/engine-words.ts';
import { reasonAgainst } from '../warehouse/expression.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { CatalogueFault } from './catalogue-fault.ts';
import { compileLoads, compileScan, type Scan, scansOf } from './compile-scan.ts';
import { writeDayTables } from './count-all.ts';
import { namedColumns } from './named-columns.ts';
import { factsWithLoads } from './scan-counts.ts';

/**
 * Runs each statement that a night would run for these indicators, over the facts as they stand: whatever it would fail on for
 * all of them is found here, and of which. Needs the tables of `plan`; the indicators have no fault that `formulaFaults` finds.
 */
export async function scanFaults(warehouse: Warehouse, project: Project): Promise<CatalogueFault[]> {
  await writeDayTables(warehouse);
  const named = await namedColumns(warehouse, project);
  const telling = await factsWithLoads(warehouse);
  const reasonFor = async (scan: Scan): Promise<string | undefined> => {
    const reason = await reasonAgainst(warehouse, `select count(*) from (${compileScan(scan)})`);
    if (reason !== undefined || !telling.has(scan.fact)) return reason;
    return reasonAgainst(warehouse, `select count(*) from (${compileLoads(scan)})`);
  };
  const found: CatalogueFault[] = [];
  for (const scan of scansOf(project.indicators, named)) {
    if ((await reasonFor(scan)) === undefined) continue;
    for (const indicator of scan.indicators) {
      const [alone] = scansOf([indicator], named);
      const reason = alone && (await reasonFor(alone));
      if (reason === undefined) continue;
      found.push({ indicator, path: [], message: messages().config.scanFails(sayEngine(reason)) });
    }
  }
  return found;
}
