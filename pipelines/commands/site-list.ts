import { spokenMinute } from '../config/clock.ts';
import { messages } from '../messages/index.ts';
import { readCurrent, readReleases } from '../publish/release.ts';
import type { Command } from './context.ts';
import { table } from './table.ts';

/** The releases that are kept, the newest first, with the one that readers see. */
export const run: Command = async ({ home, json, print }) => {
  const live = await readCurrent(home.site);
  const releases = (await readReleases(home.site)).map(({ release, published_at }) => ({
    release,
    published_at,
    is_live: release === live?.release,
    pinned_by: release === live?.release ? (live.pin?.by_whom ?? null) : null,
    pinned_at: release === live?.release ? (live.pin?.pinned_at ?? null) : null,
  }));
  if (json) {
    print(JSON.stringify(releases));
    return 0;
  }
  const { none, siteList: text } = messages().cli;
  const state = ({ is_live, pinned_by }: (typeof releases)[number]) =>
    pinned_by === null ? (is_live ? text.live : '') : text.pinned(pinned_by);
  const rows = releases.map((its) => [its.release, spokenMinute(new Date(its.published_at)), state(its)]);
  print(rows.length === 0 ? none : table(text.columns, rows));
  return 0;
};
