import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import picomatch from 'picomatch';
import { type ArchivedFile, presentableName } from '../archive/archived-file.ts';
import { type Archived, archiveStream, openArchive, register } from '../archive/store.ts';
import type { Home } from '../config/home.ts';
import type { FolderSettings, Pullable } from '../config/pull-settings.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { extensionOf } from './extension.ts';
import type { Pull } from './pulled.ts';

export interface FolderOptions {
  /** A file must have rested this long before it is taken, so that none is taken half-written. Default 1 s. */
  restMs?: number;
  /** How long to wait for a file to rest. Default 6 s. */
  patienceMs?: number;
}

/** Leftovers of copying programs and lock files of office programs: never data. */
export const byTheWay = /^(\.|~\$)|\.(part|tmp|crdownload|download|filepart)$/i;

interface Look {
  bytes: number;
  modifiedMs: number;
}

const same = (a: Look, b: Look | undefined): boolean => a.bytes === b?.bytes && a.modifiedMs === b.modifiedMs;

/** Undefined for what is no plain file: a link could point at any file of the machine. */
async function look(path: string): Promise<Look | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isFile() ? { bytes: found.size, modifiedMs: found.mtimeMs } : undefined;
}

/**
 * Waits until a file has not changed for a while: by its own time, or watched, for a share's clock may run ahead of
 * ours. Undefined when it still grows after all patience.
 */
async function rested(
  path: string,
  first: Look,
  options: Required<FolderOptions>,
): Promise<Look | undefined> {
  const begun = Date.now();
  let since = begun;
  let before = first;
  while (Date.now() - Math.min(before.modifiedMs, since) < options.restMs) {
    if (Date.now() - begun > options.patienceMs) return undefined;
    await sleep(Math.min(options.restMs, 300));
    const now = await look(path);
    if (!now) return undefined;
    if (!same(now, before)) since = Date.now();
    before = now;
  }
  return before;
}

type Refusal = 'unreadable' | 'still_growing' | 'not_expected';

/** `*.{csv,xlsx}` as people read it: `.csv, .xlsx`; another pattern as it is. */
const kindsOf = (files: string): string =>
  /^\*\.\{([\w,]+)\}$/.exec(files)?.[1]?.replace(/\w+/g, '.$&').replaceAll(',', ', ') ?? files;

/** Thrown to take back a copy whose original changed meanwhile. */
class Changed extends Error {}

/** Copies a file into the archive, or says why not. */
async function copy(path: string, folder: string, before: Look): Promise<Archived | Refusal> {
  // Not followed even if the file was swapped for a link since it was looked at; Windows has no such flag.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => undefined);
  if (!handle) return 'unreadable';
  try {
    return await archiveStream(folder, handle.createReadStream({ autoClose: false }), {
      extension: extensionOf(path),
      check: async () => {
        if (!same(before, await look(path))) throw new Changed();
      },
    });
  } catch (error) {
    if (error instanceof Changed) return 'still_growing';
    // Locked by another program on Windows, or a broken disk or share.
    if ((error as NodeJS.ErrnoException).syscall === 'read') return 'unreadable';
    throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Takes what is new in a source's inbox folder into the archive. The inbox is left as it is: an officer's folder is
 * not ours to tidy. A file seen before with the same size and time is not read again.
 */
export async function pullFolder(
  warehouse: Warehouse,
  home: Home,
  { id: source, pull: { files } }: Pullable<FolderSettings>,
  pulledAt: string,
  options: FolderOptions = {},
): Promise<Pull> {
  const settings = { restMs: options.restMs ?? 1000, patienceMs: options.patienceMs ?? 6000 };
  const inbox = join(home.inbox, source);
  const folder = await openArchive(home, source);
  await mkdir(inbox, { recursive: true });
  const matches = picomatch(files, { nocase: true });
  const pull: Pull = { taken: [], known: [], notices: [] };
  const seen = await filesSeen(warehouse, source);

  for (const entry of (await readdir(inbox)).filter((name) => !byTheWay.test(name)).sort()) {
    const path = join(inbox, entry);
    const name = presentableName(entry);
    const notice = (code: Refusal) =>
      pull.notices.push({ source, file: name, code, message: messages().pull[code](name, kindsOf(files)) });
    if (!matches(entry)) {
      notice('not_expected');
      continue;
    }
    const first = await look(path);
    if (!first) {
      notice('unreadable');
      continue;
    }
    const earlier = seen.get(path);
    if (earlier && same(first, earlier)) {
      pull.known.push({ source, sha256: earlier.sha256, name, bytes: first.bytes });
      continue;
    }
    const before = await rested(path, first, settings);
    const copied = before ? await copy(path, folder, before) : 'still_growing';
    if (!before || typeof copied === 'string') {
      notice(typeof copied === 'string' ? copied : 'still_growing');
      continue;
    }
    const file: ArchivedFile = { source, name, ...copied };
    const isNew = await register(warehouse, file, pulledAt, () =>
      warehouse.run(`
        insert or replace into ops.seen (path, bytes, modified_ms, source, sha256) values (${literal(path)}, ${before.bytes}, ${before.modifiedMs},
          ${literal(source)}, ${literal(file.sha256)})`),
    );
    (isNew ? pull.taken : pull.known).push(file);
  }
  return pull;
}

/** The files of the inbox as they were when they were taken, by their path. */
async function filesSeen(
  warehouse: Warehouse,
  source: string,
): Promise<Map<string, Look & { sha256: string }>> {
  const rows = await warehouse.all<{ path: string; bytes: number; modified_ms: number; sha256: string }>(
    `select path, bytes, modified_ms, sha256 from ops.seen where source = ${literal(source)}`,
  );
  return new Map(
    rows.map(({ path, bytes, modified_ms, sha256 }) => [path, { bytes, modifiedMs: modified_ms, sha256 }]),
  );
}
