import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SiteProject } from './evidence/work-folder.ts';
import { readMarts } from './marts-file.ts';

/**
 * What a site is made of, in one hash: the figures, the pages, the settings, the installed packages. While it is the one of
 * the live release there is nothing to build.
 */
export async function siteFingerprint(marts: string, project: SiteProject): Promise<string> {
  const hash = createHash('sha256');
  hash.update((await readMarts(marts)).fingerprint);
  hash.update(await readFile(project.evidenceConfig));
  // npm writes here what it installed; a patch or an upgrade of Evidence goes with a new install.
  hash.update(await readFile(join(project.nodeModules, '.package-lock.json')).catch(() => ''));
  const entries = await readdir(project.reports, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  for (const file of files.sort()) {
    hash.update(`\n${relative(project.reports, file).split(sep).join('/')}\n`);
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}
