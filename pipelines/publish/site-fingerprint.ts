import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hashFiles } from '../config/hash-files.ts';
import { packagesOf, type SiteProject, settingsOf } from './evidence/work-folder.ts';
import { readMarts } from './marts-file.ts';

/**
 * What a site is made of, in one hash: the figures, the pages, the settings, the installed packages. While it is the one of
 * the live release there is nothing to build.
 */
export async function siteFingerprint(marts: string, project: SiteProject): Promise<string> {
  const hash = createHash('sha256');
  hash.update((await readMarts(marts)).fingerprint);
  hash.update(await readFile(settingsOf(project)));
  hash.update(hashFiles([...packagesOf(project), ...project.files]));
  return hash.digest('hex');
}
