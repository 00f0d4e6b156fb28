import { rm } from 'node:fs/promises';
import type { Contract } from '../config/contract.ts';
import type { Home } from '../config/home.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { type ArchiveEntry, writeArchiveIndex } from './archive-index.ts';
import { keepRows } from './kept-rows.ts';
import { archivedFiles } from './store.ts';

/** An original that may go. */
export type Prunable = ArchiveEntry & { contract: Contract; path: string };

/**
 * Originals that may go: pulled before a moment (local time), and landed under the contract as it is now. What was refused
 * stays: nothing of it stands anywhere else.
 */
export async function prunableFiles(
  warehouse: Warehouse,
  home: Home,
  contracts: readonly Contract[],
  before: string,
): Promise<Prunable[]> {
  const files: Prunable[] = [];
  for (const contract of contracts) {
    const old = await warehouse.all<ArchiveEntry>(`
      select f.sha256, f.name, f.bytes, f.pulled_at::varchar as pulled_at
      from ops.file f join ops.standing_load l on l.source = f.source and l.sha256 = f.sha256
      where f.source = ${literal(contract.id)} and l.contract_hash = ${literal(contract.hash)}
        and f.pulled_at < timestamp ${literal(before)}
      order by f.pulled_at, f.name, f.sha256`);
    const paths = await archivedFiles(home, contract.id);
    for (const file of old) {
      const path = paths.get(file.sha256);
      if (path !== undefined) files.push({ ...file, contract, path });
    }
  }
  return files;
}

/** How many originals of a source that were pulled before a moment are still there: refused, held, withdrawn, or not landed yet. */
export async function overdueOriginals(
  warehouse: Warehouse,
  home: Home,
  { id }: Contract,
  before: string,
): Promise<number> {
  const old = await warehouse.all<{ sha256: string }>(
    `select sha256 from ops.file where source = ${literal(id)} and pulled_at < timestamp ${literal(before)}`,
  );
  const paths = await archivedFiles(home, id);
  return old.filter(({ sha256 }) => paths.has(sha256)).length;
}

/**
 * Removes originals for good. First their rows are kept, and they are noted, in the archive too: without the warehouse, they
 * must still be known. `prunedAt`: local time.
 */
export async function pruneFiles(
  warehouse: Warehouse,
  home: Home,
  files: readonly Prunable[],
  prunedAt: string,
): Promise<void> {
  if (files.length === 0) return;
  for (const { id } of new Set(files.map(({ contract }) => contract)))
    await writeArchiveIndex(warehouse, home, id);
  for (const { contract, path: _, ...file } of files)
    await keepRows(warehouse, home, contract, file, prunedAt);
  const values = files.map(
    ({ contract, sha256, name, bytes, pulled_at }) =>
      `(${[contract.id, sha256, name].map((text) => literal(text)).join(', ')}, ${bytes},
        timestamp ${literal(pulled_at)}, timestamp ${literal(prunedAt)})`,
  );
  await warehouse.run(`
    insert or replace into ops.pruned (source, sha256, name, bytes, pulled_at, pruned_at) values ${values.join(',\n')}`);
  for (const { path } of files) await rm(path, { force: true });
}
