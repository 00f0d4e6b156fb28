import { spawn } from 'node:child_process';
import { join } from 'node:path';
import cron from 'node-cron';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import type { Command, Context } from './context.ts';
import { serveOn, untilStopped } from './serve-site.ts';

/** One refresh as a process of its own: what it leaks or breaks goes with it, and the schedule lives on. */
export async function refreshInChild(context: Context): Promise<number> {
  const args = [
    join(context.program, 'pipelines', 'kpi.mjs'),
    'refresh',
    '--home',
    context.home.root,
    ...(context.project === undefined ? [] : ['--project', context.project]),
  ];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 3));
  });
}

export const run: Command<{ port?: string }> = async (context, options) => {
  const { plan } = await projectOf(context);
  const text = messages().cli.schedule;
  const { refresh, time_zone } = plan.schedule;
  if (!cron.validate(refresh))
    throw new KpiError('bad_schedule', text.badExpression(refresh), { exitCode: 2 });
  const task = cron.schedule(
    refresh,
    async () => {
      context.say(text.started);
      const code = await refreshInChild(context);
      context.say(text.ended(code));
      sayNext();
    },
    { timezone: time_zone, noOverlap: true },
  );
  const sayNext = () => {
    const next = task.getNextRun();
    if (next) context.say(text.next(next.toLocaleString(messages().locale, { timeZone: time_zone })));
  };
  sayNext();
  const server = await serveOn(context, options.port);
  await untilStopped();
  await task.stop();
  await server.close();
  return 0;
};
