import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../warehouse/whole-file.ts';

/** A release that was built. `counts` are the rows of each mart: the gate measures the next release against them. */
export interface Release {
  /** Name of the folder under `releases/`. */
  release: string;
  /** ISO 8601. */
  published_at: string;
  fingerprint: string;
  counts: Record<string, number>;
  /** The year that it shows; releases of programs before 0.2.0 do not say so. */
  year?: string | undefined;
}

/** Who wants readers to see a certain release, whatever is built after it, and since when (ISO 8601). */
export interface Pin {
  by_whom: string;
  pinned_at: string;
}

/** The release that readers see. */
export interface CurrentRelease extends Release {
  pin?: Pin | undefined;
}

/** Folders and the pointer file of the site of one home. */
export function sitePaths(site: string) {
  return {
    site,
    work: join(site, 'work'),
    /** Where a browser unpacks itself while a release is made. */
    browser: join(site, 'browser'),
    /** Scripts and renderer of the pages, for as long as these stay what they are. */
    bundle: join(site, 'bundle'),
    releases: join(site, 'releases'),
    pointer: join(site, 'current.json'),
    built: join(site, 'releases.json'),
  };
}

const readJson = async (path: string): Promise<unknown> =>
  readFile(path, 'utf8').then(
    (text) => JSON.parse(text) as unknown,
    () => undefined,
  );
const isRelease = (its: unknown): its is Release => typeof Object(its).release === 'string';

/** The live release, or undefined where there has never been one. */
export async function readCurrent(site: string): Promise<CurrentRelease | undefined> {
  const current = await readJson(sitePaths(site).pointer).catch(() => undefined);
  return isRelease(current) ? (current as CurrentRelease) : undefined;
}

/** The releases that were built and are kept, the newest first; of a home of an older program the live one alone. */
export async function readReleases(site: string): Promise<Release[]> {
  const { built, releases } = sitePaths(site);
  const noted = await readJson(built).catch(() => undefined);
  const live = await readCurrent(site);
  const all = Array.isArray(noted) ? noted.filter(isRelease) : [];
  const known = live && !all.some(({ release }) => release === live.release) ? [...all, live] : all;
  return known.filter(({ release }) => existsSync(join(releases, release)));
}

/** What the next build is compared with: the newest release, which is the live one unless readers are kept at another. */
export async function newestRelease(site: string): Promise<Release | undefined> {
  const live = await readCurrent(site);
  return live?.pin ? (await readReleases(site))[0] : live;
}

const write = (path: string, value: unknown) => writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`);

/** Shows readers a release in one step: they see the one before or this one, never half of one. */
export const writeCurrent = (site: string, current: CurrentRelease): Promise<void> =>
  write(sitePaths(site).pointer, current);

/** Notes a finished release and puts it live, unless readers are kept at another one: then that is returned. */
export async function publishRelease(site: string, made: Release): Promise<CurrentRelease | undefined> {
  const before = await readReleases(site);
  await write(sitePaths(site).built, [made, ...before.filter(({ release }) => release !== made.release)]);
  const live = await readCurrent(site);
  if (live?.pin) return live;
  await writeCurrent(site, made);
  return undefined;
}

/** A release that is being made carries this ending until it has passed the gate. */
const unfinished = '.part';

export async function openRelease(site: string, runId: string): Promise<{ folder: string; final: string }> {
  const { releases } = sitePaths(site);
  await mkdir(releases, { recursive: true });
  const final = join(releases, runId);
  return { folder: `${final}${unfinished}`, final };
}

/** Removes what a run works with while it makes a release: one that is killed after its last step has left it. */
export async function removeWork(site: string): Promise<void> {
  const { work, browser } = sitePaths(site);
  for (const folder of [work, browser]) await rm(folder, { recursive: true, force: true });
}

/**
 * Removes what killed runs left behind and all releases but the newest `keep`; the live one and the newest always stay. Returns those that
 * were removed, of what was finished.
 */
export async function tidyReleases(site: string, keep: number): Promise<string[]> {
  const { releases, built } = sitePaths(site);
  const live = (await readCurrent(site))?.release;
  const names = await readdir(releases).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(releases, name))).mtimeMs })),
  );
  const complete = dated
    .filter(({ name }) => !name.endsWith(unfinished))
    .sort((a, b) => b.time - a.time)
    .map(({ name }) => name);
  const staying = new Set([...complete.slice(0, 1), ...complete.filter((name) => name === live)]);
  for (const name of complete) if (staying.size < keep) staying.add(name);
  const gone = complete.filter((name) => !staying.has(name));
  const doomed = [...gone, ...names.filter((name) => name.endsWith(unfinished))];
  for (const name of doomed) await rm(join(releases, name), { recursive: true, force: true });
  if (gone.length > 0 && existsSync(built)) await write(built, await readReleases(site));
  return gone;
}
