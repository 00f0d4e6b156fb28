import type { PullSettings } from '../config/pull-settings.ts';
import { PullFault } from './fault.ts';

/** Placeholder → value. `password` and `passphrase` where a kind has settings of their own for them. */
export type Secrets = ReadonlyMap<string, string>;

function environmentNames(settings: PullSettings): Record<string, string | undefined> {
  switch (settings.kind) {
    case 'folder':
      return {};
    case 'http':
      return settings.secrets;
    case 'sftp':
      return { password: settings.password_env, passphrase: settings.passphrase_env };
    case 'postgres':
      return { password: settings.password_env };
  }
}

/** Looks up every secret of a source. Throws one fault that names all missing variables. */
export function readSecrets(
  settings: PullSettings,
  env: Readonly<Record<string, string | undefined>>,
): Secrets {
  const secrets = new Map<string, string>();
  const missing = new Set<string>();
  for (const [placeholder, name] of Object.entries(environmentNames(settings))) {
    if (name === undefined) continue;
    // A value that came out of a file brings its last line break along.
    const value = env[name]?.replace(/\r?\n$/, '') ?? '';
    if (value === '') missing.add(name);
    else secrets.set(placeholder, value);
  }
  if (missing.size > 0) throw PullFault.lasting('secret_missing', [...missing].join(', '));
  return secrets;
}

/**
 * Blots out secrets that the other side has sent back. Texts of three characters are too common to be looked for, and
 * no secret.
 */
export function withoutSecrets(text: string, secrets: Secrets): string {
  let clean = text;
  for (const value of secrets.values()) {
    if (value.length < 4) continue;
    for (const form of new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])) {
      clean = clean.replaceAll(form, '•••');
    }
  }
  return clean;
}
