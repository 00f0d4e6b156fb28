import { mkdir, rmdir } from 'node:fs/promises';

/** Makes a folder for its owner only, where it is not there yet; gives the function that takes that back while it is empty. */
export async function makeFolder(folder: string): Promise<() => Promise<void>> {
  const mode = 0o700;
  const made = await mkdir(folder, { recursive: true, mode }).catch(async () => {
    // Made one by one it says of a disk that is read-only that something is not there.
    await mkdir(folder, { mode });
    return folder;
  });
  const isNew = made !== undefined;
  return async () => {
    if (isNew) await rmdir(folder).catch(() => undefined);
  };
}
