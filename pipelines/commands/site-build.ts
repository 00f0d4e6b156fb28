import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { localDate, localTimestamp } from '../config/clock.ts';
import { readProject } from '../config/project.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { runIdAt } from '../run/ledger.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { makeProgress } from '../run/progress.ts';
import { forbiddenValues, publishSite } from '../run/publish-site.ts';
import { takeRunLock } from '../run/run-lock.ts';
import type { Command } from './context.ts';

export const run: Command = async (context) => {
  const { home, clock } = context;
  const project = await readProject(context.project);
  if (!existsSync(home.marts)) {
    throw new KpiError('no_marts', messages().cli.noMarts, { exitCode: 2, hint: messages().cli.noMartsHint });
  }
  const now = () => localTimestamp(clock());
  const startedAt = now();
  const release = await takeRunLock(home.lock, startedAt);
  try {
    const warehouse = await openWarehouse(home);
    let forbidden: Set<string>;
    try {
      forbidden = await forbiddenValues(warehouse, project);
    } finally {
      await warehouse.close();
    }
    const progress = makeProgress(context.say, join(home.logs, `site-${localDate(clock())}.log`), now);
    await publishSite(context, project, runIdAt(startedAt), forbidden, progress);
  } finally {
    await release();
  }
  return 0;
};
