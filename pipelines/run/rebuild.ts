import { inRun } from './in-run.ts';
import { remake } from './remake.ts';
import type { RunResult } from './run.ts';
import type { Setting } from './setting.ts';

/**
 * Makes the warehouse anew from archive and contracts, beside the old one, which stands until the new one is whole. Throws
 * only for configuration and the lock of another run; the rest is in the result.
 */
export function rebuild(setting: Setting): Promise<RunResult> {
  return inRun(
    setting,
    { name: 'rebuild', anew: true, failed: ({ run: { rebuild: its } }) => its.failed },
    (run) => remake(run),
  );
}
