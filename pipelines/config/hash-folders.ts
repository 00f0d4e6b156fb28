import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * One hash over the names and contents of all files below some folders, the same on every system. Reads without
 * awaiting: of hundreds of small files the waiting is most of the time.
 */
export function hashFolders(root: string, folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      hash.update(`\n${relative(root, file).split(sep).join('/')}\n`);
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
