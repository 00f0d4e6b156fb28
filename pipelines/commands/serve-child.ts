import { type ChildProcess, spawn } from 'node:child_process';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { commandArgs } from './run-child.ts';
import type { ServeOptions } from './serve-site.ts';

const [soonestMs, latestMs] = [1000, 60_000];

/**
 * Serves the site as a process of its own, which is started again whenever it falls: readers go on reading whatever a night does, and a
 * night goes on whatever a reader does. Returns the function that ends it.
 */
export function serveInChild(context: Context, { port, listen }: ServeOptions): () => Promise<void> {
  const args = commandArgs(context, [
    ...['site', 'serve'],
    ...(port === undefined ? [] : ['--port', port]),
    ...(listen === undefined ? [] : ['--listen', listen]),
  ]);
  let [isStopped, waitMs] = [false, soonestMs];
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    const since = performance.now();
    // By the channel it knows that the schedule is gone, however that ended: the port must be free for the next one.
    child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
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
