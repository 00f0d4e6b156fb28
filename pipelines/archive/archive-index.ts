import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { writeWhole } from '../warehouse/whole-file.ts';

export const entrySchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1),
  bytes: z.number().int().nonnegative(),
  /** Local time, as TIMESTAMP literals want it. */
  pulled_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/),
});

/** What is known of a file of the archive besides its bytes. */
export type ArchiveEntry = z.infer<typeof entrySchema>;

const indexPath = (home: Home, source: string): string => join(home.archive, source, 'index.json');

/**
 * What the archive itself remembers of its files: names and times that no file carries, without which a lost warehouse
 * could not be made anew as it was. Empty where there is no index. Throws `archive_index_broken` (exit code 2).
 */
export async function readArchiveIndex(home: Home, source: string): Promise<ArchiveEntry[]> {
  const path = indexPath(home, source);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const { brokenIndex, brokenIndexHint: hint } = messages().run.archive;
  const broken = (reason: string, cause?: unknown) =>
    new KpiError('archive_index_broken', brokenIndex(path, reason), { exitCode: 2, hint, cause });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw broken('JSON', cause);
  }
  const parsed = z.array(entrySchema).safeParse(json);
  if (parsed.success) return parsed.data;
  throw broken(parsed.error.issues.map(({ path: at }) => at.join('.') || '.').join(', '), parsed.error);
}

/**
 * Brings the index of a source up to what `ops.file` knows; it appears whole, for its owner only. What it knew before
 * stays: a warehouse begun anew knows less than the archive, and a pruned file must be known to be missing.
 */
export async function writeArchiveIndex(warehouse: Warehouse, home: Home, source: string): Promise<void> {
  const before = await readArchiveIndex(home, source).catch((error: unknown) => {
    // The warehouse knows better than a damaged file.
    if (error instanceof KpiError) return [];
    throw error;
  });
  const known = new Set(before.map(({ sha256 }) => sha256));
  const rows = await warehouse.all<ArchiveEntry>(`
    select sha256, name, bytes, pulled_at::varchar as pulled_at from ops.file
    where source = ${literal(source)} order by pulled_at, name, sha256`);
  const added = rows.filter(({ sha256 }) => !known.has(sha256));
  if (added.length === 0) return;
  const lines = [...before, ...added].map((entry) => JSON.stringify(entry));
  await writeWhole(indexPath(home, source), `[\n${lines.join(',\n')}\n]\n`, {
    mode: 0o600,
    // A name that opening the archive tidies away, should the machine stop right here.
    next: join(home.archive, source, '.incoming-index.json'),
  });
}

/** Notes files of the archive in `ops.file`; what is known there stands. */
export async function registerFiles(
  warehouse: Warehouse,
  source: string,
  entries: readonly ArchiveEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const values = entries.map(
    ({ sha256, name, bytes, pulled_at }) =>
      `(${literal(source)}, ${literal(sha256)}, ${literal(name)}, ${bytes}, timestamp ${literal(pulled_at)})`,
  );
  await warehouse.run(`
    insert into ops.file (source, sha256, name, bytes, pulled_at) values ${values.join(',\n')} on conflict do nothing`);
}
