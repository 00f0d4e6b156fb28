import { existsSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Home } from '../../config/home.ts';
import { byTheWay } from '../../pull/folder.ts';
import { type Listed, listFiles } from './list-files.ts';
import type { Seen } from './remembered.ts';

/**
 * What of a home does not come along: what the next refresh makes anew, what tells of this machine only, and what a killed run left
 * half-written. Everything else does, also what later programs put there.
 */
const leftBehind =
  /^(site|tmp|logs|run\.lock.*|restore\.part|lost\+found|warehouse\.duckdb\.(wal|rebuild.*))$|^(?!inbox\/).*\.next$|\/\.incoming-/;

const isInbox = (path: string): boolean => path.startsWith('inbox/');

/** Whether a folder is another one, or lies in it. */
export const isWithin = (folder: string, path: string): boolean =>
  `${resolve(path)}/`.replaceAll('\\', '/').startsWith(`${resolve(folder)}/`.replaceAll('\\', '/'));

interface Asked {
  home: Home;
  /** The project folder, where the home has one. */
  project: string | undefined;
  /** The copy of the warehouse that stands for it; undefined where there is none. */
  warehouse: string | undefined;
  /** Files of the inbox that have been taken: their originals lie in the archive. */
  seen: readonly Seen[];
}

/** Every file that a restore needs, named as in the backup. Throws `backup_source_unreadable`. */
export async function filesToKeep({ home, project, warehouse, seen }: Asked): Promise<Listed[]> {
  const taken = new Map(seen.map((its) => [its.path, its]));
  const isTaken = (at: string, { size, mtimeMs }: Stats) => {
    const its = taken.get(at);
    return its !== undefined && its.bytes === size && its.modified_ms === mtimeMs;
  };
  const ofHome = await listFiles('home', home.root, {
    leavesOut: (path, at, found) =>
      leftBehind.test(path) ||
      at === project ||
      (isInbox(path) &&
        found.isFile() &&
        (byTheWay.test(path.split('/').at(-1) ?? '') || isTaken(at, found))),
    // A link in an inbox could point at any file of the machine: a night does not follow it either.
    follows: (path) => !isInbox(path),
  });
  const copy = warehouse === undefined ? undefined : await stat(warehouse);
  const files = ofHome.flatMap((its) => {
    if (its.at !== home.warehouse) return [its];
    if (warehouse === undefined || copy === undefined) return [];
    return [{ ...its, at: warehouse, bytes: copy.size, modifiedMs: copy.mtimeMs }];
  });
  if (project === undefined || !existsSync(project)) return files;
  const ofProject = await listFiles('project', project, { leavesOut: (_, at) => at === home.root });
  return [...files, ...ofProject];
}
