import { basename, extname } from 'node:path';
import { helperColumns } from '../evidence/helper-columns.ts';
import { openTableOf } from '../open-data/tables.ts';
import { hashColumns } from '../published-columns.ts';
import { type Allowed, noteNumbers } from './allowed.ts';
import type { Findings } from './finding.ts';
import type { PublishedTable } from './read-data.ts';

/** Looks through a table: are its columns published ones, and what do its texts and long numbers say? */
export function inspectTable(
  file: string,
  table: PublishedTable,
  allowed: Allowed,
  findings: Findings,
): void {
  const { search, columns } = allowed;
  for (const column of table.columns) {
    if (!columns.has(column) && !helperColumns.has(column)) findings.add('unpublished_column', file, column);
    findings.addAll(file, search.in(column, 'data', file));
  }
  for (const [column, values] of table.texts) {
    const place = hashColumns.has(column) ? 'hash' : 'data';
    const where = `${file} (${column})`;
    for (const value of values) findings.addAll(where, search.in(value, place, where));
  }
  for (const [column, values] of table.numbers) noteNumbers(allowed, values, `${file} (${column})`);
}

/**
 * Is the table that a file is named after to be published, with these columns? A mart is `data/marts/<mart>/<hash>/<mart>.parquet`,
 * a table of the open data `du-lieu/<table>.csv`.
 */
export function inspectColumns(
  file: string,
  found: readonly string[],
  { published, columns }: Allowed,
  findings: Findings,
): void {
  const name = basename(file, extname(file));
  const its: readonly string[] | undefined =
    openTableOf(file)?.fields ?? (Object.hasOwn(published, name) ? published[name] : undefined);
  if (its === undefined) {
    findings.add('unpublished_mart', file, name);
    return;
  }
  for (const column of found) {
    if (!its.includes(column) && columns.has(column))
      findings.add('unpublished_column', file, `${name}.${column}`);
  }
}
