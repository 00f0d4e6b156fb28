import { constants, existsSync } from 'node:fs';
import { chmod, copyFile } from 'node:fs/promises';
import { openAsItIs } from '../../warehouse/warehouse.ts';
import { patiently } from '../open-warehouse.ts';

/** Plays back into the file what a killed run left beside it. */
async function settle(path: string): Promise<void> {
  const engine = await patiently(() => openAsItIs(path));
  await engine.run('force checkpoint').finally(() => engine.close());
}

/**
 * Copies a warehouse while nobody writes to it: open for reading it keeps every writer out, so that the one file is all of it.
 * Readers wait for as long as a copy takes, not for as long as it takes to encrypt one. Throws `warehouse_locked` (exit code 4),
 * `warehouse_unreadable`, and what copying throws.
 */
export async function copyWarehouse(path: string, to: string): Promise<void> {
  for (;;) {
    const engine = await patiently(() => openAsItIs(path, { readOnly: true }));
    try {
      if (!existsSync(`${path}.wal`)) {
        await copyFile(path, to, constants.COPYFILE_FICLONE);
        await chmod(to, 0o600);
        return;
      }
    } finally {
      await engine.close();
    }
    await settle(path);
  }
}
