import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { localTimestamp } from '../../config/clock.ts';
import type { Home } from '../../config/home.ts';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import { writeWhole } from '../../warehouse/whole-file.ts';
import { makeProgress } from '../progress.ts';
import type { Setting } from '../setting.ts';
import type { About } from './about.ts';
import { cannotPut, damaged } from './faults.ts';
import { finishRestore, readVerified, type Verified, writeVerified } from './finish-restore.ts';
import { makeFolder } from './make-folder.ts';
import { Meter } from './meter.ts';
import { type ProjectPlace, placeOfProject, placeProject } from './place-project.ts';
import { putFiles } from './put-files.ts';
import { nothingHeld, remembered } from './remembered.ts';
import { type Sealed, unpack } from './unpack.ts';

/** What a home that is empty may hold: what a restore left that was cut off, and what a file system puts into a disk. */
const ofNobody = (home: Home): string[] => [home.restoring, join(home.root, 'lost+found')];

/** A restore never mixes with what is there. Throws `home_not_empty` (exit code 2). */
async function refuseUsedHome(home: Home): Promise<void> {
  const entries = existsSync(home.root) ? await readdir(home.root) : [];
  if (entries.every((name) => ofNobody(home).includes(join(home.root, name)))) return;
  const { homeNotEmpty, homeNotEmptyHint: hint } = messages().backup;
  throw new KpiError('home_not_empty', homeNotEmpty(home.root), { exitCode: 2, hint });
}

/** The warehouse opens, and remembers as much as it did. Throws `backup_damaged`, `warehouse_unreadable`. */
async function checkMemory(warehouse: string, { holds }: About, file: string): Promise<void> {
  const known = existsSync(warehouse) ? (await remembered(warehouse)).holds : nothingHeld;
  if (JSON.stringify(known) !== JSON.stringify(holds)) throw damaged(file);
}

/** A home names its project folder: the one it is to have from now on. */
async function rememberProject(homeJson: string, folder: string): Promise<void> {
  if (!existsSync(homeJson)) return;
  const memory = JSON.parse(await readFile(homeJson, 'utf8'));
  await writeWhole(homeJson, `${JSON.stringify({ ...memory, project: folder }, undefined, 2)}\n`, {
    mode: 0o600,
  });
}

/** Unpacks into a folder within the home and checks everything there. */
async function unpackBeside(setting: Setting, sealed: Sealed): Promise<Verified> {
  const { home, clock, say } = setting;
  const staged = join(home.restoring, 'home');
  const now = localTimestamp(clock());
  const logs = join(staged, 'logs');
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const progress = makeProgress(say, join(logs, `restore-${now.slice(0, 10)}.log`), () =>
    localTimestamp(clock()),
  );
  const meter = new Meter(progress, messages().backup.unpacking);
  let place: ProjectPlace | undefined;
  const receiver = putFiles(home.restoring, meter, async (about) => {
    progress.note(messages().backup.of(about.commune.name, about.created_at));
    place = placeOfProject(setting, about);
  });
  const about = await unpack(sealed, receiver);
  await receiver.finish();
  await checkMemory(join(staged, 'warehouse.duckdb'), about, sealed.file);
  if (place === undefined) return { about, project: null };
  const { folder } = place;
  const from = join(home.restoring, 'project');
  await mkdir(from, { recursive: true });
  const state = await placeProject(from, place);
  await rememberProject(join(staged, 'home.json'), folder);
  return { about, project: { folder, state } };
}

/**
 * Brings a home back from a backup, into a home that is empty. Everything is unpacked within it and checked before any of it gets its
 * place; until then no command works in that home, and whatever goes wrong leaves it empty. One that was cut off while files got their
 * places is finished by the next restore. Throws `home_not_empty`, `wrong_passphrase`, `state_newer`, `project_place_missing` (exit
 * code 2), `backup_damaged`, `restore_not_written`.
 */
export async function restore(setting: Setting, sealed: Sealed): Promise<Verified> {
  const { home, say } = setting;
  const cutOff = await readVerified(home);
  if (cutOff !== undefined) {
    say(messages().backup.finishing(cutOff.about.created_at));
    await finishRestore(home);
    return cutOff;
  }
  await refuseUsedHome(home);
  let takeBack: (() => Promise<void>) | undefined;
  try {
    takeBack = await makeFolder(home.root);
    await rm(home.restoring, { recursive: true, force: true });
    const verified = await unpackBeside(setting, sealed);
    await writeVerified(home, verified);
    takeBack = undefined;
    await finishRestore(home);
    return verified;
  } catch (cause) {
    if (takeBack !== undefined) {
      await rm(home.restoring, { recursive: true, force: true }).catch(() => undefined);
      await takeBack();
    }
    throw cannotPut(home.root, cause);
  }
}
