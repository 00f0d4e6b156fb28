import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Home } from '../../pipelines/config/home.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';
import { checkout, type SampleHome, sampleHome } from '../pipeline/sample-home.ts';

/** Every row of every table that a warehouse holds, table by table. */
export async function everyTable(warehouse: string): Promise<Record<string, unknown[]>> {
  const engine = await Engine.openEngine({ path: warehouse, readOnly: true });
  try {
    const tables = await engine.all<{ name: string }>(
      `select schema_name || '."' || table_name || '"' as name from duckdb_tables() where not temporary order by all`,
    );
    const all: Record<string, unknown[]> = {};
    for (const { name } of tables) all[name] = (await engine.table(`from ${name} order by all`)).rows;
    return all;
  } finally {
    await engine.close();
  }
}

/** A home into which nothing has come, or which is as it was before somebody tried. */
export const isEmpty = async ({ root }: Home): Promise<boolean> =>
  !existsSync(root) || (await readdir(root)).length === 0;

/** The home of program 0.1.0 out of the fixtures. */
export async function olderHome(): Promise<SampleHome> {
  const home = await sampleHome();
  const fixture = join(checkout, 'tests', 'fixtures', 'home-0.1.0');
  const { root, warehouse } = home.context.home;
  await mkdir(root, { recursive: true });
  for (const folder of ['archive', 'demo', 'secrets'])
    await cp(join(fixture, folder), join(root, folder), { recursive: true });
  await pipeline(
    createReadStream(join(fixture, 'warehouse.duckdb.gz')),
    createGunzip(),
    createWriteStream(warehouse),
  );
  home.context.clock = () => new Date('2026-11-26T18:30:00Z');
  return home;
}

type Entry = Parameters<ReturnType<typeof pack>['entry']>[0] & { text?: string };

/** A backup as anybody can make one. */
export async function tarOf(path: string, entries: readonly Entry[]): Promise<void> {
  const archive = pack();
  for (const { text, ...header } of entries) {
    if (text === undefined) archive.entry(header);
    else archive.entry(header, text);
  }
  archive.finalize();
  await pipeline(archive as unknown as AsyncIterable<Uint8Array>, createGzip(), createWriteStream(path));
}
