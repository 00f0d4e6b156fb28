import { join } from 'node:path';
import { localTimestamp } from '../config/clock.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { noteRun, readLastRun } from '../publish/health.ts';
import { type CurrentRelease, readCurrent, readReleases, writeCurrent } from '../publish/release.ts';
import { makeProgress } from './progress.ts';
import { takeRunLock } from './run-lock.ts';
import type { Setting } from './setting.ts';

/** Changes what readers see while no run can publish, and notes it in the log of the site. */
async function change(
  { home, clock, say }: Setting,
  choose: (live: CurrentRelease | undefined) => Promise<{ next: CurrentRelease; said: string }>,
): Promise<string> {
  const now = localTimestamp(clock());
  const letGo = await takeRunLock(home.lock, now);
  try {
    const { next, said } = await choose(await readCurrent(home.site));
    await writeCurrent(home.site, next);
    // What the last night has noted of it holds no more.
    const last = await readLastRun(home.lastRun);
    const todo = last?.todo?.filter(({ key }) => !key.startsWith('pinned:'));
    if (last && todo && todo.length < (last.todo?.length ?? 0))
      await noteRun(home.lastRun, { ...last, todo });
    const log = join(home.logs, `site-${now.slice(0, 10)}.log`);
    makeProgress(say, log, () => now).note(said);
    return said;
  } finally {
    await letGo();
  }
}

/**
 * Shows readers a release that was built before, and keeps them at it whatever is built after, until `unpinRelease`. Returns the sentence.
 *
 * @throws KpiError `unknown_release` (exit code 2) with those that are kept; `run_locked` (exit code 4)
 */
export const pinRelease = (setting: Setting, wanted: string, byWhom: string): Promise<string> =>
  change(setting, async () => {
    const releases = await readReleases(setting.home.site);
    const found = releases.find(({ release }) => release === wanted);
    const { pin: text } = messages().publish;
    if (!found) {
      const names = releases.map(({ release }) => release);
      throw new KpiError('unknown_release', text.unknown(wanted), {
        exitCode: 2,
        hint: text.known(names),
      });
    }
    const pin = { by_whom: byWhom, pinned_at: setting.clock().toISOString() };
    return { next: { ...found, pin }, said: text.pinned(wanted, byWhom) };
  });

/** Shows readers the newest release again, and each one after it. Returns the sentence. Throws `not_pinned` (exit code 2). */
export const unpinRelease = (setting: Setting): Promise<string> =>
  change(setting, async (live) => {
    const { pin: text } = messages().publish;
    if (!live?.pin) throw new KpiError('not_pinned', text.notPinned, { exitCode: 2 });
    const { pin: _, ...shown } = live;
    const next = (await readReleases(setting.home.site))[0] ?? shown;
    return { next, said: text.released(next.release) };
  });
