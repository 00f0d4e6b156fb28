import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { rowsFile } from './page/write-rows.ts';

const pack = promisify(gzip);

/** Parquet and workbooks are left as they are: they are packed already, and the engine asks for ranges of parquet's bytes. */
const packable = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.svg',
  '.arrow',
  '.csv',
  '.wasm',
  '.webmanifest',
]);
const smallest = 1024;
/** Rows beside a page, which only its script asks for, and tables that are taken as a whole. */
const liesPackedOnly = (name: string): boolean => name === rowsFile || extname(name) === '.csv';

/**
 * Writes a `.gz` beside each file worth it, once, so that the server need not pack at each request. Of what nobody asks for in parts
 * nothing else stays: every browser takes it packed, and for others the server unpacks it (`serve.ts`).
 */
export async function compressRelease(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !packable.has(extname(entry.name))) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const content = await readFile(path);
    if (content.length < smallest) continue;
    await writeFile(`${path}.gz`, await pack(content, { level: 6 }));
    if (liesPackedOnly(entry.name)) await rm(path);
  }
}
