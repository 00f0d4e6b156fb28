import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { archiveHolds } from '../archive/store.ts';
import { localTimestamp, SteadyClock } from '../config/clock.ts';
import { createHome, type Home } from '../config/home.ts';
import { newHomeMemory } from '../config/home-memory.ts';
import type { Project } from '../config/project.ts';
import { KpiError, unexpected } from '../error.ts';
import { type Catalogue, messages, type Sentence, storedMessages } from '../messages/index.ts';
import { noteRun, readLastRun } from '../publish/health.ts';
import { endReader } from '../read/reader-process.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { putDatabaseInPlace, removeDatabase, writeWhole } from '../warehouse/whole-file.ts';
import { endAfter } from './deadline.ts';
import { failureOf } from './failure.ts';
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
  /** With it a run is ended after the minutes that the plan gives to one; it hears the sentence, as it is kept. */
  onCutOff?: ((message: string) => Promise<unknown>) | undefined;
  /** A person says that the machine's clock is right, though it has shown a later time before. */
  trustsClock?: boolean | undefined;
  /** The sentence for a run that failed. */
  failed(text: Catalogue): (reason: string) => string;
}

/** Why a run failed. An error has its words in one language only: where that is another than the text's, its code stands for it. */
const reasonOf =
  ({ code, message }: KpiError): Sentence =>
  (text) =>
    text.locale === messages().locale ? message : text.run.errorCode(code);

class OpenRun implements Run {
  asOf: string | undefined;
  hasLostMemory = false;
  #warehouse: Warehouse | undefined;

  constructor(
    readonly id: string,
    /** Its clock is `clock`. */
    readonly setting: Setting,
    readonly clock: SteadyClock,
    readonly project: Project,
    readonly progress: Progress,
    /** The file it fills. */
    readonly database: string,
  ) {}

  get home(): Home {
    return this.setting.home;
  }

  get daysBehind(): number | undefined {
    return this.clock.daysBehind;
  }

  get warehouse(): Warehouse {
    if (!this.#warehouse) throw new Error('the warehouse is not open');
    return this.#warehouse;
  }

  now(): string {
    return localTimestamp(this.setting.clock());
  }

  async open(): Promise<Warehouse> {
    if (this.#warehouse) return this.#warehouse;
    this.#warehouse = await openWarehouse(this.home, { path: this.database });
    const { newest } = await this.#warehouse.one<{ newest: number | null }>(
      'select epoch_ms(max(pulled_at) - interval 7 hour)::double as newest from ops.file',
    );
    if (newest !== null) this.clock.notBefore(new Date(newest));
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
  failed: RunKind['failed'],
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
      message: (text) => failed(text)(reasonOf(error)(text)),
      failure: failureOf(error),
    };
  }
}

/** An ending as the ledger keeps it. */
const kept = (ending: Ending) => ({ ...ending, message: ending.message(storedMessages()) });

const besideWarehouse = (home: Home): string => `${home.warehouse}.rebuild`;

/** Why a warehouse must be made anew before anything is done with it; undefined where it need not. */
async function whyAnew(run: OpenRun): Promise<'older' | 'missing' | undefined> {
  const isMissing = !existsSync(run.home.warehouse) && (await archiveHolds(run.home));
  if (isMissing) return 'missing';
  try {
    const { files } = await (await run.open()).one<{ files: number }>(
      'select count(*) as files from ops.file',
    );
    // One that a program or a person has begun over a full archive is as good as none. A first night that was killed has archived files
    // that nobody has noted yet: their names stand in the inbox.
    if (files > 0 || !(await archiveHolds(run.home, true))) return undefined;
    await run.close();
    return 'missing';
  } catch (error) {
    if (!(error instanceof KpiError) || error.code !== 'state_older') throw error;
    return 'older';
  }
}

/**
 * Opens the warehouse. One of an older program is made anew first, with its memory or not at all; one that is missing while the archive is
 * not, from the archive. Returns how that ended, undefined where it was not needed.
 */
async function openUpToDate(run: OpenRun): Promise<Ending | undefined> {
  const why = await whyAnew(run);
  if (why === undefined) return undefined;
  const { state } = messages().run;
  run.progress.note(state.begins[why]);
  const { id, setting, clock, project, progress } = run;
  const anew = new OpenRun(id, setting, clock, project, progress, besideWarehouse(run.home));
  const ending = await besideIt(anew, () =>
    attempt(
      anew,
      // Of one that is missing none stands.
      ({ run: text }) => (why === 'older' ? text.rebuild.failed : text.failed),
      () => remake(anew, { mustRemember: why === 'older' }),
    ),
  );
  run.hasLostMemory = why === 'missing';
  if (ending.outcome !== 'failed') progress.note(state.done[why]);
  return ending;
}

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

/** In a new database, which takes the place of the warehouse when it is whole and goes when it is not. */
async function besideIt(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  const next = run.database;
  const startedAt = localTimestamp(run.clock.startedAt);
  await removeDatabase(next);
  await run.open();
  const ending = await work();
  if (ending.outcome === 'failed') {
    // What could not be filled may not be closable in order either.
    await run.close().catch(() => undefined);
    await removeDatabase(next);
  } else {
    await endRun(run.warehouse, run.id, startedAt, run.now(), kept(ending));
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
