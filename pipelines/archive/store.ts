import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Home } from '../config/home.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { putInPlace } from '../warehouse/whole-file.ts';
import type { ArchivedFile } from './archived-file.ts';

export interface Archived {
  sha256: string;
  bytes: number;
}

interface ArchiveOptions {
  /** Without the dot; none: the file lies under its bare hash. */
  extension: string | undefined;
  /** Reading stops above it; the fault is the caller's to word. */
  limit?: { bytes: number; fault: () => Error };
  /** Looks at the finished file before it counts; what it throws leaves the archive as it was. */
  check?: (path: string, bytes: number) => Promise<void>;
}

const unfinished = '.incoming-';
let opened = 0;

/** The archive folder of a source, for its owner only, without what a killed run left half-written. */
export async function openArchive(home: Home, source: string): Promise<string> {
  const folder = join(home.archive, source);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A folder made by hand or by an older program may be open to others.
  if (process.platform !== 'win32') await chmod(folder, 0o700);
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(unfinished)) await rm(join(folder, entry), { force: true });
  }
  return folder;
}

/** Writes a stream into the archive while hashing; the file appears whole under its hash, or not at all. */
export async function archiveStream(
  folder: string,
  chunks: AsyncIterable<Buffer>,
  { extension, limit, check }: ArchiveOptions,
): Promise<Archived> {
  opened += 1;
  const incoming = join(folder, `${unfinished}${process.pid}-${opened}`);
  const hash = createHash('sha256');
  let bytes = 0;
  // Flushed before it gets its name: after a power cut a name must not stand for half a file.
  const sink = createWriteStream(incoming, { mode: 0o600, flush: true });
  const closed = new Promise<void>((resolve) => sink.once('close', resolve));
  try {
    await pipeline(
      chunks,
      async function* (read: AsyncIterable<Buffer>) {
        for await (const chunk of read) {
          bytes += chunk.length;
          if (limit && bytes > limit.bytes) throw limit.fault();
          hash.update(chunk);
          yield chunk;
        }
      },
      sink,
    );
    await check?.(incoming, bytes);
    const sha256 = hash.digest('hex');
    const names = await readdir(folder);
    // The same bytes under another extension are the same file.
    if (!names.some((name) => name.startsWith(sha256))) {
      await putInPlace(incoming, join(folder, extension === undefined ? sha256 : `${sha256}.${extension}`));
    }
    return { sha256, bytes };
  } finally {
    // It may still be opening its file when the other side has long failed: removed now, the file would come after.
    await closed;
    await rm(incoming, { force: true });
  }
}

/**
 * Notes a file of the archive, together with what `alongside` has to remember of it: both or neither. Returns whether
 * it is new to the source.
 */
export async function register(
  warehouse: Warehouse,
  file: ArchivedFile,
  pulledAt: string,
  alongside: () => Promise<unknown>,
): Promise<boolean> {
  return warehouse.transaction(async () => {
    const added = await warehouse.all(`
      insert into ops.file (source, sha256, name, bytes, pulled_at)
      values (${literal(file.source)}, ${literal(file.sha256)}, ${literal(file.name)}, ${file.bytes},
        timestamp ${literal(pulledAt)})
      on conflict do nothing returning 1`);
    await alongside();
    return added.length > 0;
  });
}

const hashed = /^[0-9a-f]{64}(?=\.|$)/;

/** Paths of the files the archive holds of a source, by hash. Whatever else lies there (its index) is none of them. */
export async function archivedFiles(home: Home, source: string): Promise<Map<string, string>> {
  const folder = join(home.archive, source);
  const files = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [])) {
    const sha256 = hashed.exec(name)?.[0];
    if (sha256 !== undefined) files.set(sha256, join(folder, name));
  }
  return files;
}

/** Where the archive keeps a file; undefined when it has been pruned. */
export async function archivedPath(home: Home, source: string, sha256: string): Promise<string | undefined> {
  return (await archivedFiles(home, source)).get(sha256);
}

/** Whether anything has ever been taken into the archive of a home; `noted`: and written into its index, which comes after. */
export async function archiveHolds(home: Home, noted = false): Promise<boolean> {
  for (const entry of await readdir(home.archive, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory()) continue;
    const names = await readdir(join(home.archive, entry.name));
    if (names.some((name) => name === 'index.json' || (!noted && hashed.test(name)))) return true;
  }
  return false;
}
