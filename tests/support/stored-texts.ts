import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Home } from '../../pipelines/config/home.ts';
import { Engine, quoted } from '../../pipelines/warehouse/engine.ts';

/** Every row of every table of a database, by its name; the order of rows is no part of a table. */
async function tablesOf(path: string): Promise<Record<string, string[]>> {
  const engine = await Engine.openEngine({ path });
  try {
    const tables = await engine.all<{ schema: string; name: string }>(
      'select schema_name as schema, table_name as name from duckdb_tables() where not internal and not temporary order by all',
    );
    const found: Record<string, string[]> = {};
    for (const { schema, name } of tables) {
      const rows = await engine.all<{ row: string }>(
        `select to_json(t)::varchar as row from ${quoted(schema)}.${quoted(name)} t order by 1`,
      );
      found[`${schema}.${name}`] = rows.map(({ row }) => row);
    }
    return found;
  } finally {
    await engine.close();
  }
}

/** All that a home keeps in words: the tables of the warehouse and of the marts, the notes of the archive and of the last run. */
export async function storedTexts(home: Home): Promise<Record<string, string[]>> {
  const files = (await readdir(home.archive, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts: Record<string, string[]> = {};
  for (const path of [...files.sort(), home.lastRun])
    texts[relative(home.root, path).replaceAll('\\', '/')] = [await readFile(path, 'utf8')];
  for (const [name, path] of [
    ['warehouse', home.warehouse],
    ['marts', home.marts],
  ] as const)
    for (const [table, rows] of Object.entries(await tablesOf(path))) texts[`${name} ${table}`] = rows;
  // Where the home lies is no word of it.
  const plain = (text: string) => text.replaceAll(home.root, '<home>');
  return Object.fromEntries(Object.entries(texts).map(([name, rows]) => [name, rows.map(plain)]));
}
