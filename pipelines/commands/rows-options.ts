import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { whoAndWhy } from './who-and-why.ts';

/** Options of `indicator explain` that go with the rows behind a number. */
export interface RowOptions {
  rows?: boolean;
  byWhom?: string;
  limit?: string;
  xlsx?: string;
}

const refuse = (code: string, message: string) => new KpiError(code, message, { exitCode: 2 });

/** Where a workbook of rows may be written: a folder that is there, and not one that is served. */
function refusePath({ home }: Context, path: string): void {
  const { rows } = messages();
  if (!existsSync(dirname(path))) throw refuse('no_folder', rows.noFolder(dirname(path)));
  if (!relative(resolve(home.site), path).startsWith('..'))
    throw refuse('served_folder', rows.servedFolder(home.site));
}

/** Throws (exit code 2) where options do not go together, nobody is named, or the place of the workbook will not do. */
export function refuseRowOptions(context: Context, { rows: asked, byWhom, limit, xlsx }: RowOptions): void {
  const { rows: text, cli } = messages();
  const given = { '--by-whom': byWhom, '--limit': limit, '--xlsx': xlsx };
  if (!asked) {
    const [stray] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
    if (stray !== undefined) throw refuse('rows_missing', text.onlyWithRows(stray));
    return;
  }
  whoAndWhy(byWhom);
  if (limit !== undefined && !(Number.isSafeInteger(Number(limit)) && Number(limit) > 0))
    throw refuse('bad_number', cli.badNumber('--limit', limit));
  if (xlsx === undefined) return;
  if (context.json) throw refuse('two_forms', text.oneForm);
  refusePath(context, resolve(xlsx));
}
