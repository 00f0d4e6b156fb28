import pRetry from 'p-retry';
import { messages } from '../messages/index.ts';
import { AlertFault } from './fault.ts';

/** How long is waited for somebody who does not answer. All of it together stays under a minute. */
export interface Patience {
  /** For one try. */
  tryMs: number;
  retries: number;
  /** Before the first retry; three times as long before the next. */
  pauseMs: number;
  /** For everything that is sent after a run. */
  allMs: number;
}

export const usualPatience: Patience = { tryMs: 12_000, retries: 2, pauseMs: 1500, allMs: 55_000 };

/** Runs one try until its time is over or nothing more is waited for; `signal` tells the work to let go. */
async function within<T>(
  ms: number,
  all: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const slow = new AlertFault(messages().alert.fault.slow(Math.ceil(ms / 1000)), { passing: true });
  let giveUp: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(slow);
      controller.abort();
    };
  });
  const timer = setTimeout(giveUp, ms);
  all.addEventListener('abort', giveUp, { once: true });
  if (all.aborted) giveUp();
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
    all.removeEventListener('abort', giveUp);
  }
}

/** Tries again what failed in passing. Throws the fault of the last try. */
export function patiently<T>(
  { tryMs, retries, pauseMs }: Patience,
  all: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return pRetry(() => within(tryMs, all, work), {
    retries,
    factor: 3,
    minTimeout: pauseMs,
    shouldRetry: ({ error }) => error instanceof AlertFault && error.passing && !all.aborted,
  });
}

/** Work that is given up when all patience is at its end. */
export async function inTime<T>(patience: Patience, work: (all: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patience.allMs);
  return work(controller.signal).finally(() => clearTimeout(timer));
}
