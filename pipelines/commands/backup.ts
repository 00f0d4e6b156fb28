import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { backUp } from '../run/backup/backup.ts';
import type { Command } from './context.ts';
import { newPassphrase } from './passphrase.ts';

export interface BackupOptions {
  folder: string;
  passphraseFile?: string;
  /** Not encrypted, on purpose. */
  plain?: boolean;
}

export const run: Command<BackupOptions> = async (context, { folder, passphraseFile: file, plain }) => {
  const text = messages().backup;
  if (plain && file !== undefined)
    throw new KpiError('passphrase_and_plain', text.passphrase.twoWays, { exitCode: 2 });
  const { env, stdin: input } = process;
  const passphrase = plain ? undefined : await newPassphrase(context, { file, env, input });
  const { about, missingProject, ...result } = await backUp(context, folder, { passphrase });
  const { bytes: bytes_inside, ...its } = about;
  const code = result.damaged.length > 0 || missingProject !== null ? 1 : 0;
  if (result.damaged.length > 0) context.say(text.damagedOriginals(result.damaged));
  if (missingProject !== null) context.say(text.missingProject(missingProject));
  if (context.json) {
    context.print(JSON.stringify({ ...result, missing_project: missingProject, ...its, bytes_inside }));
    return code;
  }
  context.print(text.done(result.file, result.bytes, about.files));
  context.print(text.holds(about.holds));
  context.print(result.encrypted ? text.sealed : text.plain);
  context.print(text.environment);
  return code;
};
