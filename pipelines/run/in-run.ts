import { join } from 'node:path';
import { localTimestamp } from '../config/clock.ts';
import { createHome, type Home } from '../config/home.ts';
import { newHomeMemory } from '../config/home-memory.ts';
import type { Project } from '../config/project.ts';
import { KpiError, unexpected } from '../error.ts';
import { messages } from '../messages/index.ts';
import { noteRun } from '../publish/health.ts';
import { endReader } from '../read/reader-process.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { putDatabaseInPlace, removeDatabase, writeWhole } from '../warehouse/whole-file.ts';
import { endAfter } from './deadline.ts';
import { beginRun, endRun, runIdAt } from './ledger.ts';
import { openWarehouse } from './open-warehouse.ts';
import { makeProgress, type Progress } from './progress.ts';
import { remake } from './remake.ts';
import type { Ending, Run, RunResult } from './run.ts';
import { takeRunLock } from './run-lock.ts';
import { projectOf, type Setting } from './setting.ts';

/** A kind of run. */
export interface RunKind {
  /** Its log: `<name>-<day>.log`. */
  name: string;
  /** It fills a new database, which takes the place of the warehouse when it is whole. */
  anew?: boolean;
  /** It is ended after the minutes that the plan gives to a run. */
  isLimited?: boolean;
  /** The sentence for a run that failed. */
  failed(reason: string): string;
}

class OpenRun implements Run {
  asOf: string | undefined;
  #warehouse: Warehouse | undefined;

  constructor(
    readonly id: string,
    readonly setting: Setting,
    readonly project: Project,
    readonly progress: Progress,
    /** The file it fills. */
    readonly database: string,
  ) {}

  get home(): Home {
    return this.setting.home;
  }

  get warehouse(): Warehouse {
    if (!this.#warehouse) throw new Error('the warehouse is not open');
    return this.#warehouse;
  }

  now(): string {
    return localTimestamp(this.setting.clock());
  }

  async open(): Promise<Warehouse> {
    this.#warehouse ??= await openWarehouse(this.home, { path: this.database });
    return this.#warehouse;
  }

  async close(): Promise<void> {
    const held = this.#warehouse;
    this.#warehouse = undefined;
    await held?.close();
  }

  async withoutWarehouse<T>(work: () => Promise<T>): Promise<T> {
    await this.close();
    try {
      return await work();
    } finally {
      await this.open();
    }
  }
}

async function attempt(
  run: OpenRun,
  failed: (reason: string) => string,
  work: (run: Run) => Promise<Ending>,
): Promise<Ending> {
  try {
    return await work(run);
  } catch (cause) {
    const error = unexpected(cause, messages().cli.unexpected);
    const logged = error.quotesData ? messages().run.onScreenOnly : undefined;
    for (const detail of error.details) run.progress.note(detail, logged);
    if (error.hint) run.progress.note(error.hint);
    return {
      outcome: 'failed',
      exit_code: error.exitCode,
      as_of: run.asOf ?? null,
      message: failed(error.message),
    };
  }
}

const besideWarehouse = (home: Home): string => `${home.warehouse}.rebuild`;

/**
 * Opens the warehouse; one of an older program is made anew first, with its memory or not at all. Returns how that ended,
 * undefined where it was not needed.
 */
async function openUpToDate(run: OpenRun): Promise<Ending | undefined> {
  try {
    await run.open();
    return undefined;
  } catch (error) {
    if (!(error instanceof KpiError) || error.code !== 'state_older') throw error;
  }
  const { state, rebuild } = messages().run;
  run.progress.note(state.upgrading);
  const anew = new OpenRun(run.id, run.setting, run.project, run.progress, besideWarehouse(run.home));
  const ending = await besideIt(anew, () =>
    attempt(anew, rebuild.failed, () => remake(anew, { mustRemember: true })),
  );
  if (ending.outcome !== 'failed') run.progress.note(state.upgraded);
  return ending;
}

/** In the warehouse as it stands: beginning and end are noted, whatever comes between. */
async function inPlace(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  try {
    const startedAt = run.now();
    const upgraded = await openUpToDate(run);
    if (upgraded?.outcome === 'failed') return upgraded;
    await beginRun(await run.open(), run.id, startedAt);
    const ending = await work();
    await endRun(await run.open(), run.id, startedAt, run.now(), ending);
    return ending;
  } finally {
    await run.close();
  }
}

/** In a new database, which takes the place of the warehouse when it is whole and goes when it is not. */
async function besideIt(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  const next = run.database;
  const startedAt = run.now();
  await removeDatabase(next);
  await run.open();
  const ending = await work();
  if (ending.outcome === 'failed') {
    // What could not be filled may not be closable in order either.
    await run.close().catch(() => undefined);
    await removeDatabase(next);
  } else {
    await endRun(run.warehouse, run.id, startedAt, run.now(), ending);
    await run.close();
    await putDatabaseInPlace(next, run.home.warehouse);
  }
  return ending;
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
  const { home, clock } = setting;
  const project = await projectOf(setting);
  await prepareHome(home, project);
  const now = () => localTimestamp(clock());
  const startedAt = now();
  const letGo = await takeRunLock(home.lock, startedAt);
  const inTime = kind.isLimited ? endAfter(setting, project.plan.schedule.minutes) : () => undefined;
  try {
    const log = join(home.logs, `${kind.name}-${startedAt.slice(0, 10)}.log`);
    const progress = makeProgress(setting.say, log, now);
    const database = kind.anew ? besideWarehouse(home) : home.warehouse;
    const run = new OpenRun(runIdAt(startedAt), setting, project, progress, database);
    const tried = () => attempt(run, kind.failed, work);
    const ending = await (kind.anew ? besideIt(run, tried) : inPlace(run, tried));
    progress.note(ending.message);
    if (kind.name === 'refresh')
      await noteRun(home.lastRun, {
        run: run.id,
        outcome: ending.outcome,
        ended_at: clock().toISOString(),
        as_of: ending.as_of,
        todo: ending.todo,
      });
    const { todo: _, ...result } = ending;
    return { run: run.id, ...result };
  } finally {
    inTime();
    endReader();
    await letGo();
  }
}
