import type { Project } from '../config/project.ts';
import { refuseBadFormulas, refuseFailingFormulas } from '../measure/formula-faults.ts';
import { measure } from '../measure/measure.ts';
import type { Circumstances } from '../measure/plan/plan-table.ts';
import { writePlanTables } from '../measure/plan-tables.ts';
import { writeScores } from '../measure/score-tables.ts';
import { messages } from '../messages/index.ts';
import { runCrossChecks } from '../model/cross-checks.ts';
import { defineMacros, runFacts, runMarts, runModelChecks } from '../model/run-models.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { listsAsOf } from './lists-as-of.ts';
import { type Progress, timed } from './progress.ts';

/**
 * Builds plan tables, readings and marts over what stands, lists as they were on the as-of day. Nothing is exported.
 */
export async function buildMarts(
  warehouse: Warehouse,
  project: Project,
  circumstances: Circumstances,
  progress: Progress,
): Promise<void> {
  const { step, count } = messages().run;
  await defineMacros(warehouse, project.files);
  await listsAsOf(warehouse, project, circumstances, progress);
  await writePlanTables(warehouse, project, circumstances);
  await timed(
    progress,
    step.model,
    () => runFacts(warehouse, project),
    (built) => ({
      [count.tables]: built.length,
      [count.rows]: built.reduce((sum, { rows }) => sum + rows, 0),
    }),
  );
  await timed(
    progress,
    step.crossCheck,
    () => runCrossChecks(warehouse, project.contracts),
    (checks) => ({ [count.checks]: checks }),
  );
  await timed(
    progress,
    step.measure,
    async () => {
      await refuseBadFormulas(warehouse, project);
      const readings = await measure(warehouse, project).catch(async (cause) => {
        await refuseFailingFormulas(warehouse, project);
        throw cause;
      });
      await writeScores(warehouse, project);
      return readings;
    },
    (readings) => ({ [count.readings]: readings }),
  );
  await timed(
    progress,
    step.marts,
    () => runMarts(warehouse, project),
    (built) => ({ [count.tables]: built.length }),
  );
  await timed(
    progress,
    step.check,
    () => runModelChecks(warehouse, project.files, circumstances.runId),
    (checks) => ({ [count.checks]: checks }),
  );
}
