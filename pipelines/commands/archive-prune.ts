import { type Prunable, prunableFiles, pruneFiles } from '../archive/prune.ts';
import { type Clock, localTimestamp } from '../config/clock.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse, requireWarehouse } from '../run/open-warehouse.ts';
import { takeRunLock } from '../run/run-lock.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';
import { table } from './table.ts';

export interface PruneOptions {
  /** `365d` */
  olderThan?: string;
  dryRun?: boolean;
  /** Without it nothing is removed. */
  yes?: boolean;
}

/** The local time before which files were pulled that are older than, say, `365d`. */
function momentBefore(age: string | undefined, clock: Clock): string {
  const days = Number(/^([1-9]\d{0,4})d$/.exec(age ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(days)) {
    throw new KpiError('bad_age', messages().cli.badAge('--older-than', age), { exitCode: 2 });
  }
  return localTimestamp(new Date(clock().getTime() - days * 86_400_000));
}

function bySource(files: readonly Prunable[]): { source: string; files: number; bytes: number }[] {
  const sources = [...new Set(files.map(({ contract }) => contract.id))];
  return sources.map((source) => {
    const its = files.filter(({ contract }) => contract.id === source);
    return { source, files: its.length, bytes: its.reduce((sum, { bytes }) => sum + bytes, 0) };
  });
}

const megabytes = (bytes: number): string =>
  (bytes / 1e6).toLocaleString(messages().locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const run: Command<PruneOptions> = async (context, options) => {
  const { home, clock } = context;
  const before = momentBefore(options.olderThan, clock);
  const removes = options.yes === true && options.dryRun !== true;
  const { contracts } = await projectOf(context);
  await requireWarehouse(home);
  const now = localTimestamp(clock());
  const release = await takeRunLock(home.lock, now);
  let files: Prunable[];
  try {
    const warehouse = await openWarehouse(home);
    try {
      files = await prunableFiles(warehouse, home, contracts, before);
      if (removes) await pruneFiles(warehouse, home, files, now);
    } finally {
      await warehouse.close();
    }
  } finally {
    await release();
  }
  const sources = bySource(files);
  if (context.json) {
    context.print(JSON.stringify({ before, removed: removes, sources }));
    return 0;
  }
  const { cli } = messages();
  if (sources.length === 0) {
    context.print(cli.none);
    return 0;
  }
  const total = sources.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = sources.map(({ source, files: count, bytes }) => [
    source,
    count.toLocaleString(messages().locale),
    megabytes(bytes),
  ]);
  context.print(table([cli.column.source, cli.column.files, 'MB'], rows, [1, 2]));
  const say = removes ? cli.prune.done : cli.prune.shown;
  context.print(`\n${say(files.length, megabytes(total))}`);
  return 0;
};
