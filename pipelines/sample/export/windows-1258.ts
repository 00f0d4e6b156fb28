/**
 * Windows-1258, the old Vietnamese code page: letters such as ê and ơ have a byte each, tones are bytes of their own
 * behind the letter. Node decodes it but does not encode it. Table: Unicode's vendor mapping CP1258.
 */
const differsFromLatin1: Readonly<Record<string, number>> = {
  '€': 0x80,
  '‚': 0x82,
  ƒ: 0x83,
  '„': 0x84,
  '…': 0x85,
  '†': 0x86,
  '‡': 0x87,
  ˆ: 0x88,
  '‰': 0x89,
  '‹': 0x8b,
  Œ: 0x8c,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  '˜': 0x98,
  '™': 0x99,
  '›': 0x9b,
  œ: 0x9c,
  Ÿ: 0x9f,
  Ă: 0xc3,
  '\u0300': 0xcc,
  Đ: 0xd0,
  '\u0309': 0xd2,
  Ơ: 0xd5,
  Ư: 0xdd,
  '\u0303': 0xde,
  ă: 0xe3,
  '\u0301': 0xec,
  đ: 0xf0,
  '\u0323': 0xf2,
  ơ: 0xf5,
  ư: 0xfd,
  '₫': 0xfe,
};
/** Bytes that are not the Latin-1 character of the same number. */
const taken = new Set([...Object.values(differsFromLatin1), 0x8a, 0x8d, 0x8e, 0x8f, 0x90, 0x9a, 0x9d, 0x9e]);

const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Letter and tone apart: ệ → ê + dot below. NFD alone would also take the roof off the letter. */
function apart(character: string): string {
  const decomposed = character.normalize('NFD');
  return decomposed.replace(tones, '').normalize('NFC') + (decomposed.match(tones) ?? []).join('');
}

/** The bytes of one precomposed character: one, or two with its tone. */
function bytesOf(character: string): number[] {
  return [...apart(character)].map((unit) => {
    const code = unit.codePointAt(0) ?? 0;
    const byte = differsFromLatin1[unit] ?? (code < 0x100 && !taken.has(code) ? code : undefined);
    if (byte === undefined) throw new RangeError(`encodeWindows1258: no byte for '${unit}'`);
    return byte;
  });
}

/**
 * Text → bytes of Windows-1258.
 *
 * @throws RangeError for a character that the code page does not have.
 */
export function encodeWindows1258(text: string): Uint8Array {
  const known = new Map<string, number[]>();
  const bytes: number[] = [];
  for (const character of text.normalize('NFC')) {
    let found = known.get(character);
    if (!found) {
      found = bytesOf(character);
      known.set(character, found);
    }
    for (const byte of found) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
