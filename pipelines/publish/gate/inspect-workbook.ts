import { openTableOf } from '../open-data/tables.ts';
import { type Allowed, noteNumbers } from './allowed.ts';
import type { Findings } from './finding.ts';
import { inspectColumns } from './inspect-table.ts';
import { readWorkbook } from './read-workbook.ts';

/**
 * Looks through a workbook: its texts and long numbers, its columns where it is one of the open data, and whether it runs or
 * fetches something.
 *
 * @throws Error for one that cannot be read
 */
export async function inspectWorkbook(
  file: string,
  bytes: Buffer,
  allowed: Allowed,
  findings: Findings,
): Promise<void> {
  const { texts, numbers, columns, runs, hosts } = await readWorkbook(bytes);
  for (const text of texts) findings.addAll(file, allowed.search.in(text, 'data', file));
  noteNumbers(allowed, numbers, file);
  for (const running of runs) findings.add('foreign_script', file, running);
  for (const host of hosts) findings.add('other_host', file, host);
  if (openTableOf(file) === undefined) return;
  for (const column of columns)
    if (!allowed.columns.has(column)) findings.add('unpublished_column', file, column);
  inspectColumns(file, columns, allowed, findings);
}
