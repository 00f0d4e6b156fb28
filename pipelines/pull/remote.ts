import { createHash } from 'node:crypto';
import type { ArchivedFile } from '../archive/archived-file.ts';
import { archivedPath } from '../archive/store.ts';
import type { Home } from '../config/home.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** What the other side said of a file when it was last taken. */
export interface RemoteLook {
  etag?: string | undefined;
  lastModified?: string | undefined;
  bytes?: number | undefined;
  modifiedMs?: number | undefined;
}

/** A thing on another machine, by a hash: its address and name may hold what belongs in no table. */
export const resourceKey = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** What is remembered of a resource, with its file; undefined when the archive has lost that file. */
export async function recall(
  warehouse: Warehouse,
  home: Home,
  source: string,
  resource: string,
): Promise<{ look: RemoteLook; file: ArchivedFile } | undefined> {
  const [row] = await warehouse.all<{
    etag: string | null;
    last_modified: string | null;
    remote_bytes: number | null;
    modified_ms: number | null;
    sha256: string;
    name: string;
    bytes: number;
    is_pruned: boolean;
  }>(`
    select r.etag, r.last_modified, r.bytes as remote_bytes, r.modified_ms, f.sha256, f.name, f.bytes,
      exists (from ops.pruned p where p.source = f.source and p.sha256 = f.sha256) as is_pruned
    from ops.remote r join ops.file f on f.source = r.source and f.sha256 = r.sha256
    where r.source = ${literal(source)} and r.resource = ${literal(resource)}`);
  if (!row) return undefined;
  if (!row.is_pruned && (await archivedPath(home, source, row.sha256)) === undefined) return undefined;
  return {
    look: {
      etag: row.etag ?? undefined,
      lastModified: row.last_modified ?? undefined,
      bytes: row.remote_bytes ?? undefined,
      modifiedMs: row.modified_ms ?? undefined,
    },
    file: { source, sha256: row.sha256, name: row.name, bytes: row.bytes },
  };
}

/** Remembers how a resource looked when its present file was taken. */
export async function remember(
  warehouse: Warehouse,
  source: string,
  resource: string,
  look: RemoteLook,
  sha256: string,
): Promise<void> {
  await warehouse.run(`
    insert or replace into ops.remote (source, resource, etag, last_modified, bytes, modified_ms, sha256)
    values (${literal(source)}, ${literal(resource)}, ${literal(look.etag)},
      ${literal(look.lastModified)}, ${look.bytes ?? 'null'}, ${look.modifiedMs ?? 'null'}, ${literal(sha256)})`);
}
