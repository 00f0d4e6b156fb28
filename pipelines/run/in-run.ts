import { join } from 'node:path';
import { localTimestamp, SteadyClock } from '../config/clock.ts';
import { createHome, type Home } from '../config/home.ts';
import { newHomeMemory } from '../config/home-memory.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { noteRun, readLastRun } from '../publish/health.ts';
import { endReader } from '../read/reader-process.ts';
import { writeWhole } from '../warehouse/whole-file.ts';
import { endAfter } from './deadline.ts';
import { beginRun, endRun, runIdAt } from './ledger.ts';
import { besideIt, besideWarehouse, kept, openUpToDate } from './make-anew.ts';
import { attempt, OpenRun, type RunKind } from './open-run.ts';
import { makeProgress } from './progress.ts';
import type { Ending, Run, RunResult } from './run.ts';
import { takeRunLock } from './run-lock.ts';
import { projectOf, type Setting } from './setting.ts';

/** In the warehouse as it stands: beginning and end are noted, whatever comes between. */
async function inPlace(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  try {
    const startedAt = localTimestamp(run.clock.startedAt);
    const upgraded = await openUpToDate(run);
    if (upgraded?.outcome === 'failed') return upgraded;
    await beginRun(await run.open(), run.id, startedAt);
    const ending = await work();
    await endRun(await run.open(), run.id, startedAt, run.now(), kept(ending));
    return ending;
  } finally {
    await run.close();
  }
}

/** Makes the folders of a home and lets it remember whose it is. */
export async function prepareHome(home: Home, project: Project): Promise<void> {
  await createHome(
    home,
    project.contracts.map(({ id }) => id),
  );
  const memory = newHomeMemory(home, project);
  if (memory) await writeWhole(memory.path, memory.text);
}

/**
 * Does a piece of work as one run: configuration read, lock held, warehouse open and of this program's state, beginning and
 * end in the ledger. What goes wrong within it becomes a failed result; throws only for wrong use, configuration and the lock
 * of another run.
 */
export async function inRun(
  setting: Setting,
  kind: RunKind,
  work: (run: Run) => Promise<Ending>,
): Promise<RunResult> {
  const { home } = setting;
  const project = await projectOf(setting);
  await prepareHome(home, project);
  const last = await readLastRun(home.lastRun);
  const known = kind.trustsClock ? undefined : (last?.clock_floor ?? last?.ended_at);
  const clock = new SteadyClock(setting.clock, known === undefined ? undefined : new Date(known));
  const now = () => localTimestamp(clock.now());
  const startedAt = localTimestamp(clock.startedAt);
  const letGo = await takeRunLock(home.lock, startedAt);
  const { minutes } = project.plan.schedule;
  const inTime = kind.onCutOff ? endAfter(setting, minutes, kind.onCutOff) : () => undefined;
  try {
    const log = join(home.logs, `${kind.name}-${startedAt.slice(0, 10)}.log`);
    const progress = makeProgress(setting.say, log, now);
    const database = kind.anew ? besideWarehouse(home) : home.warehouse;
    const steady = { ...setting, clock: () => clock.now() };
    const run = new OpenRun(runIdAt(startedAt), steady, clock, project, progress, database);
    if (clock.daysBehind !== undefined) progress.note(messages().run.clockBehind(clock.daysBehind));
    const tried = () => attempt(run, kind.failed, work);
    const ending = await (kind.anew ? besideIt(run, tried) : inPlace(run, tried));
    const message = ending.message(messages());
    progress.note(message);
    if (kind.name === 'refresh')
      await noteRun(home.lastRun, {
        run: run.id,
        outcome: ending.outcome,
        ended_at: setting.clock().toISOString(),
        clock_floor:
          clock.daysBehind === undefined ? setting.clock().toISOString() : clock.floor.toISOString(),
        as_of: ending.as_of,
        todo: ending.todo,
        failure: ending.failure,
      });
    const { todo: _, failure, ...result } = ending;
    return { run: run.id, ...result, message, ...(failure ? { failure } : {}) };
  } finally {
    inTime();
    endReader();
    await letGo();
  }
}
