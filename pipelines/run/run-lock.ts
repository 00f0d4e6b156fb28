import { readFile, rm, writeFile } from 'node:fs/promises';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

interface Holder {
  pid: number;
  since: string;
}

/** Signal 0 asks the system whether a process is there without touching it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/**
 * Holds a home for one run: two runs that build sites over each other would publish a mixture. A lock whose process is
 * gone (power cut, kill) is taken over. Gives the function that lets go. Throws `run_locked` (exit code 4).
 */
export async function takeRunLock(path: string, since: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, since } satisfies Holder);
  for (const attempt of [1, 2]) {
    try {
      await writeFile(path, mine, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await holderOf(path);
      if (attempt === 2 || (holder && holder.pid !== process.pid && isAlive(holder.pid))) {
        throw new KpiError('run_locked', messages().run.locked(holder?.pid ?? 0, holder?.since ?? '?'), {
          exitCode: 4,
        });
      }
      await rm(path, { force: true });
    }
  }
  throw new Error('unreachable');
}
