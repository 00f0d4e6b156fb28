import { join } from 'node:path';
import { writeArchiveIndex } from '../archive/archive-index.ts';
import { localDate, localTimestamp } from '../config/clock.ts';
import { createHome } from '../config/home.ts';
import { type Project, readProject } from '../config/project.ts';
import { type ExitCode, unexpected } from '../error.ts';
import { definePseudonym, keepToKey, pseudonymKey } from '../land/pseudonym.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { pullSource } from '../pull/index.ts';
import { compute } from '../run/compute.ts';
import { landPending, sourcesWithWork } from '../run/land-pending.ts';
import { beginRun, endRun, type Outcome, runIdAt } from '../run/ledger.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { makeProgress, type Progress, timed } from '../run/progress.ts';
import { takeRunLock } from '../run/run-lock.ts';
import { standingWarnings } from '../run/standing-warnings.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';

export interface RefreshOptions {
  /** False with --no-site. */
  site?: boolean;
}

/** What came of a refresh; with `--json` it is printed. */
export interface RefreshResult {
  run: string;
  outcome: Outcome;
  exit_code: ExitCode;
  as_of: string | null;
  message: string;
}

/** Pulls and lands every source. Returns how many files of the inboxes a person must look at. */
async function takeIn(
  context: Context,
  warehouse: Warehouse,
  project: Project,
  progress: Progress,
): Promise<number> {
  const { step, count, known } = messages().run;
  let notices = 0;
  const waiting = await sourcesWithWork(warehouse, project.contracts);
  for (const contract of project.contracts) {
    const pull = await timed(
      progress,
      `${step.pull} ${contract.id}`,
      () => pullSource(warehouse, context.home, contract, localTimestamp(context.clock())),
      (p) => ({
        [count.taken]: p.taken.length,
        [count.known]: p.known.length,
        [count.notices]: p.notices.length,
      }),
    );
    if (pull.known.length > 0) progress.note(known(pull.known.length));
    for (const notice of pull.notices) progress.note(notice.message);
    notices += pull.notices.length;
    if (pull.taken.length === 0 && !waiting.has(contract.id)) continue;
    await writeArchiveIndex(warehouse, context.home, contract.id);
    const others = project.contracts.filter((other) => other !== contract);
    await landPending(context, warehouse, contract, others, progress);
  }
  return notices;
}

/** How a run ends that went through to its end. */
export function ending(
  asOf: string,
  warnings: readonly string[],
): Pick<RefreshResult, 'outcome' | 'exit_code' | 'message'> {
  const text = messages().run;
  const day = asOf.split('-').reverse().join('/');
  return warnings.length === 0
    ? { outcome: 'done', exit_code: 0, message: text.done(day) }
    : { outcome: 'warned', exit_code: 1, message: text.doneWithWarnings(day, warnings.join(', ')) };
}

/** One refresh from inbox to site. Throws only for wrong use, configuration and the lock; the rest is in the result. */
export async function refresh(context: Context, options: RefreshOptions): Promise<RefreshResult> {
  const { home, clock } = context;
  const now = () => localTimestamp(clock());
  const project = await readProject(context.project);
  await createHome(
    home,
    project.contracts.map(({ id }) => id),
  );
  const startedAt = now();
  const runId = runIdAt(startedAt);
  const release = await takeRunLock(home.lock, startedAt);
  const progress = makeProgress(context.say, join(home.logs, `refresh-${localDate(clock())}.log`), now);
  const open = () => openWarehouse(home);
  let asOf: string | undefined;
  let result: RefreshResult;
  let warehouse: Warehouse | undefined;
  const letGo = async () => {
    const held = warehouse;
    warehouse = undefined;
    await held?.close();
  };
  try {
    warehouse = await open();
    try {
      await definePseudonym(warehouse, await pseudonymKey(home));
      await keepToKey(warehouse);
      await beginRun(warehouse, runId, startedAt);
      await refuseBadSql(warehouse, project.contracts);
      const notices = await takeIn(context, warehouse, project, progress);
      const computed = await compute(context, warehouse, project, runId, progress);
      ({ asOf } = computed);
      const warnings = await standingWarnings(warehouse, notices);
      let built = false;
      if (options.site !== false) {
        const { forbiddenValues, isSiteCurrent, publishSite } = await import('../run/publish-site.ts');
        built = !(await isSiteCurrent(context));
        if (built) {
          const forbidden = await forbiddenValues(warehouse, project);
          // The site takes minutes; others may read the warehouse meanwhile.
          await letGo();
          await publishSite(context, project, runId, forbidden, progress);
        }
      }
      if (!computed.changed) progress.note(messages().run.martsUnchanged);
      if (options.site !== false && !built) progress.note(messages().run.siteUnchanged);
      result = { run: runId, as_of: asOf, ...ending(asOf, warnings) };
    } catch (cause) {
      const error = unexpected(cause, messages().cli.unexpected);
      for (const detail of error.details) progress.note(detail);
      if (error.hint) progress.note(error.hint);
      const message = messages().run.failed(error.message);
      result = { run: runId, outcome: 'failed', exit_code: error.exitCode, as_of: asOf ?? null, message };
    }
    warehouse ??= await open();
    await endRun(warehouse, runId, {
      at: now(),
      outcome: result.outcome,
      asOf,
      exitCode: result.exit_code,
      message: result.message,
    });
  } finally {
    await letGo().finally(release);
  }
  progress.note(result.message);
  return result;
}

export const run: Command<RefreshOptions> = async (context, options) => {
  const result = await refresh(context, options);
  if (context.json) context.print(JSON.stringify(result));
  return result.exit_code;
};
