import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ArchiveEntry, readArchiveIndex, registerFiles } from '../archive/archive-index.ts';
import { presentableName } from '../archive/archived-file.ts';
import { requireArchived } from '../archive/require-archived.ts';
import { archivedFiles } from '../archive/store.ts';
import { localDate, localTimestamp } from '../config/clock.ts';
import { createHome, type Home } from '../config/home.ts';
import { type Project, readProject } from '../config/project.ts';
import { KpiError, unexpected } from '../error.ts';
import { definePseudonym, keepToKey, pseudonymKey } from '../land/pseudonym.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { carryOver } from '../run/carry-over.ts';
import { compute } from '../run/compute.ts';
import { landPending, pendingFiles } from '../run/land-pending.ts';
import { beginRun, endRun, runIdAt } from '../run/ledger.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import { makeProgress, type Progress, timed } from '../run/progress.ts';
import { takeRunLock } from '../run/run-lock.ts';
import { standingWarnings } from '../run/standing-warnings.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Command, Context } from './context.ts';
import { ending, type RefreshResult } from './refresh.ts';

/** Takes over what the old warehouse remembers, where it can still be read. Throws only when another process has it. */
async function takeOver(home: Home, warehouse: Warehouse, progress: Progress): Promise<void> {
  if (!existsSync(home.warehouse)) return;
  const work = async () => {
    // Opened by itself first: that plays back what a killed run left in its .wal.
    await (await openWarehouse(home)).close();
    await carryOver(warehouse, home.warehouse);
  };
  try {
    await timed(progress, messages().run.rebuild.carryOver, work);
  } catch (cause) {
    if (cause instanceof KpiError && cause.code === 'warehouse_locked') throw cause;
    const [reason = ''] = unexpected(cause, (said) => said).message.split('\n');
    progress.note(messages().run.rebuild.nothingCarried(reason));
  }
}

/** Files of the archive that neither warehouse nor index knows: named by their hash, as old as they look. */
async function strangers(warehouse: Warehouse, home: Home, source: string): Promise<ArchiveEntry[]> {
  const known = await warehouse.all<{ sha256: string }>(
    `select sha256 from ops.file where source = ${literal(source)}`,
  );
  const paths = await archivedFiles(home, source);
  for (const { sha256 } of known) paths.delete(sha256);
  return Promise.all(
    [...paths].map(async ([sha256, path]) => {
      const { size, mtime } = await stat(path);
      return { sha256, name: presentableName(sha256), bytes: size, pulled_at: localTimestamp(mtime) };
    }),
  );
}

/** Notes every file the archive holds or should hold. Returns how many. */
async function registerArchive(home: Home, warehouse: Warehouse): Promise<number> {
  for (const entry of await readdir(home.archive, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    await registerFiles(warehouse, entry.name, await readArchiveIndex(home, entry.name));
    await registerFiles(warehouse, entry.name, await strangers(warehouse, home, entry.name));
  }
  return (await warehouse.one<{ files: number }>('select count(*) as files from ops.file')).files;
}

async function hasHash(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

/** Fills an empty warehouse from archive and contracts. Returns the as-of date and what waits for a person. */
async function fill(
  context: Context,
  warehouse: Warehouse,
  project: Project,
  runId: string,
  progress: Progress,
): Promise<{ asOf: string; warnings: string[] }> {
  const { home, clock } = context;
  const { archive, rebuild: text } = messages().run;
  await definePseudonym(warehouse, await pseudonymKey(home));
  await refuseBadSql(warehouse, project.contracts);
  await takeOver(home, warehouse, progress);
  await keepToKey(warehouse);
  const files = (n: number) => ({ [text.files]: n });
  await timed(progress, text.register, () => registerArchive(home, warehouse), files);
  await timed(
    progress,
    text.verify,
    async () => {
      const needed = [];
      for (const contract of project.contracts)
        needed.push({ source: contract.id, files: await pendingFiles(warehouse, contract) });
      await requireArchived(home, needed, { isWhole: hasHash, hint: archive.restore });
      return needed.reduce((sum, of) => sum + of.files.length, 0);
    },
    files,
  );
  await beginRun(warehouse, runId, localTimestamp(clock()));
  for (const contract of project.contracts) {
    const others = project.contracts.filter((other) => other !== contract);
    await landPending(context, warehouse, contract, others, progress);
  }
  const { asOf } = await compute(context, warehouse, project, runId, progress);
  return { asOf, warnings: await standingWarnings(warehouse, 0) };
}

async function removeDatabase(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.wal`, { force: true });
}

/** A .wal beside a file that takes another's place would be replayed into it: none may be left on either side. */
async function putInPlace(next: string, path: string): Promise<void> {
  const wal = `${next}.wal`;
  if (existsSync(wal)) throw new KpiError('wal_left_over', messages().run.rebuild.leftOver(wal));
  await rm(`${path}.wal`, { force: true });
  await rename(next, path);
}

/**
 * Makes the warehouse anew, beside the old one, which stands until the new one is whole. Throws only for configuration
 * and the lock of another run; the rest is in the result.
 */
export async function rebuild(context: Context): Promise<RefreshResult> {
  const { home, clock } = context;
  const now = () => localTimestamp(clock());
  const project = await readProject(context.project);
  await createHome(
    home,
    project.contracts.map(({ id }) => id),
  );
  const run = runIdAt(now());
  const release = await takeRunLock(home.lock, now());
  const progress = makeProgress(context.say, join(home.logs, `rebuild-${localDate(clock())}.log`), now);
  const next = `${home.warehouse}.rebuild`;
  let warehouse: Warehouse | undefined;
  let result: RefreshResult;
  try {
    await removeDatabase(next);
    warehouse = await openWarehouse(home, next);
    const { asOf, warnings } = await fill(context, warehouse, project, run, progress);
    result = { run, as_of: asOf, ...ending(asOf, warnings) };
    const { outcome, exit_code: exitCode, message } = result;
    await endRun(warehouse, run, { at: now(), outcome, asOf, exitCode, message });
    await warehouse.close();
    warehouse = undefined;
    await putInPlace(next, home.warehouse);
  } catch (cause) {
    const error = unexpected(cause, messages().cli.unexpected);
    for (const detail of error.details) progress.note(detail);
    if (error.hint) progress.note(error.hint);
    const message = messages().run.rebuild.failed(error.message);
    result = { run, outcome: 'failed', exit_code: error.exitCode, as_of: null, message };
    // What could not be filled may not be closable in order either.
    await warehouse?.close().catch(() => undefined);
    await removeDatabase(next);
  } finally {
    await release();
  }
  progress.note(result.message);
  return result;
}

export const run: Command = async (context) => {
  const result = await rebuild(context);
  if (context.json) context.print(JSON.stringify(result));
  return result.exit_code;
};
