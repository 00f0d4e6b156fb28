import { join } from 'node:path';
import { localTimestamp } from '../config/clock.ts';
import { createHome, type Home } from '../config/home.ts';
import { newHomeMemory } from '../config/home-memory.ts';
import type { Project } from '../config/project.ts';
import { type ExitCode, unexpected } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { putDatabaseInPlace, removeDatabase, writeWhole } from '../warehouse/whole-file.ts';
import { beginRun, endRun, type Outcome, runIdAt } from './ledger.ts';
import { openWarehouse } from './open-warehouse.ts';
import { makeProgress, type Progress } from './progress.ts';
import { takeRunLock } from './run-lock.ts';
import { projectOf, type Setting } from './setting.ts';

/** What came of a run; commands print it with `--json`. */
export interface RunResult {
  run: string;
  outcome: Outcome;
  exit_code: ExitCode;
  as_of: string | null;
  message: string;
}

/** How a run ends that went through to its end. */
export type Ending = Omit<RunResult, 'run'>;

/** One run over a home, from taking the lock to letting it go. */
export interface Run {
  /** `2026-11-22T013000` */
  readonly id: string;
  readonly setting: Setting;
  readonly home: Home;
  readonly project: Project;
  readonly progress: Progress;
  /** Open, but during `withoutWarehouse`. */
  readonly warehouse: Warehouse;
  /** The as-of day once it is known: a run that fails later still names it. */
  asOf: string | undefined;
  /** Local time, `2026-11-22 01:30:00`. */
  now(): string;
  /** Closes the warehouse for work that takes minutes and does not need it: others may read it meanwhile. */
  withoutWarehouse<T>(work: () => Promise<T>): Promise<T>;
}

/** A kind of run. */
export interface RunKind {
  /** Its log: `<name>-<day>.log`. */
  name: string;
  /** It fills a new database, which takes the place of the warehouse when it is whole. */
  anew?: boolean;
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
    private readonly database: string,
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
    this.#warehouse ??= await openWarehouse(this.home, this.database);
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

async function attempt(run: OpenRun, kind: RunKind, work: (run: Run) => Promise<Ending>): Promise<Ending> {
  try {
    return await work(run);
  } catch (cause) {
    const error = unexpected(cause, messages().cli.unexpected);
    for (const detail of error.details) run.progress.note(detail);
    if (error.hint) run.progress.note(error.hint);
    const message = kind.failed(error.message);
    return { outcome: 'failed', exit_code: error.exitCode, as_of: run.asOf ?? null, message };
  }
}

/** In the warehouse as it stands: beginning and end are noted, whatever comes between. */
async function inPlace(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  try {
    const startedAt = run.now();
    await beginRun(await run.open(), run.id, startedAt);
    const ending = await work();
    await endRun(await run.open(), run.id, startedAt, run.now(), ending);
    return ending;
  } finally {
    await run.close();
  }
}

/** In a new database, which takes the place of the warehouse when it is whole and goes when it is not. */
async function besideIt(run: OpenRun, next: string, work: () => Promise<Ending>): Promise<Ending> {
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
 * Does a piece of work as one run: configuration read, lock held, warehouse open, beginning and end in the ledger. What
 * goes wrong within it becomes a failed result; throws only for wrong use, configuration and the lock of another run.
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
  try {
    const log = join(home.logs, `${kind.name}-${startedAt.slice(0, 10)}.log`);
    const progress = makeProgress(setting.say, log, now);
    const next = `${home.warehouse}.rebuild`;
    const database = kind.anew ? next : home.warehouse;
    const run = new OpenRun(runIdAt(startedAt), setting, project, progress, database);
    const tried = () => attempt(run, kind, work);
    const ending = await (kind.anew ? besideIt(run, next, tried) : inPlace(run, tried));
    progress.note(ending.message);
    return { run: run.id, ...ending };
  } finally {
    await letGo();
  }
}

/** How a run ends whose work is done: well, or with something that waits for a person. */
export function ending(asOf: string, warnings: readonly string[]): Ending {
  const text = messages().run;
  const day = asOf.split('-').reverse().join('/');
  return warnings.length === 0
    ? { outcome: 'done', exit_code: 0, as_of: asOf, message: text.done(day) }
    : {
        outcome: 'warned',
        exit_code: 1,
        as_of: asOf,
        message: text.doneWithWarnings(day, warnings.join(', ')),
      };
}
