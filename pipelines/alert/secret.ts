import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../config/alerts.ts';
import type { Home } from '../config/home.ts';
import { messages } from '../messages/index.ts';
import { AlertFault } from './fault.ts';

/** Where secrets are looked for. */
export interface Keys {
  home: Home;
  env: Readonly<Record<string, string | undefined>>;
}

const mostBytes = 16 * 1024;

/** A value that came out of a file, or of one into a variable, brings its last line break along. */
const withoutEnd = (value: string): string => value.replace(/\r?\n$/, '');

async function readSecretFile(home: Home, name: string): Promise<string> {
  const text = messages().alert.fault;
  const lasting = (message: string) => new AlertFault(message, { passing: false });
  const file = await open(join(home.secrets, 'alerts', name), 'r').catch(() => undefined);
  if (!file) throw lasting(text.fileMissing(name));
  try {
    const { mode, size } = await file.stat();
    // Windows keeps rights in another way; there the folder's own rights protect the file.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw lasting(text.fileOpen(name));
    const value = size > mostBytes ? '' : withoutEnd(await file.readFile('utf8'));
    if (value === '') throw lasting(text.fileEmpty(name));
    return value;
  } catch (error) {
    throw error instanceof AlertFault ? error : lasting(text.fileMissing(name));
  } finally {
    await file.close();
  }
}

/** The value of a secret. Throws a fault that says which one is missing, or open to others. */
export async function readSecret({ home, env }: Keys, secret: Secret): Promise<string> {
  if (secret.file !== undefined) return readSecretFile(home, secret.file);
  const name = secret.env ?? '';
  const value = withoutEnd(env[name] ?? '');
  if (value === '') throw new AlertFault(messages().alert.fault.environment(name), { passing: false });
  return value;
}

/** Placeholder → value. */
export async function readSecrets(
  keys: Keys,
  secrets: Readonly<Record<string, Secret>>,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const [name, secret] of Object.entries(secrets)) values.set(name, await readSecret(keys, secret));
  return values;
}
