import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KpiError } from '../../error.ts';
import { messages } from '../../messages/index.ts';
import type { Setting } from '../setting.ts';
import type { About } from './about.ts';
import { cannotPut } from './faults.ts';
import { isWithin } from './home-files.ts';
import { listFiles } from './list-files.ts';

/** What became of the project folder of a backup: put in place, or one that was there stays, the same or another. */
export type ProjectState = 'put' | 'same' | 'differs';

export interface ProjectPlace {
  folder: string;
  /** There is one already: it stays as it is. */
  isThere: boolean;
}

const isUsed = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/**
 * Where the project folder of a backup belongs: where the reader says, else where it was. A path that only the backup names is never
 * written to. Throws `project_place_missing`, `project_misplaced` (exit code 2).
 */
export function placeOfProject({ home, program, project }: Setting, about: About): ProjectPlace | undefined {
  if (about.project === null) return undefined;
  const text = messages().backup;
  const folder = project ?? about.project;
  if (isUsed(folder)) return { folder, isThere: true };
  if (project === undefined)
    throw new KpiError('project_place_missing', text.projectPlace(about.project), {
      exitCode: 2,
      hint: text.projectPlaceHint(about.project),
    });
  if (isWithin(home.root, folder) || isWithin(program, folder))
    throw new KpiError('project_misplaced', text.projectMisplaced(folder), { exitCode: 2 });
  return { folder, isThere: false };
}

async function isSame(folder: string, other: string): Promise<boolean> {
  const everything = { leavesOut: () => false };
  const [its, others] = [await listFiles('', folder, everything), await listFiles('', other, everything)];
  if (its.length !== others.length) return false;
  for (const [at, file] of its.entries()) {
    const against = others[at];
    if (file.path !== against?.path || file.isFolder !== against.isFolder) return false;
    if (!file.isFolder && !(await readFile(file.at)).equals(await readFile(against.at))) return false;
  }
  return true;
}

/** Puts a project folder where it belongs, whole or not at all; one that is there is only looked at. */
export async function placeProject(from: string, { folder, isThere }: ProjectPlace): Promise<ProjectState> {
  if (isThere) return (await isSame(from, folder)) ? 'same' : 'differs';
  // It may be another disk: copied under another name first.
  const next = `${folder}.part`;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await rm(next, { recursive: true, force: true });
    await cp(from, next, { recursive: true, preserveTimestamps: true });
    if (existsSync(folder)) await rmdir(folder);
    await rename(next, folder);
  } catch (cause) {
    await rm(next, { recursive: true, force: true }).catch(() => undefined);
    throw cannotPut(folder, cause);
  }
  return 'put';
}
