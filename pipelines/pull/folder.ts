import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import picomatch from 'picomatch';
import type { Contract } from '../config/contract.ts';
import type { Home } from '../config/home.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { type Pull, type PulledFile, presentableName } from './pulled.ts';

export interface FolderOptions {
  /** A file must have rested this long before it is taken, so that none is taken half-written. Default 1 s. */
  restMs?: number;
  /** How long to wait for a file to rest. Default 6 s. */
  patienceMs?: number;
}

/** Leftovers of copying programs and lock files of office programs: never data. */
const byTheWay = /^(\.|~\$)|\.(part|tmp|crdownload|download)$/i;

interface Look {
  bytes: number;
  modifiedMs: number;
}

async function look(path: string): Promise<Look | undefined> {
  const found = await lstat(path);
  return found.isFile() ? { bytes: found.size, modifiedMs: found.mtimeMs } : undefined;
}

/** Waits until a file has not changed for a while. Undefined when it still grows after all patience. */
async function rested(
  path: string,
  first: Look,
  options: Required<FolderOptions>,
): Promise<Look | undefined> {
  const until = Date.now() + options.patienceMs;
  let before = first;
  while (Date.now() - before.modifiedMs < options.restMs) {
    if (Date.now() > until) return undefined;
    await sleep(Math.min(options.restMs, 300));
    const now = await look(path);
    if (!now) return undefined;
    before = now;
  }
  return before;
}

/** Copies into the archive while hashing; the archived file appears whole under its hash, or not at all. */
async function archive(path: string, folder: string): Promise<{ sha256: string; bytes: number }> {
  const unfinished = join(folder, `.incoming-${process.pid}`);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    await pipeline(
      createReadStream(path),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    const sha256 = hash.digest('hex');
    await rename(unfinished, join(folder, `${sha256}${extname(path).toLowerCase()}`));
    return { sha256, bytes };
  } finally {
    await rm(unfinished, { force: true });
  }
}

/**
 * Takes what is new in a source's inbox folder into the archive. The inbox is left as it is: an officer's folder is
 * not ours to tidy. A file seen before with the same size and time is not read again.
 */
export async function pullFolder(
  warehouse: Warehouse,
  home: Home,
  contract: Contract,
  pulledAt: string,
  options: FolderOptions = {},
): Promise<Pull> {
  const settings = { restMs: 1000, patienceMs: 6000, ...options };
  const inbox = join(home.inbox, contract.id);
  const folder = join(home.archive, contract.id);
  await mkdir(inbox, { recursive: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const matches = picomatch(contract.pull.files, { nocase: true });
  const pull: Pull = { taken: [], known: [], notices: [] };
  const notice = (file: string, code: Pull['notices'][number]['code']) => {
    const name = presentableName(file);
    pull.notices.push({ source: contract.id, file: name, code, message: messages().pull[code](name) });
  };

  for (const entry of (await readdir(inbox)).filter((name) => !byTheWay.test(name)).sort()) {
    const path = join(inbox, entry);
    if (!matches(entry)) {
      notice(entry, 'not_expected');
      continue;
    }
    const first = await look(path).catch(() => undefined);
    if (!first) {
      notice(entry, 'unreadable');
      continue;
    }
    const seen = await seenBefore(warehouse, contract.id, path, first);
    if (seen) {
      pull.known.push({
        source: contract.id,
        sha256: seen,
        name: presentableName(entry),
        bytes: first.bytes,
      });
      continue;
    }
    const before = await rested(path, first, settings);
    if (!before) {
      notice(entry, 'still_growing');
      continue;
    }
    let copied: { sha256: string; bytes: number };
    try {
      copied = await archive(path, folder);
    } catch {
      notice(entry, 'unreadable');
      continue;
    }
    const after = await look(path).catch(() => undefined);
    if (after?.bytes !== before.bytes || after.modifiedMs !== before.modifiedMs) {
      notice(entry, 'still_growing');
      continue;
    }
    const file: PulledFile = { source: contract.id, name: presentableName(entry), ...copied };
    const isNew = await register(warehouse, file, path, before, pulledAt);
    (isNew ? pull.taken : pull.known).push(file);
  }
  return pull;
}

async function seenBefore(
  warehouse: Warehouse,
  source: string,
  path: string,
  now: Look,
): Promise<string | undefined> {
  const rows = await warehouse.all<{ sha256: string }>(`
    select sha256 from ops.seen where path = ${literal(path)} and source = ${literal(source)}
      and bytes = ${now.bytes} and modified_ms = ${now.modifiedMs}`);
  return rows[0]?.sha256;
}

async function register(
  warehouse: Warehouse,
  file: PulledFile,
  path: string,
  at: Look,
  pulledAt: string,
): Promise<boolean> {
  return warehouse.transaction(async () => {
    const added = await warehouse.all(`
      insert into ops.file values (${literal(file.source)}, ${literal(file.sha256)}, ${literal(file.name)}, ${file.bytes},
        timestamp ${literal(pulledAt)})
      on conflict do nothing returning 1`);
    await warehouse.run(`
      insert or replace into ops.seen values (${literal(path)}, ${at.bytes}, ${at.modifiedMs}, ${literal(file.source)},
        ${literal(file.sha256)})`);
    return added.length > 0;
  });
}

/** Where the archive keeps a file; undefined when it has been pruned. */
export async function archivedPath(home: Home, source: string, sha256: string): Promise<string | undefined> {
  const folder = join(home.archive, source);
  const name = (await readdir(folder)).find((entry) => entry.startsWith(sha256));
  return name === undefined ? undefined : join(folder, name);
}
