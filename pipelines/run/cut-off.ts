import { join } from 'node:path';
import { localTimestamp } from '../config/clock.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { noteRun, readLastRun } from '../publish/health.ts';
import { runIdAt } from './ledger.ts';
import { makeProgress } from './progress.ts';
import type { Setting } from './setting.ts';

/** Why a run was ended before its end. */
export type Cut = 'time' | 'memory' | 'signal';

/**
 * Notes a run that could not do so itself, in the log and for whoever watches the machine. `startedAt`: when it began. Returns the sentence
 * as it is kept, undefined where the run has noted its own end after all.
 */
export async function noteCutOff(
  { home, clock, say }: Pick<Setting, 'home' | 'clock' | 'say'>,
  cut: Cut,
  startedAt: Date,
): Promise<string | undefined> {
  const last = await readLastRun(home.lastRun);
  if (last && Date.parse(last.ended_at) >= startedAt.getTime()) return undefined;
  const now = clock();
  const local = localTimestamp(startedAt);
  const message = storedMessages().run.cutOff[cut];
  makeProgress(say, join(home.logs, `refresh-${local.slice(0, 10)}.log`), () => localTimestamp(now)).note(
    messages().run.cutOff[cut],
  );
  await noteRun(home.lastRun, {
    run: runIdAt(local),
    outcome: 'failed',
    ended_at: now.toISOString(),
    as_of: null,
    failure: { cause: `cut:${cut}`, text: message },
  });
  return message;
}
