import { existsSync } from 'node:fs';
import type { Sentence } from '../messages/index.ts';
import { inRun } from './in-run.ts';
import { noMarts } from './open-warehouse.ts';

import { bringSiteUpToDate } from './publish-site.ts';
import type { RunResult } from './run.ts';
import type { Setting } from './setting.ts';

/** Builds and publishes the site from the marts as they stand, where it does not show them yet. Throws `no_marts` (exit code 2) where there are none. */
export async function buildSiteOnly(setting: Setting): Promise<RunResult> {
  if (!existsSync(setting.home.marts)) throw noMarts();
  return inRun(setting, { name: 'site', failed: ({ run }) => run.failed }, async (run) => {
    const isBuilt = await bringSiteUpToDate(run);
    const message: Sentence = ({ run: text }) => (isBuilt ? text.siteBuilt(run.id) : text.siteCurrent);
    return { outcome: 'done', exit_code: 0, as_of: null, message };
  });
}
