import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, literal, type Row, type Table } from '../../warehouse/engine.ts';
import { sha256Of } from '../script-files.ts';
import { type Category, descriptorOf, type OpenAbout, type OpenFile } from './descriptor.ts';
import { arrowOf, csvOf, workbookOf } from './formats.ts';
import { type OpenFormat, openDataFolder } from './media-types.ts';
import { type OpenTable, openMartsFile, openTables, selectOf } from './tables.ts';

/**
 * Writes the open data of a release, `<folder>/du-lieu/`: the readings in formats for people and for programs, and what they are
 * (`datapackage.json`). The same marts give the same bytes.
 *
 * @param marts a DuckDB file that holds the marts; only published columns are asked for
 * @returns the files of data in the order of their tables, without the descriptor
 * @throws Error of the engine or of the disk
 */
export async function writeOpenData(marts: string, folder: string): Promise<OpenFile[]> {
  const to = join(folder, openDataFolder);
  await mkdir(to, { recursive: true });
  const engine = await openMartsFile(marts);
  try {
    const about = await aboutOf(engine);
    const files: OpenFile[] = [];
    for (const table of openTables) {
      const rows = await engine.table(selectOf(table));
      for (const format of table.formats) {
        const name = `${table.name}.${format}`;
        await write(engine, join(to, name), format, table, rows, new Date(about.as_of));
        const bytes = await readFile(join(to, name));
        const { length } = rows.rows;
        files.push({ table, format, name, bytes: bytes.length, sha256: sha256Of(bytes), rows: length });
      }
    }
    await writeFile(
      join(to, 'datapackage.json'),
      `${JSON.stringify(descriptorOf(files, about), undefined, 2)}\n`,
    );
    return files;
  } finally {
    await engine.close();
  }
}

async function write(
  engine: Engine,
  path: string,
  format: OpenFormat,
  table: OpenTable,
  rows: Table,
  asOf: Date,
): Promise<void> {
  if (format === 'parquet') {
    const to = `${literal(path)} (format parquet, compression zstd, compression_level 9)`;
    await engine.run(`copy (${selectOf(table)}) to ${to}`);
  } else if (format === 'csv') await writeFile(path, csvOf(rows));
  else if (format === 'arrow') await writeFile(path, arrowOf(table, rows));
  else await writeFile(path, await workbookOf(table, rows, asOf));
}

async function aboutOf(engine: Engine): Promise<OpenAbout> {
  const site = await engine.one<Omit<OpenAbout, 'breakdowns'> & Row>(
    'select commune, province, commune_code, plan_title, plan_year, as_of, as_of_text, is_sample from marts_file.main.site',
  );
  const breakdowns = await engine.all<Category & Row>(
    "select distinct breakdown as value, breakdown_label as label from marts_file.main.reading where breakdown <> '' order by all",
  );
  return { ...site, breakdowns };
}
