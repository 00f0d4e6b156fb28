import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Home } from '../../pipelines/config/home.ts';
import { readCurrent } from '../../pipelines/publish/release.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';

/** Columns that say when, where and in which run something was done, numbers given in the order of doing, and hashes of these: the rest is what was done. */
const ofDoing = /^(?:_load|load_id|run_id|run|.*_at|.*_at_text|path|inputs|digest|updated_text|source_line)$/;
/** The ledger of runs is of times alone. */
const ledger = new Set(['ops.run']);

async function tablesOf(path: string): Promise<Record<string, string[]>> {
  const engine = await Engine.openEngine({ path });
  try {
    const tables = await engine.all<{ schema: string; name: string; columns: string[] }>(`
      select schema_name as schema, table_name as name, list(column_name order by column_index) as columns
      from duckdb_columns() semi join duckdb_tables() using (database_oid, schema_name, table_name)
      where not internal and database_name not in ('system', 'temp') group by all order by all`);
    const all: Record<string, string[]> = {};
    for (const { schema, name, columns } of tables) {
      if (ledger.has(`${schema}.${name}`)) continue;
      const kept = columns.filter((column) => !ofDoing.test(column)).map((column) => `"${column}"`);
      if (kept.length === 0) continue;
      const rows = await engine.all(`select ${kept.join(', ')} from "${schema}"."${name}" order by all`);
      all[`${schema}.${name}`] = rows.map((row) => JSON.stringify(row));
    }
    return all;
  } finally {
    await engine.close();
  }
}

/** Every table of the warehouse and of the marts, row by row, without times and numbers of runs. */
export async function everything({ warehouse, marts }: Home): Promise<Record<string, string[]>> {
  const ofMarts = Object.entries(await tablesOf(marts)).map(([name, rows]) => [`marts:${name}`, rows]);
  return { ...(await tablesOf(warehouse)), ...Object.fromEntries(ofMarts) };
}

/** Names of files below a folder, `/` between them. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** What lies in a home, files and folders, whatever its releases and logs are called. */
export const placesIn = ({ root }: Home): string[] => [
  ...new Set(
    readdirSync(root, { recursive: true })
      .map((path) => String(path).replaceAll('\\', '/'))
      .map((path) => path.replace(/^site\/releases\/([^/]+?)(\.part)?(\/.*)?$/, 'site/releases/*$2'))
      .map((path) => path.replace(/^logs\/(\w+)-[\d-]+\.log$/, 'logs/$1-*.log'))
      .sort(),
  ),
];

/** Content of a file of a release, without the hour at which its figures were made. */
function contentOf(path: string): string {
  const bytes = readFileSync(path);
  if (path.endsWith('.pdf'))
    return bytes.toString('latin1').trimEnd().endsWith('%%EOF') ? 'whole' : 'cut off';
  const content = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const isText = /\.(?:html|json)(?:\.gz)?$/.test(path);
  const told = isText ? content.toString('utf8').replace(/\d{2}:\d{2}/g, '') : content;
  return createHash('sha256').update(told).digest('hex');
}

/** The release that readers are served: its name, and each of its files by its content. Throws where it is not there. */
export async function served({ site }: Home): Promise<{ release: string; files: Record<string, string> }> {
  const current = await readCurrent(site);
  if (!current) throw new Error('no release is served');
  const folder = join(site, 'releases', current.release);
  if (!statSync(folder).isDirectory()) throw new Error(`${current.release} is no folder`);
  return {
    release: current.release,
    files: Object.fromEntries(filesBelow(folder).map((name) => [name, contentOf(join(folder, name))])),
  };
}
