/** Code points that no one sees, from–to: soft hyphen, zero-width signs, marks of direction, variants, the byte order mark. */
const unseen: [from: number, to: number][] = [
  [0x00ad, 0x00ad],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];
/** Blanks that look like any other. */
const otherBlanks: [from: number, to: number][] = [
  [0x00a0, 0x00a0],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

/** What stands for a character that was lost: half of it is missing, or it is a NUL. */
export const lostCharacter = '\ufffd';

const oneOf = (ranges: typeof unseen): string =>
  `[${ranges.map(([from, to]) => `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`).join('')}]`;
const anyOdd = new RegExp(`\0|${oneOf([...unseen, ...otherBlanks])}`);
const allUnseen = new RegExp(oneOf(unseen), 'g');
const allBlanks = new RegExp(oneOf(otherBlanks), 'g');

/**
 * A text as the eye reads it, the same from whatever reader: composed (NFC), without what no one sees, each blank a
 * plain one. Two keys that look the same are the same.
 */
export function visible(text: string): string {
  const composed = text.normalize('NFC');
  if (!anyOdd.test(composed)) return composed;
  return composed.replaceAll('\0', lostCharacter).replace(allUnseen, '').replace(allBlanks, ' ');
}

const codes = new Set(
  [...unseen, ...otherBlanks].flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at),
  ),
);
/** First bytes of these characters in UTF-8; seldom in Vietnamese text. */
const leads = [...new Set([...codes].map((code) => Buffer.from(String.fromCodePoint(code))[0] ?? 0))];

/** Whether bytes of UTF-8 hold what `visible` would change, a byte order mark at their very beginning apart. */
export function holdsUnseen(bytes: Buffer, isStart: boolean): boolean {
  const begin = isStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const lead of leads) {
    for (let at = bytes.indexOf(lead, begin); at >= 0; at = bytes.indexOf(lead, at + 1)) {
      const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
      const isShort = lead < 0xe0;
      const code = isShort
        ? ((lead & 0x1f) << 6) | (second & 0x3f)
        : ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
      if (codes.has(code)) return true;
    }
  }
  return false;
}
