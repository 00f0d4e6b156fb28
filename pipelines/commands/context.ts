import { join, resolve } from 'node:path';
import { systemClock } from '../config/clock.ts';
import { homeAt } from '../config/home.ts';
import { readHomeMemory } from '../config/home-memory.ts';
import { useThreads } from '../config/threads.ts';
import type { ExitCode } from '../error.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { jsonOnScreen, onScreen } from '../messages/on-screen.ts';
import type { RunResult } from '../run/run.ts';
import type { Setting } from '../run/setting.ts';

/** Options that every command understands. */
export interface CommonOptions {
  home?: string;
  project?: string;
  asOf?: string;
  json?: boolean;
}

/** What a command works with. The answer goes to `print` (stdout), everything else to `say` (stderr). */
export interface Context extends Setting {
  json: boolean;
  /** Signs in a line of the screen; undefined where the answer goes elsewhere. */
  width?: number | undefined;
  print(text: string): void;
}

/** A command answers with its exit code. */
export type Command<Options = object> = (context: Context, options: Options) => Promise<ExitCode>;

/** A day that somebody gave with an option. Throws `bad_date_option` (exit code 2). */
export function isoDay(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const valid =
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  if (!valid) throw new KpiError('bad_date_option', messages().cli.badDay(option, text), { exitCode: 2 });
  return text;
}

/** Turns flags and environment into a context and the engine's cores, once; nothing behind it reads `process`. */
export function makeContext(options: CommonOptions, env: NodeJS.ProcessEnv = process.env): Context {
  useThreads(env.KPI_THREADS);
  const program = resolve(env.KPI_PROGRAM ?? '.');
  const home = homeAt(options.home ?? env.KPI_HOME ?? join(program, 'data'));
  const project = options.project ?? env.KPI_PROJECT ?? readHomeMemory(home)?.project ?? undefined;
  return {
    home,
    program,
    project: project === undefined ? undefined : resolve(project),
    asOf: isoDay(options.asOf, '--as-of'),
    json: options.json ?? false,
    // A terminal that does not know its own width says 0.
    width: process.stdout.columns > 0 ? process.stdout.columns : undefined,
    clock: systemClock,
    print: (text) => process.stdout.write(`${options.json ? jsonOnScreen(text) : onScreen(text)}\n`),
    say: (text) => process.stderr.write(`${onScreen(text)}\n`),
  };
}

/** Ends a command that was one run: the result where it is asked for, and its exit code. */
export function answer(context: Context, result: RunResult): ExitCode {
  const { failure: _, ...told } = result;
  if (context.json) context.print(JSON.stringify(told));
  return result.exit_code;
}
