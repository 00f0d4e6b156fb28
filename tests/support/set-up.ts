import fc from 'fast-check';
import { useThreads } from '../../pipelines/config/threads.ts';

// One core: another test file has the other one.
useThreads(process.env.KPI_THREADS);

/**
 * One seed for all property tests, so that a red run says something about the change before it.
 * `KPI_TEST_SEED=random` (or a number) looks elsewhere: before a release, and in an idle hour.
 */
const wanted = process.env.KPI_TEST_SEED ?? '57';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isInteger(seed))
    throw new RangeError(`KPI_TEST_SEED is a whole number or "random", got ${wanted}`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
