import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { type ArchiveEntry, readArchiveIndex, registerFiles } from '../archive/archive-index.ts';
import { presentableName } from '../archive/archived-file.ts';
import { keptFiles, readKeptNote } from '../archive/kept-rows.ts';
import { type Needed, requireArchived } from '../archive/require-archived.ts';
import { archivedFiles } from '../archive/store.ts';
import { localTimestamp } from '../config/clock.ts';
import type { Home } from '../config/home.ts';
import { readDecisions } from '../delivery/decision-file.ts';
import { KpiError, unexpected } from '../error.ts';
import { definePseudonym, keepToKey, pseudonymKey } from '../land/pseudonym.ts';
import { refuseBadSql } from '../land/sql-faults.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { carryOver } from './carry-over.ts';
import { compute } from './compute.ts';
import { forgetListed } from './forget-listed.ts';
import { landPending, pendingFiles } from './land-pending.ts';
import { timed } from './progress.ts';
import { keepQuarantineTime } from './retention.ts';
import { type Ending, ending, type Run } from './run.ts';
import { standingWarnings } from './standing-warnings.ts';

interface RemakeOptions {
  /** What the old warehouse remembers must come along. Default: it does where it can be read. */
  mustRemember?: boolean;
}

const isNoDamage = (cause: unknown): boolean =>
  cause instanceof KpiError && ['warehouse_locked', 'state_newer'].includes(cause.code);

/** Takes over what the old warehouse remembers. Throws where another process has it or a newer program made it. */
async function takeOver(
  { home, warehouse, progress }: Run,
  { mustRemember = false }: RemakeOptions,
): Promise<void> {
  if (!existsSync(home.warehouse)) return;
  const work = () => carryOver(warehouse, home.warehouse);
  try {
    await timed(progress, messages().run.rebuild.carryOver, work);
  } catch (cause) {
    if (mustRemember || isNoDamage(cause)) throw cause;
    const [reason = ''] = unexpected(cause, (said) => said).message.split('\n');
    progress.note(messages().run.rebuild.nothingCarried(reason));
  }
}

/**
 * Files of the archive that neither warehouse nor index knows: named by their hash, as old as they look; what is kept of
 * removed ones tells their names itself.
 */
async function strangers(warehouse: Warehouse, home: Home, source: string): Promise<ArchiveEntry[]> {
  const known = await warehouse.all<{ sha256: string }>(
    `select sha256 from ops.file where source = ${literal(source)}`,
  );
  const paths = await archivedFiles(home, source);
  for (const { sha256 } of known) paths.delete(sha256);
  const entries = await Promise.all(
    [...paths].map(async ([sha256, path]) => {
      const { size, mtime } = await stat(path);
      return { sha256, name: presentableName(sha256), bytes: size, pulled_at: localTimestamp(mtime) };
    }),
  );
  const kept = await keptFiles(home, source);
  for (const { sha256 } of [...known, ...entries]) kept.delete(sha256);
  for (const path of kept.values()) {
    const note = await readKeptNote(warehouse, path);
    if (note) entries.push(note.file);
  }
  return entries;
}

/** Notes every file the archive holds or should hold. Returns how many. */
async function registerArchive(home: Home, warehouse: Warehouse): Promise<number> {
  for (const entry of await readdir(home.archive, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    await registerFiles(warehouse, entry.name, await readArchiveIndex(home, entry.name));
    await registerFiles(warehouse, entry.name, await strangers(warehouse, home, entry.name));
    await readDecisions(warehouse, home, entry.name);
  }
  return (await warehouse.one<{ files: number }>('select count(*) as files from ops.file')).files;
}

/** Refuses to go on where an original that must land again is missing or damaged; speaks of all at once. */
async function verifyArchive({ warehouse, home, project }: Run): Promise<number> {
  const needed: Needed[] = [];
  for (const contract of project.contracts) needed.push(await pendingFiles(warehouse, contract));
  await requireArchived(home, needed, { hint: messages().run.archive.restore });
  return needed.reduce((sum, of) => sum + of.files.length, 0);
}

/** Fills a new warehouse from archive and contracts, with the memory of the one that stands. */
export async function remake(run: Run, options: RemakeOptions = {}): Promise<Ending> {
  const { warehouse, home, project } = run;
  const text = messages().run.rebuild;
  const files = (n: number) => ({ [text.files]: n });
  await definePseudonym(warehouse, await pseudonymKey(home));
  await refuseBadSql(warehouse, project.contracts);
  await takeOver(run, options);
  await keepToKey(warehouse);
  await forgetListed(run);
  await timed(run.progress, text.register, () => registerArchive(home, warehouse), files);
  await timed(run.progress, text.verify, () => verifyArchive(run), files);
  for (const contract of project.contracts) await landPending(run, contract);
  // What was too old before is not brought back.
  await keepQuarantineTime(run);
  const { asOf } = await compute(run);
  return ending(asOf, await standingWarnings(warehouse, project, 0));
}
