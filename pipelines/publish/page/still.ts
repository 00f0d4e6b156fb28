import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ProjectFile } from '../../config/project-files.ts';
import type { Page } from './page.ts';

const below = 'reports/components/';
/** What a component does when its page has come to a browser: it listens, reads what is there, or leads elsewhere. */
const doing =
  /\bon:[a-z]|\b(?:bind|use|in|out|transition|animate):[a-z]|\b(?:onMount|afterUpdate|goto|replaceState)\(|<svelte:(?:window|document|body)\b/;

/** Components and scripts below `reports/components/`, each with what it takes from the others. */
export interface Components {
  /** By path, as `reports/components/PageHead.svelte`. */
  uses: ReadonlyMap<string, readonly string[]>;
  /** Those that do something in the browser of a reader, themselves or by another one that they use. */
  living: ReadonlySet<string>;
}

const nameOf = (path: string): string => posix.basename(path, '.svelte');

/**
 * (A file of `static/` that a component names as a script runs beside the page, and does not make the component a living one.)
 *
 * @param files what is in force below `reports/`
 */
export async function readComponents(files: readonly ProjectFile[]): Promise<Components> {
  const sources = new Map(
    await Promise.all(
      files
        .filter(({ path }) => path.startsWith(below) && /\.(?:svelte|js)$/.test(path))
        .map(async ({ path, at }) => [path, await readFile(at, 'utf8')] as const),
    ),
  );
  const uses = new Map(
    [...sources].map(([path, source]) => [
      path,
      [...source.matchAll(/\bfrom\s+'(\.[^']+)'/g)].map(([, used = '']) =>
        posix.join(posix.dirname(path), used),
      ),
    ]),
  );
  const living = new Set([...sources].filter(([, its]) => doing.test(its)).map(([path]) => path));
  const users = [...uses].flatMap(([path, used]) => used.map((its) => [its, path] as const));
  for (const path of living) for (const [used, user] of users) if (used === path) living.add(user);
  return { uses, living };
}

const named = ({ text }: Page): Set<string> =>
  new Set([...text.matchAll(/<([A-Z]\w*)/g)].map(([, name = '']) => name));

/** Whether nothing of a plain page waits for its reader. */
export const isStill = (page: Page, { living }: Components): boolean =>
  ![...living].some((path) => named(page).has(nameOf(path))) && !doing.test(page.text);

/** Paths of the components that pages are made of, with all that these use. */
export function componentsOf(pages: readonly Page[], { uses }: Components): Set<string> {
  const names = new Set(pages.flatMap((page) => [...named(page)]));
  const reached = new Set([...uses.keys()].filter((path) => names.has(nameOf(path))));
  for (const path of reached) for (const used of uses.get(path) ?? []) reached.add(used);
  return reached;
}
