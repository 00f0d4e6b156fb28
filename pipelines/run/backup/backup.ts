import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { localTimestamp } from '../../config/clock.ts';
import { type Home, refuseUnfinished } from '../../config/home.ts';
import { readHomeMemory } from '../../config/home-memory.ts';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import { refuseNewerState } from '../../warehouse/state-version.ts';
import { putInPlace } from '../../warehouse/whole-file.ts';
import { runIdAt } from '../ledger.ts';
import { makeProgress, type Progress } from '../progress.ts';
import { takeRunLock } from '../run-lock.ts';
import { projectOf, type Setting } from '../setting.ts';
import { type About, backupFormat, type Checksum } from './about.ts';
import { copyWarehouse } from './copy-warehouse.ts';
import { cannotWrite } from './faults.ts';
import { filesToKeep, isWithin } from './home-files.ts';
import { makeFolder } from './make-folder.ts';
import { Meter } from './meter.ts';
import { packFiles, type Sealing } from './pack.ts';
import { nothingHeld, type Remembered, remembered } from './remembered.ts';
import { unpack } from './unpack.ts';

/** What came of a backup. */
export interface BackupResult {
  file: string;
  /** Size of the file. */
  bytes: number;
  encrypted: boolean;
  about: About;
  /** Originals of the archive that are no longer what was taken, or gone. */
  damaged: string[];
  /** The project folder that the home remembers and that is not there. */
  missingProject: string | null;
}

const refusal = (code: string, message: string, hint?: string) =>
  new KpiError(code, message, { exitCode: 2, ...(hint === undefined ? {} : { hint }) });

/** Throws where there is nothing to back up, and where the backup would be lost with what it is of. */
function refuseMisplaced({ home, project }: Setting, folder: string): void {
  const text = messages().backup;
  if (!existsSync(home.archive) && !existsSync(home.warehouse))
    throw refusal('nothing_to_back_up', text.nothing(home.root), text.nothingHint);
  for (const its of [home.root, project ?? home.root])
    if (isWithin(its, folder)) throw refusal('backup_misplaced', text.misplaced(folder, its));
}

async function communeOf(setting: Setting): Promise<About['commune']> {
  const known = readHomeMemory(setting.home)?.commune;
  if (known) return known;
  const { code, name } = (await projectOf(setting)).plan.commune;
  return { code, name };
}

const programVersionOf = async (program: string): Promise<string> =>
  (JSON.parse(await readFile(join(program, 'package.json'), 'utf8')) as { version: string }).version;

