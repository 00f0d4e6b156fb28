import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { PullFault } from './fault.ts';

interface Backoff {
  /** Longest wait before the first retry; doubles each time. Default 1 s. */
  baseMs: number;
  /** No wait of our own is longer. Default 30 s. */
  capMs: number;
  /** A server that asks for more (Retry-After) is left alone until the next run. Default 2 min. */
  patienceMs: number;
}

export interface RetryOptions {
  backoff?: Partial<Backoff>;
  /** Waits; real by default. */
  wait?: (ms: number) => Promise<unknown>;
  /** 0 … 1, for the jitter. */
  random?: () => number;
}

/**
 * Tries again what failed in passing: exponential backoff with full jitter, so that many communes that start at the
 * same minute do not come back at the same second. Waits at least as long as the other side asks for.
 */
export async function retrying<T>(
  retries: number,
  work: () => Promise<T>,
  { backoff, wait = sleep, random = Math.random }: RetryOptions = {},
): Promise<T> {
  const { baseMs, capMs, patienceMs } = { baseMs: 1000, capMs: 30_000, patienceMs: 120_000, ...backoff };
  const worthwhile = (error: unknown): error is PullFault =>
    error instanceof PullFault && error.passing && (error.afterMs ?? 0) <= patienceMs;
  return pRetry(work, {
    retries,
    // p-retry's own jitter only lengthens the wait; full jitter is waited for below.
    minTimeout: 0,
    shouldRetry: ({ error }) => worthwhile(error),
    onFailedAttempt: async ({ error, retriesLeft, retriesConsumed }) => {
      if (retriesLeft === 0 || !worthwhile(error)) return;
      const own = random() * Math.min(capMs, baseMs * 2 ** retriesConsumed);
      await wait(Math.max(own, error.afterMs ?? 0));
    },
  });
}
