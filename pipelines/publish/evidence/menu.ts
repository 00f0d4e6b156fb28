import { readFile } from 'node:fs/promises';
import type { ProjectFile } from '../../config/project-files.ts';
import { addressOf } from '../page/page.ts';

export interface Place {
  /** Address of the page, as `/diem-766/`. */
  href: string;
  label: string;
  /** Where one such page lies for each period, as `/ky/`. */
  pages?: string;
}

/** What a page is called: its `title:`, else its first heading, else its address. */
function titleOf(text: string, address: string): string {
  const front = /^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '';
  const title = /^title:\s*(.+?)\s*$/m.exec(front)?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  return title ?? /^#\s+(.+?)\s*$/m.exec(text)?.[1] ?? address.replaceAll('/', '');
}

/** The program's places whose pages are in force, and after them the pages that the commune has added. */
export async function menuOf(files: readonly ProjectFile[], known: readonly Place[]): Promise<Place[]> {
  const pages = new Map(
    files.flatMap((file) => {
      const address = addressOf(file);
      // A template of many has no place of its own.
      return address === undefined || address.includes('[') ? [] : [[address, file] as const];
    }),
  );
  const added = [...pages].filter(([, { owner, replaces }]) => owner === 'commune' && replaces === undefined);
  const own = added.map(async ([href, { at }]) => ({
    href,
    label: titleOf(await readFile(at, 'utf8'), href),
  }));
  return [...known.filter(({ href }) => pages.has(href)), ...(await Promise.all(own))];
}
