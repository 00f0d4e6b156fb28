import { existsSync } from 'node:fs';
import { holdsSample } from '../config/home.ts';
import { definePseudonym, forgetPseudonyms, pseudonymKey } from '../land/pseudonym.ts';
import { keepFinishedReadings } from '../measure/change.ts';
import { messages } from '../messages/index.ts';
import { keepCounts } from '../model/current.ts';
import { ownMarts } from '../model/own-sql.ts';
import { exportMarts } from '../publish/export-marts.ts';
import { literal } from '../warehouse/warehouse.ts';
import { asOfDay } from './as-of-day.ts';
import { buildMarts } from './build-marts.ts';
import { closeIdle } from './close-idle.ts';
import { holdJumping, newDeliveries } from './guard-figures.ts';
import { inputsOf } from './inputs.ts';
import { landPending } from './land-pending.ts';
import { bringCurrent, isList } from './lists-as-of.ts';
import { timed } from './progress.ts';
import type { Run } from './run.ts';
import { screenRun } from './screen.ts';

/** Brings `current.*` up to the landing tables but those of lists, which `buildMarts` brings to the as-of day. */
async function buildCurrentTables({ warehouse, project, progress }: Run): Promise<void> {
  for (const contract of project.idle) await closeIdle(warehouse, contract);
  await keepCounts(warehouse, project.contracts);
  await bringCurrent(
    warehouse,
    project.contracts.filter((contract) => !isList(contract)),
    progress,
  );
}

/**
 * Computes all marts and exports them for the site, unless nothing they depend on has changed since the last time.
 * Returns the as-of day and whether anything was computed.
 */
export async function compute(run: Run): Promise<{ asOf: string; changed: boolean }> {
  const { warehouse, project, home, progress } = run;
  const asOf = await asOfDay(run);
  run.asOf = asOf;
  const inputs = await inputsOf(run, asOf);
  const known = await warehouse.all('select 1 from ops.marts_inputs where inputs = $inputs', { inputs });
  if (known.length > 0 && existsSync(home.marts)) return { asOf, changed: false };

  await forgetPseudonyms(warehouse);
  const fresh = await newDeliveries(warehouse);
  await buildCurrentTables(run);
  const computedAt = run.now();
  const isSample = holdsSample(home);
  await buildMarts(warehouse, project, { runId: run.id, asOf, computedAt, isSample }, progress);
  const held = await holdJumping(run, fresh);
  if (held.length > 0) {
    await definePseudonym(warehouse, await pseudonymKey(home));
    for (const contract of project.contracts.filter(({ id }) => held.includes(id)))
      await landPending(run, contract);
    return compute(run);
  }
  await timed(
    progress,
    messages().run.step.screen,
    async () =>
      exportMarts(warehouse, home.marts, await ownMarts(warehouse, project.files), (next) =>
        screenRun(run, next),
      ),
    (values) => ({ [messages().run.count.masked]: values }),
  );
  await warehouse.transaction(async () => {
    await keepFinishedReadings(warehouse);
    await warehouse.run('delete from ops.marts_inputs');
    await warehouse.run(`
      insert into ops.marts_inputs (inputs, run_id, computed_at)
      values (${literal(inputs)}, ${literal(run.id)}, timestamp ${literal(computedAt)})`);
  });
  return { asOf, changed: true };
}
