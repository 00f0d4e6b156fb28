import { localTimestamp, type SteadyClock } from '../config/clock.ts';
import type { Home } from '../config/home.ts';
import type { Project } from '../config/project.ts';
import { type KpiError, unexpected } from '../error.ts';
import { type Catalogue, messages, type Sentence } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { failureOf } from './failure.ts';
import { openWarehouse } from './open-warehouse.ts';
import type { Progress } from './progress.ts';
import type { Ending, Run } from './run.ts';
import type { Setting } from './setting.ts';

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

/** A run over a database that it opens and closes as it needs it. */
export class OpenRun implements Run {
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

/** Does the work of a run; what goes wrong in it becomes a failed ending, and is told. */
export async function attempt(
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
