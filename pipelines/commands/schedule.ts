import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import cron from 'node-cron';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { type LastRun, readLastRun } from '../publish/health.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { untilStopped } from './serve-site.ts';

/** A command of this program for the same home and project, as a process is started with it. */
const commandArgs = ({ program, home, project }: Context, command: readonly string[]): string[] => [
  join(program, 'pipelines', 'kpi.mjs'),
  ...command,
  '--home',
  home.root,
  ...(project === undefined ? [] : ['--project', project]),
];

/** One refresh as a process of its own: what it leaks or breaks goes with it, and the schedule lives on. */
export async function refreshInChild(context: Context): Promise<number> {
  const child = spawn(process.execPath, commandArgs(context, ['refresh']), { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 3));
  });
}

const [soonestMs, latestMs] = [1000, 60_000];

/**
 * Serves the site as a process of its own, which is started again whenever it falls: readers go on reading whatever a night does, and a
 * night goes on whatever a reader does. Returns the function that ends it.
 */
export function serveInChild(context: Context, port: string | undefined): () => Promise<void> {
  const args = commandArgs(context, ['site', 'serve', ...(port === undefined ? [] : ['--port', port])]);
  let [isStopped, waitMs] = [false, soonestMs];
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    const since = performance.now();
    child = spawn(process.execPath, args, { stdio: 'inherit' });
    child.once('error', () => undefined);
    child.once('exit', (code, signal) => {
      if (isStopped) return;
      // One that has served for a while has not fallen for what it was started with.
      waitMs = performance.now() - since > latestMs ? soonestMs : Math.min(latestMs, waitMs * 2);
      context.say(messages().cli.schedule.servingAgain(String(code ?? signal), Math.round(waitMs / 1000)));
      timer = setTimeout(start, waitMs);
    });
  };
  start();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    const its = child;
    if (!its || its.exitCode !== null || its.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => its.once('exit', () => resolve()));
    its.kill('SIGTERM');
    await gone;
  };
}

/**
 * Whether a night passed while nobody kept the schedule: the last refresh is older than the time between two of them. A home that never had
 * one waits for its first night.
 */
export function isNightMissed(last: LastRun | undefined, [next, after]: readonly Date[]): boolean {
  if (!last || !next || !after) return false;
  const between = after.getTime() - next.getTime();
  return Date.parse(last.ended_at) < next.getTime() - between;
}

export const run: Command<{ port?: string }> = async (context, options) => {
  const { plan } = await projectOf(context);
  const text = messages().cli.schedule;
  const { refresh, time_zone } = plan.schedule;
  if (!cron.validate(refresh))
    throw new KpiError('bad_schedule', text.badExpression(refresh), { exitCode: 2 });
  let isRunning = false;
  const night = async (why: string) => {
    if (isRunning) return;
    isRunning = true;
    context.say(why);
    // One that could not even be started is a failed night, and no end of the schedule.
    const code = await refreshInChild(context).catch(() => 3);
    isRunning = false;
    context.say(text.ended(code));
    sayNext();
  };
  const task = cron.schedule(refresh, () => night(text.started), { timezone: time_zone, noOverlap: true });
  // The machine slept, or was busy with something else: what was missed is done once, however often it was.
  task.on('execution:missed', () => void night(text.catchingUp));
  const sayNext = () => {
    const next = task.getNextRun();
    if (next) context.say(text.next(next.toLocaleString(messages().locale, { timeZone: time_zone })));
  };
  sayNext();
  if (isNightMissed(await readLastRun(context.home.lastRun), task.getNextRuns(2)))
    void night(text.catchingUp);
  const stopServing = serveInChild(context, options.port);
  await untilStopped();
  await task.stop();
  await stopServing();
  return 0;
};
