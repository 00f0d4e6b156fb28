import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KpiError } from '../../error.ts';
import { template } from './work-folder.ts';

/** Where SvelteKit leaves what it has built of the pages, within a work folder. */
const output = join(template, '.svelte-kit', 'output');
/** What a kept bundle is: what readers are sent, the renderer of the pages, and which scripts each of them has. */
const [sent, renderer, scripts, mark] = ['client', 'server', 'scripts.json', 'made-of'];

/**
 * Hands on scripts and renderer of the pages: those that are kept, where they are made of the same, else new ones, which are kept from
 * then on. A kept renderer that fails is made anew once: whatever has become of it on the disk, no night hangs on it.
 *
 * @param kept folder in which they are kept between runs
 * @param made what they are made of, in one hash
 * @param build makes them in the work folder
 * @param use takes the renderer and what readers are sent, two folders within the work folder
 */
export async function withBundle(
  work: string,
  kept: string | undefined,
  made: string,
  build: () => Promise<void>,
  use: (renderer: string, sent: string) => Promise<void>,
): Promise<void> {
  // The packages that the renderer imports are found from within the work folder.
  const bundle = join(work, 'bundle');
  const its = () => use(join(bundle, renderer), join(bundle, sent));
  const isKept = kept !== undefined && (await readFile(join(kept, mark), 'utf8').catch(() => '')) === made;
  if (isKept) {
    try {
      await cp(kept, bundle, { recursive: true });
      await cp(join(bundle, scripts), join(work, scripts));
      return await its();
    } catch (error) {
      if (error instanceof KpiError && error.code !== 'site_build_failed') throw error;
    }
  }
  await rm(bundle, { recursive: true, force: true });
  await build();
  await mkdir(bundle, { recursive: true });
  for (const name of [sent, renderer]) await rename(join(work, output, name), join(bundle, name));
  await removeUnsent(join(bundle, sent));
  await cp(join(work, scripts), join(bundle, scripts));
  await writeFile(join(bundle, mark), made);
  await its();
  if (kept === undefined) return;
  await rm(kept, { recursive: true, force: true });
  await mkdir(dirname(kept), { recursive: true });
  await rename(bundle, kept);
}

/** SvelteKit puts the styles of its renderer among what is sent, which has its own, and a list of what it has made. */
async function removeUnsent(folder: string): Promise<void> {
  const list = join(folder, '.vite');
  const made = await readFile(join(list, 'manifest.json'), 'utf8');
  await rm(list, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const unsent = entry.isFile() && entry.name.endsWith('.css') && !made.includes(entry.name);
    if (unsent) await rm(join(entry.parentPath ?? entry.path, entry.name));
  }
}
