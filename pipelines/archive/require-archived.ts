import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { keptFiles } from './kept-rows.ts';
import { archivedFiles } from './store.ts';

/** A file that is about to be landed. `delivered_on`: ISO date on which it was pulled; `is_accepted`: held once, and accepted. */
export type NeededFile = {
  sha256: string;
  name: string;
  delivered_on: string;
  /** Local time. */
  pulled_at: string;
  is_accepted: boolean;
};

/** A needed file with its path: of the original or, where that has been removed on purpose, of the rows kept of it. */
export type FoundFile = NeededFile & { path: string; isKept: boolean };

/** The needed files of a source. */
export interface Needed {
  source: string;
  files: readonly NeededFile[];
  /** Whether the kept rows at a path can stand in for their original. */
  reaches(path: string): Promise<boolean>;
}

interface Options {
  /** What to do about files that are missing. */
  hint?: string;
}

/** That many missing files of a source are named. */
const namedFiles = 5;
const vietnamese = (isoDate: string): string => isoDate.split('-').reverse().join('/');

/** Whether an original is still what was taken: noise in its place would land as a refused file, and its rows be gone. */
async function hasHash(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}

/**
 * Refuses to go on when neither a file that is needed, as it was taken, nor what was kept of it is in the archive: to be asked before anything
 * is dropped that only they could bring back. Returns them with their paths. Throws `archive_incomplete` (exit code 2), which
 * speaks of all sources at once.
 */
export async function requireArchived(
  home: Home,
  needed: readonly Needed[],
  { hint = messages().run.archive.keepContract }: Options = {},
): Promise<FoundFile[]> {
  const text = messages().run.archive;
  const sources: string[] = [];
  const details: string[] = [];
  const found: FoundFile[] = [];
  for (const { source, files, reaches } of needed) {
    if (files.length === 0) continue;
    const originals = await archivedFiles(home, source);
    const kept = await keptFiles(home, source);
    const missing: NeededFile[] = [];
    for (const file of files) {
      const original = originals.get(file.sha256);
      const path = original ?? kept.get(file.sha256);
      const isKept = original === undefined;
      if (path !== undefined && (await (isKept ? reaches(path) : hasHash(path, file.sha256))))
        found.push({ ...file, path, isKept });
      else missing.push(file);
    }
    const since = missing.map((file) => file.delivered_on).sort()[0];
    if (since === undefined) continue;
    sources.push(text.lostOf(source, missing.length, vietnamese(since)));
    for (const file of missing.slice(0, namedFiles))
      details.push(text.lostFile(source, file.name, vietnamese(file.delivered_on)));
    if (missing.length > namedFiles) details.push(text.andMore(missing.length - namedFiles));
  }
  if (sources.length === 0) return found;
  throw new KpiError('archive_incomplete', text.lost(sources.join('; ')), {
    exitCode: 2,
    details,
    quotesData: true,
    hint,
  });
}
