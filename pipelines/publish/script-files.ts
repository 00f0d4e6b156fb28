import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

const endings = new Set(['.js', '.mjs', '.cjs', '.wasm']);

/** Files that a browser runs. */
export const isScriptFile = (file: string): boolean => endings.has(extname(file).toLowerCase());

/** Each script file of a folder, as `_app/env.js`, with the SHA-256 of its bytes. */
export type ScriptFiles = ReadonlyMap<string, string>;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Notes what scripts there are: asked as soon as they are written, so that one that comes later is known for a stranger. */
export async function noteScripts(folder: string): Promise<ScriptFiles> {
  const noted = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isScriptFile(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    noted.set(relative(folder, path).split(sep).join('/'), sha256Of(await readFile(path)));
  }
  return noted;
}
