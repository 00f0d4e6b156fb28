import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotRead } from './faults.ts';

/** A file or folder that a backup holds. */
export interface Listed {
  /** Its name in the backup, with '/'. */
  path: string;
  /** Where it lies. */
  at: string;
  isFolder: boolean;
  bytes: number;
  mode: number;
  /** When it was changed last, in ms. */
  modifiedMs: number;
}

interface Listing {
  /** What does not come along: `path` below the folder that is listed, with '/'. */
  leavesOut(path: string, at: string, found: Stats): boolean;
  /** Whether a link is followed. Default: an archive may lie on another disk. */
  follows?(path: string): boolean;
}

/**
 * Everything below a folder, as `<name>/…`, in the order of names. What is neither a file nor a folder (a socket, a link that
 * is not followed) is left out. Throws `backup_source_unreadable`.
 */
export async function listFiles(
  name: string,
  folder: string,
  { leavesOut, follows = () => true }: Listing,
): Promise<Listed[]> {
  const listed: Listed[] = [];
  const entered = new Set<string>();
  const enter = async (below: string): Promise<void> => {
    const at = join(folder, below);
    // A link back to where we came from has no end.
    const real = await realpath(at);
    if (entered.has(real)) return;
    entered.add(real);
    for (const entry of (await readdir(at)).sort()) {
      const path = below === '' ? entry : `${below}/${entry}`;
      const its = join(at, entry);
      const found = await (follows(path) ? stat(its) : lstat(its)).catch((cause) => {
        throw cannotRead(its, cause);
      });
      if (!(found.isFile() || found.isDirectory()) || leavesOut(path, its, found)) continue;
      const isFolder = found.isDirectory();
      const { mode, mtimeMs: modifiedMs } = found;
      const bytes = isFolder ? 0 : found.size;
      listed.push({ path: `${name}/${path}`, at: its, isFolder, bytes, mode: mode & 0o777, modifiedMs });
      if (isFolder) await enter(path);
    }
  };
  await enter('').catch((cause) => {
    throw cannotRead(folder, cause);
  });
  return listed;
}
