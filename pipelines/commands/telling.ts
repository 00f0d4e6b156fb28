import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, localTimestamp } from '../config/clock.ts';
import { hasAlerts } from '../config/read-alerts.ts';
import { KpiError } from '../error.ts';
import { failureOf } from '../run/failure.ts';
import { makeProgress } from '../run/progress.ts';
import type { RunResult } from '../run/run.ts';
import type { Context } from './context.ts';

/** What telling says stands on the screen and in the log of the night; where there is no folder for logs yet, on the screen. */
function noteIn({ home, say, clock }: Context, day: string): (text: string, logged?: string) => void {
  if (!existsSync(home.logs)) return (text) => say(`  ${text}`);
  return makeProgress(say, join(home.logs, `refresh-${day}.log`), () => localTimestamp(clock())).note;
}

/** Tells how the night of that day ended. Where the project has no alerts.yaml, nothing of it is loaded. */
async function tellOf(
  context: Context,
  day: string,
  failure: { cause: string; text: string | undefined } | undefined,
): Promise<void> {
  if (!hasAlerts(context.project)) return;
  const { tell } = await import('../alert/tell.ts');
  const { home, project, clock } = context;
  await tell({ home, project, clock, env: process.env, note: noteIn(context, day) }, failure);
}

/**
 * Tells of a night that could not tell by itself: killed, or never begun. `cause` tells one reason from another and is told once, until a
 * night succeeds; `text` is a sentence of the catalogue, without anything of what came in. Never throws.
 */
export const tellOfFailure = (context: Context, cause: string, text: string): Promise<void> =>
  tellOf(context, localDate(context.clock()), { cause, text });

/**
 * Does a refresh, and tells how it ended, also where it could not begin. Not of one as of another day, whose reader waits for it, and not
 * where another run was going on, which tells by itself.
 */
export async function telling(context: Context, work: () => Promise<RunResult>): Promise<RunResult> {
  if (context.asOf !== undefined) return work();
  const day = localDate(context.clock());
  const tellFailure = ({ cause, text }: { cause: string; text: string | null }) =>
    tellOf(context, day, { cause, text: text ?? undefined });
  let result: RunResult;
  try {
    result = await work();
  } catch (error) {
    if (!(error instanceof KpiError && error.exitCode === 4)) await tellFailure(failureOf(error));
    throw error;
  }
  if (result.outcome !== 'failed') await tellOf(context, day, undefined);
  else await tellFailure(result.failure ?? { cause: 'unexpected', text: null });
  return result;
}
