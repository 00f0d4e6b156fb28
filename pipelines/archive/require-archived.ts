import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { archivedFiles } from './store.ts';

/** A file whose original is about to be read. `delivered_on`: ISO date on which it was pulled. */
export type NeededFile = { sha256: string; name: string; delivered_on: string };

interface Options {
  /** Looks into a file that is there. Default: being there is enough. */
  isWhole?: (path: string, sha256: string) => Promise<boolean>;
  /** What to do about files that are missing. */
  hint?: string;
}

/** That many missing files of a source are named. */
const namedFiles = 5;
const vietnamese = (isoDate: string): string => isoDate.split('-').reverse().join('/');

/**
 * Refuses to go on when original files that are needed are not in the archive: to be asked before anything is dropped
 * that only they could bring back. Returns them with their paths. Throws `archive_incomplete` (exit code 2), which speaks
 * of all sources at once.
 */
export async function requireArchived(
  home: Home,
  needed: readonly { source: string; files: readonly NeededFile[] }[],
  { isWhole = async () => true, hint = messages().run.archive.keepContract }: Options = {},
): Promise<(NeededFile & { path: string })[]> {
  const text = messages().run.archive;
  const sources: string[] = [];
  const details: string[] = [];
  const found: (NeededFile & { path: string })[] = [];
  for (const { source, files } of needed) {
    if (files.length === 0) continue;
    const paths = await archivedFiles(home, source);
    const missing: NeededFile[] = [];
    for (const file of files) {
      const path = paths.get(file.sha256);
      if (path === undefined || !(await isWhole(path, file.sha256))) missing.push(file);
      else found.push({ ...file, path });
    }
    const since = missing.map((file) => file.delivered_on).sort()[0];
    if (since === undefined) continue;
    sources.push(text.lostOf(source, missing.length, vietnamese(since)));
    for (const file of missing.slice(0, namedFiles))
      details.push(text.lostFile(source, file.name, vietnamese(file.delivered_on)));
    if (missing.length > namedFiles) details.push(text.andMore(missing.length - namedFiles));
  }
  if (sources.length === 0) return found;
  throw new KpiError('archive_incomplete', text.lost(sources.join('; ')), { exitCode: 2, details, hint });
}
