import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { longestRow } from './block.ts';
import { type Encoding, meantBy } from './encoding.ts';
import { UnreadableFile } from './unreadable.ts';

/** Letters that wait for a sign behind them are not cut from it: this much of the text is held back until more is read. */
const heldBack = 4;

/** The text of a file, as it is meant, in pieces. */
export async function* decoded(path: string, { charset, font }: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset);
  let rest = '';
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const text = rest + decoder.decode(chunk as Buffer, { stream: true });
    const cut = Math.max(0, text.length - heldBack);
    rest = text.slice(cut);
    yield meantBy(text.slice(0, cut), font);
  }
  yield meantBy(rest + decoder.decode(), font);
}

/**
 * Fills blank lines with an empty quoted cell: the engine's reader leaves blank lines out, but they are rows to whoever
 * looks at the file. A line inside a quoted cell is none of its own. Throws `row_too_long`.
 */
async function* withoutBlankLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let isQuoted = false;
  let rest = '';
  let count = 0;
  const fill = (line: string): string => {
    const isBlank = !isQuoted && (line === '' || line === '\r');
    if (line.includes('"') && line.split('"').length % 2 === 0) isQuoted = !isQuoted;
    return isBlank ? `""${line}` : line;
  };
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    count += lines.length;
    if (rest.length > longestRow) throw new UnreadableFile('row_too_long', undefined, { line: count + 1 });
    if (lines.length > 0) yield `${lines.map(fill).join('\n')}\n`;
  }
  yield rest;
}

/** Writes a text file anew for the engine's reader: UTF-8, composed letters, no blank lines. */
export async function transcode(path: string, encoding: Encoding, to: string): Promise<void> {
  await pipeline(withoutBlankLines(decoded(path, encoding)), createWriteStream(to, { mode: 0o600 }));
}
