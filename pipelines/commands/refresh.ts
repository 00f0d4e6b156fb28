import { join } from 'node:path';
import { localDate, localTimestamp } from '../config/clock.ts';
import { createHome } from '../config/home.ts';
import { type Project, readProject } from '../config/project.ts';
import { type ExitCode, unexpected } from '../error.ts';
import { definePseudonym, pseudonymKey } from '../land/pseudonym.ts';
import { messages } from '../messages/index.ts';
import { beginRun, endRun, type Outcome, runIdAt } from '../operate/ledger.ts';
import { makeProgress, type Progress, timed } from '../operate/progress.ts';
import { takeRunLock } from '../operate/run-lock.ts';
import { pullFolder } from '../pull/folder.ts';
import { Warehouse } from '../warehouse/warehouse.ts';
import { compute } from './compute.ts';
import type { Command, Context } from './context.ts';
import { landPending } from './land-pending.ts';
import { forbiddenValues, publishSite } from './publish-site.ts';
import { standingWarnings } from './standing-warnings.ts';

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
  const { step, count, known } = messages().operate;
  let notices = 0;
  for (const contract of project.contracts) {
    const pull = await timed(
      progress,
      `${step.pull} ${contract.id}`,
      () => pullFolder(warehouse, context.home, contract, localTimestamp(context.clock())),
      (p) => ({
        [count.taken]: p.taken.length,
        [count.known]: p.known.length,
        [count.notices]: p.notices.length,
      }),
    );
    if (pull.known.length > 0) progress.note(known(pull.known.length));
    for (const notice of pull.notices) progress.note(notice.message);
    notices += pull.notices.length;
    const others = project.contracts.filter((other) => other !== contract);
    await landPending(context, warehouse, contract, others, progress);
  }
  return notices;
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
  const open = () => Warehouse.open({ path: home.warehouse, temporary: home.temporary });
  let asOf: string | undefined;
  let result: RefreshResult;
  try {
    let warehouse = await open();
    try {
      await definePseudonym(warehouse, await pseudonymKey(home));
      await beginRun(warehouse, runId, startedAt);
      let warnings: string[];
      let forbidden: Set<string>;
      let changed: boolean;
      try {
        const notices = await takeIn(context, warehouse, project, progress);
        ({ asOf, changed } = await compute(context, warehouse, project, runId, progress));
        warnings = await standingWarnings(warehouse, notices);
        forbidden = options.site === false ? new Set() : await forbiddenValues(warehouse, project);
      } finally {
        // The site takes minutes; others may read the warehouse meanwhile.
        await warehouse.close();
      }
      const { built } =
        options.site === false
          ? { built: false }
          : await publishSite(context, project, runId, forbidden, progress);
      if (!changed) progress.note(messages().operate.martsUnchanged);
      if (options.site !== false && !built) progress.note(messages().operate.siteUnchanged);
      const text = messages().operate;
      const day = asOf.split('-').reverse().join('/');
      const message =
        warnings.length === 0 ? text.done(day) : text.doneWithWarnings(day, warnings.join(', '));
      const warned = warnings.length > 0;
      result = {
        run: runId,
        outcome: warned ? 'warned' : 'done',
        exit_code: warned ? 1 : 0,
        as_of: asOf,
        message,
      };
    } catch (cause) {
      const error = unexpected(cause, messages().cli.unexpected);
      for (const detail of error.details) progress.note(detail);
      if (error.hint) progress.note(error.hint);
      const message = messages().operate.failed(error.message);
      result = { run: runId, outcome: 'failed', exit_code: error.exitCode, as_of: asOf ?? null, message };
    }
    warehouse = await open();
    await endRun(warehouse, runId, {
      at: now(),
      outcome: result.outcome,
      asOf,
      exitCode: result.exit_code,
      message: result.message,
    });
    await warehouse.close();
  } finally {
    await release();
  }
  progress.note(result.message);
  return result;
}

export const run: Command<RefreshOptions> = async (context, options) => {
  const result = await refresh(context, options);
  if (context.json) context.print(JSON.stringify(result));
  return result.exit_code;
};
