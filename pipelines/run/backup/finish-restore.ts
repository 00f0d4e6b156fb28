import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Home } from '../../config/home.ts';
import { putInPlace, writeWhole } from '../../warehouse/whole-file.ts';
import { aboutSchema } from './about.ts';

const verifiedSchema = z.object({
  about: aboutSchema,
  /** The project folder, and what became of it; null where the backup has none. */
  project: z.object({ folder: z.string(), state: z.enum(['put', 'same', 'differs']) }).nullable(),
});

/** A backup that has been unpacked and found whole. */
export type Verified = z.infer<typeof verifiedSchema>;

const notePath = (home: Home): string => join(home.restoring, 'verified.json');

/** Undefined where no restore has come so far, or it is finished. */
export async function readVerified(home: Home): Promise<Verified | undefined> {
  if (!existsSync(notePath(home))) return undefined;
  return verifiedSchema.parse(JSON.parse(await readFile(notePath(home), 'utf8')));
}

/** From here on a restore is only gone on with. */
export const writeVerified = (home: Home, verified: Verified): Promise<void> =>
  writeWhole(notePath(home), JSON.stringify(verified), { mode: 0o600 });

/** Gives each part of the home its place. What is left to do is what is left in the folder, so it may be cut off at any time. */
export async function finishRestore(home: Home): Promise<void> {
  const staged = join(home.restoring, 'home');
  for (const name of existsSync(staged) ? await readdir(staged) : [])
    await putInPlace(join(staged, name), join(home.root, name));
  // Gone in one step, and with it the note: what is left of it elsewhere is nobody's.
  const done = join(home.temporary, 'restored');
  await mkdir(home.temporary, { recursive: true });
  await rm(done, { recursive: true, force: true });
  await putInPlace(home.restoring, done);
  await rm(done, { recursive: true, force: true });
}
