import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { typedUnseen } from './typed-unseen.ts';

/** Shorter ones are guessed, whatever a guess costs. */
const leastCharacters = 12;

/** Where a passphrase may come from; never from an argument, which other users of the machine can see and a shell remembers. */
export interface PassphraseSources {
  file: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  input: Readable;
}

const refusal = (code: string, message: string, hint?: string) =>
  new KpiError(code, message, { exitCode: 2, ...(hint === undefined ? {} : { hint }) });

/** Keyboards write a letter with its mark as one sign or as two. A value out of a file brings its last line break along. */
const asSaid = (text: string): string => text.replace(/\r?\n$/, '').normalize('NFC');

async function outOfFile(path: string): Promise<string> {
  const text = messages().backup.passphrase;
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw refusal('passphrase_file_open', text.fileOpen(path));
    return asSaid(await readFile(path, 'utf8'));
  } catch (cause) {
    if (cause instanceof KpiError) throw cause;
    throw refusal('passphrase_file_unreadable', text.fileUnreadable(path));
  }
}

/** The passphrase that somebody gives, `ask` times at a terminal; undefined where there is none. Throws `passphrase_differs`, `cancelled`. */
async function given(
  context: Context,
  { file, env, input }: PassphraseSources,
  questions: readonly string[],
): Promise<string | undefined> {
  if (file !== undefined) return outOfFile(file);
  const known = asSaid(env.KPI_BACKUP_PASSPHRASE ?? '');
  if (known !== '') return known;
  if (!('isTTY' in input) || input.isTTY !== true) return undefined;
  const answers: string[] = [];
  for (const question of questions)
    answers.push(asSaid(await typedUnseen(context, input as ReadStream, question)));
  if (new Set(answers).size > 1) throw refusal('passphrase_differs', messages().backup.passphrase.differs);
  return answers[0];
}

/**
 * The passphrase for a new backup. Throws `passphrase_missing`, `passphrase_short`, `passphrase_differs`, `passphrase_file_open`,
 * `passphrase_file_unreadable`, `cancelled` (exit code 2).
 */
export async function newPassphrase(context: Context, from: PassphraseSources): Promise<string> {
  const text = messages().backup.passphrase;
  const passphrase = await given(context, from, [text.ask, text.again]);
  if (passphrase === undefined || passphrase === '')
    throw refusal('passphrase_missing', text.missing, text.missingHint);
  if ([...passphrase].length < leastCharacters)
    throw refusal('passphrase_short', text.short(leastCharacters), text.shortHint);
  return passphrase;
}

/** The passphrase of a backup that there is. Throws as `newPassphrase` does, but for how long it is. */
export async function knownPassphrase(context: Context, from: PassphraseSources): Promise<string> {
  const text = messages().backup.passphrase;
  const passphrase = await given(context, from, [text.ask]);
  if (passphrase === undefined || passphrase === '')
    throw refusal('passphrase_missing', text.needed, text.neededHint);
  return passphrase;
}
