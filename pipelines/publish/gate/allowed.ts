import type { Published } from '../published-columns.ts';
import type { ScriptFiles } from '../script-files.ts';
import type { TextSearch } from './text-search.ts';

/** What the gate lets through, and what it never does. */
export interface Allowed {
  search: TextSearch;
  published: Published;
  /** Columns of any published mart. */
  columns: ReadonlySet<string>;
  /** Long whole numbers of tables, with where each stood first: one may be somebody's. */
  numbers: Map<string, string>;
  /** Script files that were built. */
  scripts: ScriptFiles;
}

export function noteNumbers({ numbers }: Allowed, found: readonly string[], where: string): void {
  for (const number of found) if (!numbers.has(number)) numbers.set(number, where);
}
