// A process of its own that takes and lets go of a run lock when it is told: `fork` it with the lock's path.
import { takeRunLock } from '../../pipelines/run/run-lock.ts';

let release: (() => Promise<void>) | undefined;

process.on('message', async (order) => {
  if (order === 'take') {
    release = await takeRunLock(process.argv[2] ?? '', '2026-11-22 01:30:00').catch((error) => {
      if (error.code !== 'run_locked') throw error;
      return undefined;
    });
    process.send?.(release === undefined ? 'refused' : 'taken');
  } else {
    await release?.();
    release = undefined;
    process.send?.('free');
  }
});
