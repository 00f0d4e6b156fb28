import { fonts, fromLegacyFont, type LegacyFont } from './legacy-font.ts';
import { lostCharacter, visible } from './visible.ts';

/** How bytes become text: what `TextDecoder` does, and the old font whose letters were meant. */
export interface Encoding {
  /** As the load's record states it, for instance `windows-1258` or `tcvn3`. */
  name: string;
  charset: string;
  font?: LegacyFont;
}

/** A decoding of a file's head that is possible. */
export interface Decoded {
  encoding: Encoding;
  text: string;
}

const plain = (charset: string): Encoding => ({ name: charset, charset });

/** Bytes of one character each, tried in this order. */
const singleByte: Encoding[] = [
  plain('windows-1258'),
  ...fonts.map((font) => ({ name: font, charset: 'windows-1252', font })),
  plain('windows-1252'),
];

/** The fonts' gibberish may also have been stored in proper Unicode. */
const inUnicode = (charset: string): Encoding[] => [
  plain(charset),
  ...fonts.map((font) => ({ name: `${charset}+${font}`, charset, font })),
];

function wide(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Without a mark: every other byte of mostly Latin text is zero.
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 6 && even < odd / 20) return 'utf-16le';
  if (even > sample.length / 6 && odd < even / 20) return 'utf-16be';
  return undefined;
}

/** Whether the bytes are text of two bytes a character. */
export const isWide = (head: Buffer): boolean => wide(head) !== undefined;

/** So many sound letters to a broken one still make a text of UTF-8; in any other encoding next to none is sound. */
const soundForBroken = 8;

function isUtf8(head: Buffer): boolean {
  // `stream` forgives a character that is cut at the end of the head.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const broken = text.split(lostCharacter).length - 1;
  if (broken === 0) return true;
  const beyondAscii = text.match(/[\u0080-\uffff]/g)?.length ?? 0;
  return beyondAscii - broken >= broken * soundForBroken;
}

/** Decoded text as it is meant and seen: Windows-1258 writes tones as combining marks. */
export const meantBy = (text: string, font: LegacyFont | undefined): string =>
  visible(font ? fromLegacyFont(text, font) : text);

export const decode = (bytes: Buffer, { charset, font }: Encoding): string =>
  meantBy(new TextDecoder(charset).decode(bytes), font);

/**
 * All decodings of a file's head that are possible, the likely one first. Which is right is decided by whoever knows
 * what the text should say: the contract's labels must appear in it.
 */
export function* decodings(head: Buffer): Generator<Decoded> {
  const charset = wide(head);
  const candidates = charset
    ? inUnicode(charset)
    : [...(isUtf8(head) ? inUnicode('utf-8') : []), ...singleByte];
  for (const encoding of candidates) yield { encoding, text: decode(head, encoding) };
}
