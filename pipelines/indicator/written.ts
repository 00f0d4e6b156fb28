import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { filesUnder, type ProjectFiles } from '../config/project-files.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { indicatorFile } from '../messages/vi/indicator-file.ts';
import type { Composed } from './compose.ts';
import type { Line } from './counting.ts';
import { newFile, targetLines, withItem, withoutDefaults } from './item-text.ts';

/** A file of the project folder as it will be: its place in the program's order, where it lies, and all of its text. */
export interface WrittenFile {
  path: string;
  at: string;
  text: string;
}

const refusal = (code: string, message: string): KpiError => new KpiError(code, message, { exitCode: 2 });

/** A name for a new file of a group that is no file's of the program: it would stand in that one's place. */
function freeName(files: ProjectFiles, groupId: string): string {
  const taken = (name: string) => files.all.some(({ path }) => path === `models/indicators/${name}.yaml`);
  let name = groupId;
  for (let number = 2; taken(name); number += 1) name = `${groupId}-${number}`;
  return name;
}

/** The commune's own file in which a group already stands, with its text. */
async function ownFileOf(files: ProjectFiles, groupId: string): Promise<WrittenFile | undefined> {
  for (const { path, at, owner } of filesUnder(files, 'models/indicators/', '.yaml')) {
    if (owner !== 'commune') continue;
    const text = await readFile(at, 'utf8');
    if (Object(Object(parse(text)).group).id === groupId) return { path, at, text };
  }
  return undefined;
}

async function fileOfIndicator(
  files: ProjectFiles,
  folder: string,
  { group, lines }: Composed,
  today: string,
): Promise<WrittenFile> {
  const text = indicatorFile;
  const own = await ownFileOf(files, group.id);
  if (!own) {
    const name = freeName(files, group.id);
    const heading = { file: text.fileHeading(group.name), item: text.itemHeading(today) };
    return {
      path: `models/indicators/${name}.yaml`,
      at: join(folder, 'indicators', `${name}.yaml`),
      text: newFile(group, lines, heading),
    };
  }
  const cleared = withoutDefaults(own.text, lines).map((field): Line => ({ field, value: null }));
  const result = withItem(own.text, 'indicators', [...lines, ...cleared], text.itemHeading(today));
  if (result === undefined)
    throw refusal('list_in_brackets', messages().indicator.listInBrackets(basename(own.at), 'indicators'));
  return { ...own, text: result };
}

async function fileOfTarget(folder: string, { target }: Composed, today: string): Promise<WrittenFile[]> {
  if (!target) return [];
  const text = messages().indicator;
  const at = join(folder, 'targets.yaml');
  if (!existsSync(at)) throw refusal('no_targets', text.noTargetsFile);
  const result = withItem(
    await readFile(at, 'utf8'),
    'targets',
    targetLines(target),
    indicatorFile.itemHeading(today),
  );
  if (result === undefined) throw refusal('list_in_brackets', text.listInBrackets('targets.yaml', 'targets'));
  return [{ path: 'models/plan/targets.yaml', at, text: result }];
}

/**
 * The files of the project folder with the indicator and its target in them; nothing is written yet. Throws `list_in_brackets`,
 * `no_targets` (exit code 2).
 */
export const filesWith = async (
  files: ProjectFiles,
  folder: string,
  composed: Composed,
  today: string,
): Promise<WrittenFile[]> => [
  await fileOfIndicator(files, folder, composed, today),
  ...(await fileOfTarget(folder, composed, today)),
];

/** The files in force if these were written: their texts lie at `at` of another place, given for each. */
export function overlaid(
  files: ProjectFiles,
  written: readonly WrittenFile[],
  placeOf: (file: WrittenFile) => string,
): ProjectFiles {
  const all = files.all.filter(({ path }) => !written.some((its) => its.path === path));
  const added = written.map((file) => {
    const before = files.all.find(({ path }) => path === file.path);
    const shown = before?.shown ?? `${basename(files.folder ?? '')}/indicators/${basename(file.at)}`;
    return { ...before, path: file.path, at: placeOf(file), owner: 'commune' as const, shown };
  });
  return { ...files, all: [...all, ...added].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
