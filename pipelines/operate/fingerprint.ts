import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** One hash over the names and contents of all files below some folders, the same on every system. */
export async function hashFolders(root: string, folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      hash.update(`\n${relative(root, file).split(sep).join('/')}\n`);
      hash.update(await readFile(file));
    }
  }
  return hash.digest('hex');
}
