import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type ArchiveEntry, writeArchiveIndex } from '../archive/archive-index.ts';
import { archivedFiles } from '../archive/store.ts';
import { type Clock, localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { takeRunLock } from '../run/run-lock.ts';
import { projectOf } from '../run/setting.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Command } from './context.ts';
import { table } from './table.ts';

export interface PruneOptions {
  /** `365d` */
  olderThan?: string;
  dryRun?: boolean;
  /** Without it nothing is removed. */
  yes?: boolean;
}

type Prunable = ArchiveEntry & { source: string; path: string };

/** The local time before which files were pulled that are older than, say, `365d`. */
function momentBefore(age: string | undefined, clock: Clock): string {
  const days = Number(/^([1-9]\d{0,4})d$/.exec(age ?? '')?.[1] ?? Number.NaN);
  if (Number.isNaN(days)) {
    throw new KpiError('bad_age', messages().cli.badAge('--older-than', age), { exitCode: 2 });
  }
  return localTimestamp(new Date(clock().getTime() - days * 86_400_000));
}

/**
 * Originals that may go: pulled before a moment, and landed under the contract as it is now. What was refused stays:
 * nothing of it stands anywhere else.
 */
async function prunable(
  warehouse: Warehouse,
  home: Home,
  contracts: readonly Contract[],
  before: string,
): Promise<Prunable[]> {
  const files: Prunable[] = [];
  for (const { id: source, hash } of contracts) {
    const old = await warehouse.all<ArchiveEntry>(`
      select f.sha256, f.name, f.bytes, f.pulled_at::varchar as pulled_at
      from ops.file f join ops.load_in_force l on l.source = f.source and l.sha256 = f.sha256
      where f.source = ${literal(source)} and l.contract = ${literal(hash)} and l.verdict not in ('refused', 'held')
        and f.pulled_at < timestamp ${literal(before)}
      order by f.pulled_at, f.name, f.sha256`);
    const paths = await archivedFiles(home, source);
    for (const file of old) {
      const path = paths.get(file.sha256);
      if (path !== undefined) files.push({ ...file, source, path });
    }
  }
  return files;
}

/** Removes files for good. Noted first, in the archive too: without the warehouse, they must still be known to miss. */
async function prune(
  warehouse: Warehouse,
  home: Home,
  files: readonly Prunable[],
  prunedAt: string,
): Promise<void> {
  if (files.length === 0) return;
  for (const source of new Set(files.map((file) => file.source)))
    await writeArchiveIndex(warehouse, home, source);
  const values = files.map(
    ({ source, sha256, name, bytes, pulled_at }) =>
      `(${[source, sha256, name].map((text) => literal(text)).join(', ')}, ${bytes},
        timestamp ${literal(pulled_at)}, timestamp ${literal(prunedAt)})`,
  );
  await warehouse.run(`insert or replace into ops.pruned values ${values.join(',\n')}`);
  for (const { path } of files) await rm(path, { force: true });
}

function bySource(files: readonly Prunable[]): { source: string; files: number; bytes: number }[] {
  const sources = [...new Set(files.map(({ source }) => source))];
  return sources.map((source) => {
    const its = files.filter((file) => file.source === source);
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
  if (!existsSync(home.warehouse)) {
    throw new KpiError('no_marts', messages().cli.noMarts, { exitCode: 2, hint: messages().cli.noMartsHint });
  }
  const now = localTimestamp(clock());
  const release = await takeRunLock(home.lock, now);
  let files: Prunable[];
  try {
    const warehouse = await openWarehouse(home);
    try {
      files = await prunable(warehouse, home, contracts, before);
      if (removes) await prune(warehouse, home, files, now);
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
