import { setTimeout as sleep } from 'node:timers/promises';
import { noteCutOff } from './cut-off.ts';
import type { Setting } from './setting.ts';

/** So long telling of it may take. */
const lastWordsMs = 90_000;

/**
 * Ends this process when its time is over: a run that hangs holds the lock of its home, and none would come after it. An engine at work does
 * not let its process leave in order, so it is killed, when the end has been noted and told.
 *
 * @param tell Tells people of the sentence.
 * @returns the function that takes the limit back
 */
export function endAfter(
  setting: Setting,
  minutes: number,
  tell: (message: string) => Promise<unknown>,
): () => void {
  const startedAt = setting.clock();
  const timer = setTimeout(async () => {
    try {
      const message = await noteCutOff(setting, 'time', startedAt);
      if (message !== undefined) await Promise.race([tell(message), sleep(lastWordsMs)]);
    } finally {
      process.kill(process.pid, 'SIGKILL');
    }
  }, minutes * 60_000);
  return () => clearTimeout(timer);
}
