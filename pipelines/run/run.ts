import type { Home } from '../config/home.ts';
import type { Project } from '../config/project.ts';
import type { ExitCode } from '../error.ts';
import type { Sentence } from '../messages/index.ts';
import type { Failure, ThingToDo } from '../publish/health.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Outcome } from './ledger.ts';
import type { Progress } from './progress.ts';
import type { Setting } from './setting.ts';

/** What came of a run; commands print it with `--json`. */
export interface RunResult {
  run: string;
  outcome: Outcome;
  exit_code: ExitCode;
  as_of: string | null;
  message: string;
  /** Of a run that failed, for whoever tells people; commands do not print it. */
  failure?: Failure | undefined;
}

/** How a run ends that went through to its end. */
export type Ending = Omit<RunResult, 'run' | 'message' | 'failure'> & {
  message: Sentence;
  /** What waits for a person; undefined of a run that did not look. */
  todo?: readonly ThingToDo[];
  /** Of a run that failed. */
  failure?: Failure;
};

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
  /** How many days the machine's clock is behind what it has shown before; undefined where it is not. */
  readonly daysBehind: number | undefined;
  /** The warehouse was gone, and made anew from the archive, which knows neither locks nor ledgers. */
  readonly hasLostMemory: boolean;
  /** Local time, `2026-11-22 01:30:00`. */
  now(): string;
  /** Closes the warehouse for work that takes minutes and does not need it: others may read it meanwhile. */
  withoutWarehouse<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * How a run ends whose work is done: well, or with something that waits for a person. Exit code 1 says that something of it is new: what was told
 * the night before is no news.
 */
export function ending(asOf: string, warnings: readonly Sentence[], isNew = true): Ending {
  const day = asOf.split('-').reverse().join('/');
  return warnings.length === 0
    ? { outcome: 'done', exit_code: 0, as_of: asOf, message: ({ run }) => run.done(day) }
    : {
        outcome: 'warned',
        exit_code: isNew ? 1 : 0,
        as_of: asOf,
        message: (text) => text.run.doneWithWarnings(day, warnings.map((say) => say(text)).join(', ')),
      };
}
