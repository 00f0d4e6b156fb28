import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

let usual: number | undefined;

/**
 * From here on the engine uses at most so many cores, as KPI_THREADS says it; all there are where it says nothing. On a machine that
 * serves others too, one is enough: a commune's night is many short statements. Throws `bad_threads` (exit code 2) for what is no
 * number from 1.
 */
export function useThreads(said: string | undefined): void {
  const text = said?.trim() ?? '';
  if (!/^([1-9]\d{0,2})?$/.test(text))
    throw new KpiError('bad_threads', messages().config.badThreads(text), { exitCode: 2 });
  usual = text === '' ? undefined : Number(text);
}

/** Cores for an engine that is opened without a number of its own; undefined for all. */
export const usualThreads = (): number | undefined => usual;