/** A copy of the warehouse, with what it knows; nothing where there is none. The copy is gone after the work. */
async function withWarehouse<T>(
  home: Home,
  progress: Progress,
  work: (copy: string | undefined, known: Remembered) => Promise<T>,
): Promise<T> {
  if (!existsSync(home.warehouse)) {
    progress.note(messages().backup.noWarehouse);
    return work(undefined, { state: null, as_of: null, holds: nothingHeld, seen: [], originals: [] });
  }
  const scratch = join(home.temporary, 'backup');
  await rm(scratch, { recursive: true, force: true });
  const copy = join(scratch, 'warehouse.duckdb');
  try {
    await mkdir(scratch, { recursive: true, mode: 0o700 })
      .then(() => copyWarehouse(home.warehouse, copy))
      .catch((cause) => {
        throw cannotWrite(scratch, cause);
      });
    const known = await remembered(copy);
    refuseNewerState(known.state ?? undefined);
    return await work(copy, known);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const hashInName = /^home\/archive\/[^/]+\/([0-9a-f]{64})(?:\.|$)/;

/** Originals that are no longer what was taken, by the hash in their name, and those that are gone. */
function lostOriginals(checksums: readonly Checksum[], { originals }: Remembered): string[] {
  const damaged = checksums.flatMap(({ path, sha256 }) =>
    (hashInName.exec(path)?.[1] ?? sha256) === sha256 ? [] : [path.slice('home/'.length)],
  );
  const there = new Set(
    checksums.map(({ path }) => /^home\/archive\/[^/]+\/[0-9a-f]{64}/.exec(path)?.[0] ?? ''),
  );
  const gone = originals
    .map(({ source, sha256 }) => `archive/${source}/${sha256}`)
    .filter((path) => !there.has(`home/${path}`));
  return [...damaged, ...gone];
}

/** Reads a backup as a restore will, and keeps nothing of it. */
async function verify(file: string, { passphrase }: Sealing, meter: Meter): Promise<void> {
  await unpack(
    { file, passphrase: async () => passphrase ?? '' },
    {
      begin: async () => undefined,
      folder: async () => undefined,
      file: async (path, { size = 0 }, bytes) => {
        meter.begins(path);
        for await (const _ of bytes);
        meter.ends(size);
      },
    },
  );
  meter.end();
}

/** A backup as it is called until it is whole; one that a killed program left so is of no use to anybody. */
async function removeUnfinished(folder: string, beginning: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(beginning) && name.endsWith('.part')) await rm(join(folder, name), { force: true });
}

/**
 * Writes everything that a restore needs of a home, and its project folder, into one file in a folder. It holds the run lock, so that
 * nothing is written meanwhile; who reads goes on reading. The file has its name when it has been read again and found whole. Throws
 * `run_locked`, `warehouse_locked` (exit code 4), `nothing_to_back_up`, `backup_misplaced` (exit code 2), `backup_not_written`,
 * `backup_source_unreadable`, `backup_source_changed`.
 */
export async function backUp(setting: Setting, to: string, sealing: Sealing): Promise<BackupResult> {
  const { home, clock } = setting;
  const folder = resolve(to);
  refuseUnfinished(home);
  refuseMisplaced(setting, folder);
  const commune = await communeOf(setting);
  const createdAt = localTimestamp(clock());
  const letGo = await takeRunLock(home.lock, createdAt);
  let next: string | undefined;
  let takeBack: (() => Promise<void>) | undefined;
  try {
    await mkdir(home.logs, { recursive: true });
    const log = join(home.logs, `backup-${createdAt.slice(0, 10)}.log`);
    const progress = makeProgress(setting.say, log, () => localTimestamp(clock()));
    takeBack = await makeFolder(folder);
    if ((await stat(folder)).dev === (await stat(home.root)).dev) progress.note(messages().backup.sameDisk);
    const beginning = `nq57-kpi-${commune.code}-`;
    const ending = sealing.passphrase === undefined ? 'tar.gz' : 'tar.gz.age';
    const file = join(folder, `${beginning}${runIdAt(createdAt)}.${ending}`);
    await removeUnfinished(folder, beginning);
    if (existsSync(file)) throw refusal('backup_exists', messages().backup.exists(file));
    const part = `${file}.part`;
    next = part;
    return await withWarehouse(home, progress, async (warehouse, known) => {
      const { state, as_of, holds, seen } = known;
      const project = setting.project !== undefined && existsSync(setting.project) ? setting.project : null;
      const files = await filesToKeep({ home, project: project ?? undefined, warehouse, seen });
      const about: About = {
        format: backupFormat,
        program: await programVersionOf(setting.program),
        state,
        commune,
        created_at: createdAt,
        as_of,
        project,
        files: files.filter(({ isFolder }) => !isFolder).length,
        bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        holds,
      };
      const { packing, verifying } = messages().backup;
      const meter = new Meter(progress, packing);
      const checksums = await packFiles(part, { ...sealing, about, files, meter });
      await verify(part, sealing, new Meter(progress, verifying));
      await putInPlace(part, file);
      next = undefined;
      takeBack = undefined;
      progress.note(messages().backup.logged(basename(file), about.files));
      return {
        file,
        bytes: (await stat(file)).size,
        encrypted: sealing.passphrase !== undefined,
        about,
        damaged: lostOriginals(checksums, known),
        missingProject: project === null ? (setting.project ?? null) : null,
      };
    });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  } finally {
    if (next !== undefined) await rm(next, { force: true }).catch(() => undefined);
    await takeBack?.();
    await letGo();
  }
}
