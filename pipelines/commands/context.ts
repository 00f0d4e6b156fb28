import { join, resolve } from 'node:path';
import { type Clock, systemClock } from '../config/clock.ts';
import { type Home, homeAt } from '../config/home.ts';
import type { ExitCode } from '../error.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

/** Options that every command understands. */
export interface CommonOptions {
  home?: string;
  project?: string;
  asOf?: string;
  json?: boolean;
}

/** What a command works with. The answer goes to `print` (stdout), everything else to `say` (stderr). */
export interface Context {
  home: Home;
  /** Folder with sources/, models/, reports/. */
  project: string;
  /** Folder of the program itself, with node_modules. */
  program: string;
  asOf: string | undefined;
  json: boolean;
  clock: Clock;
  print(text: string): void;
  say(text: string): void;
}

/** A command answers with its exit code. */
export type Command<Options = object> = (context: Context, options: Options) => Promise<ExitCode>;

function isoDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const valid =
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
  if (!valid) throw new KpiError('bad_date_option', messages().cli.badAsOf(text), { exitCode: 2 });
  return text;
}

/** Turns flags and environment into a context, once; nothing behind it reads `process`. */
export function makeContext(options: CommonOptions, env: NodeJS.ProcessEnv = process.env): Context {
  const program = resolve(env.KPI_PROJECT ?? '.');
  return {
    home: homeAt(options.home ?? env.KPI_HOME ?? join(program, 'data')),
    project: resolve(options.project ?? program),
    program,
    asOf: isoDay(options.asOf),
    json: options.json ?? false,
    clock: systemClock,
    print: (text) => process.stdout.write(`${text}\n`),
    say: (text) => process.stderr.write(`${text}\n`),
  };
}
