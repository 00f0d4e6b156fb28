import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { nearest } from './nearest.ts';
import { changedSince } from './project.ts';
import { keptFolder, type ProjectFile, type ProjectFiles, placeFor, projectFiles } from './project-files.ts';

/** Files that a new project folder begins with: those that every commune has to fill in. */
const beginnings = ['models/plan/plan.yaml', 'models/plan/targets.yaml', 'models/plan/calendar.yaml'];

/** Marts that read what a commune's SQL may not (`model/own-sql.ts`): a copy of one would be refused the night after. */
const closedMarts = ['delivery', 'refusal', 'vpcp06'].map((name) => `models/marts/${name}.sql`);

const refusal = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/** Copies a file of the program into the folder, and once more as what it was at this moment. */
async function copyWithOrigin(program: string, folder: string, path: string): Promise<string> {
  const at = join(folder, placeFor(path) ?? path);
  for (const to of [join(folder, keptFolder, path), ...(existsSync(at) ? [] : [at])]) {
    await mkdir(dirname(to), { recursive: true });
    await cp(join(program, path), to);
  }
  return at;
}

/**
 * Makes a project folder with the files every commune has to fill in. Throws `project_exists` (exit code 2) where there is
 * something already, and `project_misplaced` inside the program.
 */
export async function makeProjectFolder(program: string, folder: string): Promise<void> {
  const text = messages().project;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw refusal('project_exists', text.initExists(folder));
  if (!relative(program, folder).startsWith('..'))
    throw refusal('project_misplaced', text.insideProgram(folder));
  for (const path of beginnings) await copyWithOrigin(program, folder, path);
}

/** What came of replacing a file: where the commune's stands, and whether it was made now. */
export interface Replaced {
  path: string;
  at: string;
  made: boolean;
}

/**
 * Puts a copy of a file of the program into the folder, to stand in its place. One that is there stays; of the program's the
 * present state is noted, to compare with later. Throws `not_replaceable` (exit code 2).
 */
export async function replaceFile(files: ProjectFiles, folder: string, path: string): Promise<Replaced> {
  const text = messages().project;
  const program = projectFiles(files.program).all.map((file) => file.path);
  const replaceable = program.filter((candidate) => placeFor(candidate) !== undefined);
  if (!program.includes(path))
    throw refusal('not_replaceable', text.notReplaceable(path, nearest(path, replaceable)));
  const place = placeFor(path);
  if (place === undefined || closedMarts.includes(path))
    throw refusal('not_replaceable', text.programOnly(path));
  const made = !existsSync(join(folder, place));
  return { path, at: await copyWithOrigin(files.program, folder, path), made };
}

/** How a file of the folder stands to the program. */
export type FileState = 'added' | 'replaced' | 'changed' | 'unknown';

export function stateOf(folder: string, file: ProjectFile): FileState {
  if (file.replaces === undefined) return 'added';
  const changed = changedSince(folder, file);
  if (changed === undefined) return 'unknown';
  return changed ? 'changed' : 'replaced';
}

/** What the program has changed in a file since the commune put its own in its place: lines gone, lines new. */
export function differenceOf(folder: string, file: ProjectFile): { gone: string[]; added: string[] } {
  const kept = join(folder, keptFolder, file.path);
  if (file.replaces === undefined || !existsSync(kept)) return { gone: [], added: [] };
  const lines = (at: string) => readFileSync(at, 'utf8').split(/\r?\n/);
  const [before, now] = [lines(kept), lines(file.replaces)];
  return {
    gone: before.filter((line) => !now.includes(line)),
    added: now.filter((line) => !before.includes(line)),
  };
}
