import { readdir } from 'node:fs/promises';
import { writeArchiveIndex } from '../archive/archive-index.ts';
import { presentableName } from '../archive/archived-file.ts';
import { retiredSettings } from '../config/plan.ts';
import { residentMegabytes } from '../config/process-memory.ts';
import { definePseudonym, keepToKey, pseudonymKey } from '../land/pseudonym.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { readLastRun } from '../publish/health.ts';
import { byTheWay } from '../pull/folder.ts';
import { pullSource } from '../pull/index.ts';
import { compute } from './compute.ts';
import { forgetListed } from './forget-listed.ts';
import { inRun } from './in-run.ts';
import { landPending, sourcesWithWork } from './land-pending.ts';
import type { RunKind } from './open-run.ts';
import { timed } from './progress.ts';
import { keepLogsTime, keepOriginalsTime, keepQuarantineTime } from './retention.ts';
import { ending, type Run, type RunResult } from './run.ts';
import type { Setting } from './setting.ts';
import { standingWarnings } from './standing-warnings.ts';
import { thingsToDo } from './things-to-do.ts';

export interface RefreshOptions {
  /** False with --no-site. */
  site?: boolean;
  /** Told the sentence of a run that is ended because it takes too long. */
  onCutOff?: (message: string) => Promise<unknown>;
  /** The machine's clock is right, though it has shown a later time before. */
  trustClock?: boolean;
  /** Only this source is pulled; default: all. */
  source?: string;
}

/** Files in no source's folder of the inbox: nobody would ever take them. Returns how many there are. */
async function misplaced({ home, progress }: Run): Promise<number> {
  const entries = await readdir(home.inbox, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !byTheWay.test(entry.name));
  if (files.length > 0) progress.note(messages().run.misplaced(files.length, home.inbox));
  return files.length;
}

/** Pulls and lands every source, or one. Returns how many files of the inboxes a person must look at. */
async function takeIn(run: Run, only: string | undefined): Promise<number> {
  const { warehouse, home, project, progress } = run;
  const { step, count, known, unnamedFile } = messages().run;
  let notices = await misplaced(run);
  const waiting = await sourcesWithWork(warehouse, project.contracts);
  for (const contract of project.contracts.filter(({ id }) => only === undefined || id === only)) {
    const pull = await timed(
      progress,
      `${step.pull} ${contract.id}`,
      () => pullSource(warehouse, home, contract, run.now()),
      (p) => ({
        [count.taken]: p.taken.length,
        [count.known]: p.known.length,
        [count.notices]: p.notices.length,
      }),
    );
    if (pull.known.length > 0) progress.note(known(pull.known.length));
    for (const { message, file } of pull.notices)
      progress.note(message, message.replaceAll(presentableName(file), unnamedFile));
    notices += pull.notices.length;
    if (pull.taken.length === 0 && !waiting.has(contract.id)) continue;
    await writeArchiveIndex(warehouse, home, contract.id);
    await landPending(run, contract);
  }
  return notices;
}

/** One refresh from inbox to site. Throws only for wrong use, configuration and the lock; the rest is in the result. */
export function refresh(
  setting: Setting,
  { site = true, source, trustClock, onCutOff }: RefreshOptions,
): Promise<RunResult> {
  const kind: RunKind = {
    name: 'refresh',
    failed: ({ run }) => run.failed,
    onCutOff,
    trustsClock: trustClock,
  };
  return inRun(setting, kind, async (run) => {
    const { warehouse, progress } = run;
    await definePseudonym(warehouse, await pseudonymKey(run.home));
    await keepToKey(warehouse);
    await forgetListed(run);
    await refuseBadSql(warehouse, run.project.contracts);
    for (const setting of retiredSettings(run.project.plan)) progress.note(setting);
    if (residentMegabytes(process.pid) === undefined) progress.note(messages().run.memoryUnwatched);
    if (warehouse.scratch.swept > 0) progress.note(messages().run.scratchSwept(warehouse.scratch.swept));
    // Files taken at a wrong time would stand before others that are older, with rows after the day of their delivery.
    const notices = run.daysBehind === undefined ? await takeIn(run, source) : 0;
    await keepQuarantineTime(run);
    const { asOf, changed } = await compute(run);
    await keepOriginalsTime(run);
    await keepLogsTime(run);
    const warnings = await standingWarnings(warehouse, run.project, notices);
    const todo = await thingsToDo(run);
    const turned = todo.filter(({ key }) => key.startsWith('turned:')).length;
    if (run.daysBehind !== undefined) warnings.push((text) => text.run.warnings.clock);
    if (run.hasLostMemory) warnings.push((text) => text.run.warnings.lost);
    if (turned > 0) warnings.push((text) => text.run.warnings.turned(turned));
    const told = new Set((await readLastRun(run.home.lastRun))?.todo?.map(({ key }) => key));
    // Files of the inbox that could not be taken have no key: they are told every night, until they are gone.
    const isNew = notices > 0 || todo.some(({ key }) => !told.has(key));
    const built = site && (await (await import('./publish-site.ts')).bringSiteUpToDate(run));
    if (!changed) progress.note(messages().run.martsUnchanged);
    if (site && !built) progress.note(messages().run.siteUnchanged);
    if (warnings.length > 0 && !isNew) progress.note(messages().run.nothingNew);
    return { ...ending(asOf, warnings, isNew), todo };
  });
}
