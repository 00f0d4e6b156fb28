import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../warehouse/whole-file.ts';

/** The release that readers see. `counts` are the rows of each mart: the gate measures the next release against them. */
export interface CurrentRelease {
  /** Name of the folder under `releases/`. */
  release: string;
  /** ISO 8601. */
  published_at: string;
  fingerprint: string;
  counts: Record<string, number>;
}

/** Folders and the pointer file of the site of one home. */
export function sitePaths(site: string) {
  return {
    site,
    work: join(site, 'work'),
    /** Where a browser unpacks itself while a release is made. */
    browser: join(site, 'browser'),
    releases: join(site, 'releases'),
    pointer: join(site, 'current.json'),
  };
}

/** The live release, or undefined where there has never been one. */
export async function readCurrent(site: string): Promise<CurrentRelease | undefined> {
  try {
    const current = JSON.parse(await readFile(sitePaths(site).pointer, 'utf8')) as CurrentRelease;
    return typeof current.release === 'string' ? current : undefined;
  } catch {
    return undefined;
  }
}

/** Puts a finished release live in one step: readers see the old one or the new one, never half of one. */
export async function writeCurrent(site: string, current: CurrentRelease): Promise<void> {
  await writeWhole(sitePaths(site).pointer, `${JSON.stringify(current, undefined, 2)}\n`);
}

/** A release that is being made carries this ending until it has passed the gate. */
const unfinished = '.part';

export async function openRelease(site: string, runId: string): Promise<{ folder: string; final: string }> {
  const { releases } = sitePaths(site);
  await mkdir(releases, { recursive: true });
  const final = join(releases, runId);
  return { folder: `${final}${unfinished}`, final };
}

/** Removes what killed runs left behind and all releases but the newest `keep`; the live one always stays. */
export async function tidyReleases(site: string, keep: number): Promise<void> {
  const { releases } = sitePaths(site);
  const live = (await readCurrent(site))?.release;
  const names = await readdir(releases).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(releases, name))).mtimeMs })),
  );
  const complete = dated
    .filter(({ name }) => !name.endsWith(unfinished))
    .sort((a, b) => Number(b.name === live) - Number(a.name === live) || b.time - a.time);
  const doomed = [...complete.slice(keep), ...dated.filter(({ name }) => name.endsWith(unfinished))];
  for (const { name } of doomed) await rm(join(releases, name), { recursive: true, force: true });
}
