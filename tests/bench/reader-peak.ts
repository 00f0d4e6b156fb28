import { readFileSync } from 'node:fs';
import { readersOf } from '../support/reader-children.ts';

/** Watches the reader's process while work is done: the most memory it held, in MB, and its processor time in seconds. */
export async function watchingReader<T>(
  work: () => Promise<T>,
): Promise<{ result: T; peak: number; cpu: number }> {
  const seen = { peak: 0, cpu: 0 };
  const look = () => {
    for (const pid of process.platform === 'linux' ? readersOf(process.pid) : []) {
      try {
        const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        // Fields 14 and 15 of its state, in hundredths of a second, behind a name that may hold blanks.
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
        seen.peak = Math.max(seen.peak, Math.round(Number(peak ?? 0) / 1024));
        seen.cpu = Math.max(seen.cpu, (Number(fields[11]) + Number(fields[12])) / 100);
      } catch {
        // It has just ended.
      }
    }
  };
  const timer = setInterval(look, 100);
  try {
    const result = await work();
    look();
    return { result, ...seen };
  } finally {
    clearInterval(timer);
  }
}
