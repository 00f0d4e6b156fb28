import type { ReadStream } from 'node:tty';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Context } from './context.ts';

const interrupt = '\u0003';
const endOfInput = '\u0004';
const erased = ['\u007f', '\b'];

/**
 * A line that somebody types, without showing it: what is on the screen may be read over a shoulder, and scrolled back to. Throws
 * `cancelled` (exit code 2).
 */
export async function typedUnseen(
  context: Pick<Context, 'say'>,
  terminal: ReadStream,
  ask: string,
): Promise<string> {
  context.say(ask);
  terminal.setRawMode(true);
  terminal.setEncoding('utf8');
  let line = '';
  try {
    for await (const typed of terminal.iterator({ destroyOnReturn: false })) {
      for (const sign of String(typed)) {
        if (sign === interrupt) throw new KpiError('cancelled', messages().person.cancelled, { exitCode: 2 });
        if (sign === '\r' || sign === '\n' || sign === endOfInput) return line;
        line = erased.includes(sign) ? line.slice(0, -1) : line + sign;
      }
    }
    return line;
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
  }
}
