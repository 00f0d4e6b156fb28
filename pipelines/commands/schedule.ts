import { totalmem } from 'node:os';
import cron, { type ScheduledTask } from 'node-cron';
import type { Schedule } from '../config/schedule.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { type LastRun, readLastRun } from '../publish/health.ts';
import { noteCutOff } from '../run/cut-off.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { commandArgs, runChild } from './run-child.ts';
import { serveInChild } from './serve-child.ts';
import { type ServeOptions, untilStopped } from './serve-site.ts';
import { tellOfFailure } from './telling.ts';

/**
 * Whether a night passed while nobody kept the schedule: the last refresh is older than the time between two of them. A home that never had
 * one waits for its first night.
 */
export function isNightMissed(last: LastRun | undefined, [next, after]: readonly Date[]): boolean {
  if (!last || !next || !after) return false;
  const between = after.getTime() - next.getTime();
  return Date.parse(last.ended_at) < next.getTime() - between;
}

/** Cron expressions that nobody understands. Throws one error with all of them. */
function refuseBadExpressions({ refresh, sources }: Schedule): void {
  const text = messages().cli.schedule;
  const bad = [refresh, ...Object.values(sources)].filter((expression) => !cron.validate(expression));
  if (bad.length === 0) return;
  const [first = '', ...others] = bad.map(text.badExpression);
  throw new KpiError('bad_schedule', first, { exitCode: 2, details: others });
}

/** A run that the schedule asks for: of all sources, or of one. */
export type Asked = string | undefined;

/**
 * One run after the other. What is asked for while one is under way comes after it, once, however often it was asked for; a night of all
 * sources stands for each of them.
 */
export class Turns {
  readonly #waiting = new Set<Asked>();
  #isRunning = false;

  constructor(private readonly run: (asked: Asked) => Promise<void>) {}

  async ask(asked: Asked): Promise<void> {
    this.#waiting.add(asked);
    if (this.#isRunning) return;
    this.#isRunning = true;
    while (this.#waiting.size > 0) {
      const next = this.#waiting.has(undefined) ? undefined : [...this.#waiting][0];
      if (next === undefined) this.#waiting.clear();
      else this.#waiting.delete(next);
      await this.run(next);
    }
    this.#isRunning = false;
  }
}

/** One refresh as a process of its own, within the limits of the plan. One that could not even be started is a failed run, and no end of the schedule. */
async function refreshOnce(
  context: Context,
  { minutes, memory_mb }: Schedule,
  source: Asked,
): Promise<number> {
  const startedAt = context.clock();
  const args = commandArgs(context, ['refresh', ...(source === undefined ? [] : ['--source', source])]);
  const { code, cut } = await runChild(args, {
    // It ends itself when its time is over; a minute later it is not asked any more.
    ms: (minutes + 1) * 60_000,
    megabytes: memory_mb ?? (totalmem() / 2 ** 20) * 0.9,
  }).catch(() => ({ code: 3, cut: 'signal' as const }));
  if (cut !== undefined) {
    const message = await noteCutOff(context, cut, startedAt);
    if (message !== undefined) await tellOfFailure(context, `cut:${cut}`, message);
  }
  return code;
}

export const run: Command<ServeOptions> = async (context, options) => {
  const { plan } = await projectOf(context);
  const text = messages().cli.schedule;
  const { schedule } = plan;
  refuseBadExpressions(schedule);
  const every = (expression: string, asked: Asked, why: string): ScheduledTask => {
    const ask = (reason: string) => {
      context.say(reason);
      void turns.ask(asked);
    };
    const task = cron.schedule(expression, () => ask(why), { timezone: schedule.time_zone });
    // The machine slept, or was busy with something else: what was missed is done once, however often it was.
    task.on('execution:missed', () => ask(text.catchingUp));
    return task;
  };
  const turns = new Turns(async (source) => {
    context.say(text.ended(await refreshOnce(context, schedule, source)));
    sayNext();
  });
  const night = every(schedule.refresh, undefined, text.started);
  const ofSources = Object.entries(schedule.sources).map(([source, expression]) =>
    every(expression, source, text.startedSource(source)),
  );
  const sayNext = () => {
    const next = night.getNextRun();
    if (next)
      context.say(text.next(next.toLocaleString(messages().locale, { timeZone: schedule.time_zone })));
  };
  sayNext();
  if (isNightMissed(await readLastRun(context.home.lastRun), night.getNextRuns(2))) {
    context.say(text.catchingUp);
    void turns.ask(undefined);
  }
  const stopServing = serveInChild(context, options);
  await untilStopped();
  for (const task of [night, ...ofSources]) await task.stop();
  await stopServing();
  return 0;
};
