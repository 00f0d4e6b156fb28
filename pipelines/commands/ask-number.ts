import type { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { KpiError } from '../error.ts';
import { personalNumber } from '../land/personal-number.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';
import { typedUnseen } from './typed-unseen.ts';

/** More than any text with one number. */
const mostCharacters = 10_000;

async function handedOver(input: Readable): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > mostCharacters) break;
  }
  return text;
}

/**
 * A person's number out of standard input, never out of an argument, which other users of the machine can see and a shell remembers.
 * What was read is not told in any error. Throws `bad_personal_number`, `cancelled` (exit code 2).
 */
export async function askNumber(context: Context, input: Readable): Promise<string> {
  const text =
    'isTTY' in input && input.isTTY === true
      ? await typedUnseen(context, input as ReadStream, messages().person.ask)
      : await handedOver(input);
  const number = personalNumber(text);
  if (number !== undefined) return number;
  const { badNumber, badNumberHint: hint } = messages().person;
  throw new KpiError('bad_personal_number', badNumber, { exitCode: 2, hint });
}
