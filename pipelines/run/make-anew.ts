import { existsSync } from 'node:fs';
import { archiveHolds } from '../archive/store.ts';
import { localTimestamp } from '../config/clock.ts';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { putDatabaseInPlace, removeDatabase } from '../warehouse/whole-file.ts';
import { endRun } from './ledger.ts';
import { attempt, OpenRun } from './open-run.ts';
import { remake } from './remake.ts';
import type { Ending } from './run.ts';

/** An ending as the ledger keeps it. */
export const kept = (ending: Ending) => ({ ...ending, message: ending.message(storedMessages()) });

/** Where a new warehouse is filled until it takes the place of the old one. */
export const besideWarehouse = (home: Home): string => `${home.warehouse}.rebuild`;

/** Why a warehouse must be made anew before anything is done with it; undefined where it need not. */
async function whyAnew(run: OpenRun): Promise<'older' | 'missing' | undefined> {
  const isMissing = !existsSync(run.home.warehouse) && (await archiveHolds(run.home));
  if (isMissing) return 'missing';
  try {
    const { files } = await (await run.open()).one<{ files: number }>(
      'select count(*) as files from ops.file',
    );
    // One that a program or a person has begun over a full archive is as good as none. A first night that was killed has archived files
    // that nobody has noted yet: their names stand in the inbox.
    if (files > 0 || !(await archiveHolds(run.home, true))) return undefined;
    await run.close();
    return 'missing';
  } catch (error) {
    if (!(error instanceof KpiError) || error.code !== 'state_older') throw error;
    return 'older';
  }
}

/**
 * Opens the warehouse. One of an older program is made anew first, with its memory or not at all; one that is missing while the archive is
 * not, from the archive. Returns how that ended, undefined where it was not needed.
 */
export async function openUpToDate(run: OpenRun): Promise<Ending | undefined> {
  const why = await whyAnew(run);
  if (why === undefined) return undefined;
  const { state } = messages().run;
  run.progress.note(state.begins[why]);
  const { id, setting, clock, project, progress } = run;
  const anew = new OpenRun(id, setting, clock, project, progress, besideWarehouse(run.home));
  const ending = await besideIt(anew, () =>
    attempt(
      anew,
      // Of one that is missing none stands.
      ({ run: text }) => (why === 'older' ? text.rebuild.failed : text.failed),
      () => remake(anew, { mustRemember: why === 'older' }),
    ),
  );
  run.hasLostMemory = why === 'missing';
  if (ending.outcome !== 'failed') progress.note(state.done[why]);
  return ending;
}

/** In a new database, which takes the place of the warehouse when it is whole and goes when it is not. */
export async function besideIt(run: OpenRun, work: () => Promise<Ending>): Promise<Ending> {
  const next = run.database;
  const startedAt = localTimestamp(run.clock.startedAt);
  await removeDatabase(next);
  await run.open();
  const ending = await work();
  if (ending.outcome === 'failed') {
    // What could not be filled may not be closable in order either.
    await run.close().catch(() => undefined);
    await removeDatabase(next);
  } else {
    await endRun(run.warehouse, run.id, startedAt, run.now(), kept(ending));
    await run.close();
    await putDatabaseInPlace(next, run.home.warehouse);
  }
  return ending;
}
