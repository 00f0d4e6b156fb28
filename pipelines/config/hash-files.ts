import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ProjectFile } from './project-files.ts';

/**
 * One hash over names and contents of files, the same on every system. Reads without awaiting: of hundreds of small files
 * the waiting is most of the time.
 */
export function hashFiles(files: readonly Pick<ProjectFile, 'path' | 'at'>[]): string {
  const hash = createHash('sha256');
  for (const { path, at } of files) {
    hash.update(`\n${path}\n`);
    hash.update(readFileSync(at));
  }
  return hash.digest('hex');
}
