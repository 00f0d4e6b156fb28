import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import type { Home } from '../config/home.ts';
import { PullFault } from './fault.ts';

/** Reads a private key that only its owner can read. Throws a fault that says how to mend it. */
export async function readKey(home: Home, name: string, passphrase: string | undefined): Promise<Buffer> {
  const path = join(home.secrets, name);
  const file = await open(path, constants.O_RDONLY).catch(() => undefined);
  if (!file) throw PullFault.lasting('key_missing', name);
  let key: Buffer;
  try {
    const { mode } = await file.stat();
    // Windows keeps rights in another way; there the folder's own rights protect the key.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw PullFault.lasting('key_open', name);
    key = await file.readFile();
  } finally {
    await file.close();
  }
  const parsed = ssh2.utils.parseKey(key, passphrase);
  if (parsed instanceof Error) throw PullFault.lasting('key_unusable', name);
  return key;
}
