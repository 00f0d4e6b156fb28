import { mkdir, rmdir } from 'node:fs/promises';

/** Makes a folder for its owner only, where it is not there yet; gives the function that takes that back while it is empty. */
export async function makeFolder(folder: string): Promise<() => Promise<void>> {
  const isNew = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
  return async () => {
    if (isNew) await rmdir(folder).catch(() => undefined);
  };
}
