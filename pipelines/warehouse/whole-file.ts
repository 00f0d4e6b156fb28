import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

/**
 * Puts a finished file or folder under its name in one step. What the folder lists is flushed too, where the system can
 * (Windows cannot open a folder): after a power cut the name stands for the whole new file or for the whole old one.
 */
export async function putInPlace(next: string, path: string): Promise<void> {
  await rename(next, path);
  const folder = await open(dirname(path)).catch(() => undefined);
  try {
    await folder?.sync();
  } catch {
    // A file system that cannot flush a folder; the rename itself has been done.
  } finally {
    await folder?.close();
  }
}

/** Has the system write a finished file to the disk before it gets its name. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** Writes a file so that it appears whole or not at all. `next`: its name until then, in the same folder. */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  { mode, next = `${path}.next` }: { mode?: number; next?: string } = {},
): Promise<void> {
  await rm(next, { force: true });
  await writeFile(next, content, { flush: true, ...(mode === undefined ? {} : { mode }) });
  await putInPlace(next, path);
}

/**
 * Puts a closed database under its name. A .wal beside a file that takes another's place would be replayed into it:
 * that of the old one goes. Throws `wal_left_over` where the new one has one: it was not closed in order.
 */
export async function putDatabaseInPlace(next: string, path: string): Promise<void> {
  const leftOver = await open(`${next}.wal`).catch(() => undefined);
  if (leftOver) {
    await leftOver.close();
    throw new KpiError('wal_left_over', messages().run.rebuild.leftOver(`${next}.wal`));
  }
  await flush(next);
  await rm(`${path}.wal`, { force: true });
  await putInPlace(next, path);
}

export async function removeDatabase(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.wal`, { force: true });
}
