import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { filePolicy, pagePolicy } from './content-policy.ts';
import type { SiteFile, SiteFiles } from './request-rules.ts';

const packedEnding = '.gz';

/** All files of a release, which does not change any more; hidden ones are none of it. */
export async function siteFiles(folder: string): Promise<SiteFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, SiteFile>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = `/${relative(folder, path).split(sep).join('/')}`.normalize();
    if (name.includes('/.')) continue;
    const { size, mtime } = await stat(path);
    files.set(name, { path, size, modified: mtime });
  }
  const hasEngine = [...files.keys()].some((name) => name.endsWith('.wasm'));
  for (const [name, file] of files)
    file.policy = name.endsWith('.html')
      ? pagePolicy(await readFile(file.path, 'utf8'), hasEngine)
      : filePolicy(hasEngine);
  for (const [path, packed] of [...files]) {
    if (!path.endsWith(packedEnding)) continue;
    const name = path.slice(0, -packedEnding.length);
    const plain = files.get(name);
    if (plain) plain.packed = packed;
    else files.set(name, { ...packed, packed, isOnlyPacked: true });
  }
  return files;
}
