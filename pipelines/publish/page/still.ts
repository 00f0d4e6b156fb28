import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ProjectFile } from '../../config/project-files.ts';
import type { Page } from './page.ts';

const below = 'reports/components/';
/** What a component does when its page has come to a browser: it listens, reads what is there, or leads elsewhere. */
const doing =
  /\bon:[a-z]|\b(?:bind|use|in|out|transition|animate):[a-z]|\b(?:onMount|afterUpdate|goto|replaceState)\(|<svelte:(?:window|document|body)\b/;

/**
 * Names of the components that do something in the browser of a reader, themselves or by another one that they use. (A file of
 * `static/` that a component names as a script runs beside the page, and is no reason to send its rows.)
 *
 * @param files what is in force below `reports/`
 */
export async function livingComponents(files: readonly ProjectFile[]): Promise<Set<string>> {
  const sources = new Map(
    await Promise.all(
      files
        .filter(({ path }) => path.startsWith(below) && /\.(?:svelte|js)$/.test(path))
        .map(async ({ path, at }) => [path, await readFile(at, 'utf8')] as const),
    ),
  );
  const users = new Map<string, string[]>();
  for (const [path, source] of sources)
    for (const [, used = ''] of source.matchAll(/\bfrom\s+'(\.[^']+)'/g)) {
      const at = posix.join(posix.dirname(path), used);
      users.set(at, [...(users.get(at) ?? []), path]);
    }
  const living = new Set([...sources].filter(([, its]) => doing.test(its)).map(([path]) => path));
  for (const path of living) for (const user of users.get(path) ?? []) living.add(user);
  return new Set([...living].map((path) => posix.basename(path, '.svelte')));
}

/** Whether nothing of a plain page waits for its reader. */
export const isStill = ({ text }: Page, living: ReadonlySet<string>): boolean =>
  ![...text.matchAll(/<([A-Z]\w*)/g)].some(([, name = '']) => living.has(name)) && !doing.test(text);
