import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { read, utils } from '@e965/xlsx';
import { tableFromIPC } from 'apache-arrow';

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const exact = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

async function rowsOf(path: string, isDatabase: boolean): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const at = `'${path.replaceAll("'", "''")}'`;
  const all = async (sql: string) =>
    JSON.stringify((await connection.runAndReadAll(sql)).getRowObjectsJson(), exact);
  try {
    if (!isDatabase) return await all(`select * from read_parquet(${at})`);
    await connection.run(`attach ${at} as its (read_only)`);
    const tables = await connection.runAndReadAll(
      "select table_name from duckdb_tables() where database_name = 'its'",
    );
    const texts = [];
    for (const [table] of tables.getRowsJson()) texts.push(await all(`select * from its."${table}"`));
    return texts.join('\n');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ofPage = (html: string): string =>
  html
    .replace(/<(?!\/?script)[^>]*>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (all, name) => named[name] ?? all);
const unescaped = (json: string): string =>
  json.replace(/\\u\{?([0-9a-f]{4,5})\}?/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));

/** Every cell of every sheet. */
export function textOfWorkbook(bytes: Buffer): string {
  const { Sheets: sheets } = read(bytes);
  return JSON.stringify(
    Object.entries(sheets).map(([name, sheet]) => [name, utils.sheet_to_json(sheet, { header: 1 })]),
  );
}

/** All that can be read of a file in one way or another, its name and its bytes as they lie among it. */
export async function textsOfFile(
  path: string,
  ending = extname(path),
  bytes: Buffer = readFileSync(path),
): Promise<string[]> {
  const text = bytes.toString('utf8');
  const under = (packed: Buffer) => textsOfFile(path, extname(path.slice(0, -ending.length)), packed);
  if (ending === '.gz') return under(gunzipSync(bytes));
  if (ending === '.br') return under(brotliDecompressSync(bytes));
  const raw = [text, bytes.toString('utf16le')];
  if (ending === '.xlsx') return [...raw, textOfWorkbook(bytes)];
  if (ending === '.parquet') return [...raw, await rowsOf(path, false)];
  if (ending === '.duckdb') return [...raw, await rowsOf(path, true)];
  if (ending === '.arrow') return [...raw, JSON.stringify(tableFromIPC(bytes).toArray(), exact)];
  if (['.html', '.svg', '.xml'].includes(ending)) return [text, ofPage(text), unescaped(text)];
  if (['.wasm', '.woff', '.woff2'].includes(ending)) return [];
  return [text, unescaped(text)];
}
