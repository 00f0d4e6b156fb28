import { machineFault } from './machine-fault.ts';

/** 0 done · 1 done, but a person must look · 2 wrong use or configuration · 3 failed, the last good state stands · 4 another run holds the lock. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

interface KpiErrorOptions {
  /** Default 3: the work failed and the last good state stands. */
  exitCode?: ExitCode;
  /** What the reader can do next, one sentence. */
  hint?: string;
  /** One line for each single fault, when there are several. */
  details?: readonly string[];
  /** The details quote what came in: they are for the screen of the officer, and no log keeps them. */
  quotesData?: boolean;
  cause?: unknown;
}

/**
 * An error meant for the reader: `code` is stable and machine-readable, `message` is one sentence in the reader's
 * language. It is thrown anywhere, caught once in `cli.ts` and printed without a stack.
 */
export class KpiError extends Error {
  readonly code: string;
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly quotesData: boolean;

  constructor(code: string, message: string, options: KpiErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'KpiError';
    this.code = code;
    this.exitCode = options.exitCode ?? 3;
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.quotesData = options.quotesData ?? false;
  }
}

/** A value that an engine's sentence quotes: a short word, else dots. A cell may speak of a person, and the sentence is kept. */
export const briefly = (value: string): string =>
  /^\S{0,24}$/.test(value) && value.replace(/\D/g, '').length < 9 && !value.includes('@') ? value : '•••';

/** An engine's sentence with no more of the values that it quotes. */
export const withoutValues = (reason: string): string =>
  reason.replace(
    /(["'])((?:(?!\1)[^\n])*)\1/g,
    (_, mark: string, value: string) => mark + briefly(value) + mark,
  );

/**
 * What the reader sees of an error, with the exit code 3 where nobody foresaw it: what is wrong with the machine in our words, else the
 * engine's or the system's own.
 */
export function unexpected(error: unknown, describe: (reason: string) => string): KpiError {
  const foreseen = error instanceof KpiError;
  const machine = machineFault(error, foreseen);
  if (machine) return new KpiError(machine.code, machine.message, { hint: machine.hint, cause: error });
  if (foreseen) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new KpiError('unexpected', describe(withoutValues(reason)), { cause: error });
}
