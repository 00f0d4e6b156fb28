import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeWindows1258 } from '../../pipelines/sample/export/windows-1258.ts';

const decode = (bytes: Uint8Array) => new TextDecoder('windows-1258').decode(bytes).normalize('NFC');

const letters = [...'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY'];
const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const vietnamese = [
  ...letters.flatMap((letter) => tones.map((tone) => (letter + tone).normalize('NFC'))),
  ...'đĐbcdghklmnpqrstvx BCDGHKLMNPQRSTVX0123456789.,;"-/()\r\n–“”…₫',
];

describe('Windows-1258', () => {
  test('keeps every Vietnamese letter', () => {
    for (const letter of vietnamese) expect(decode(encodeWindows1258(letter))).toBe(letter);
  });

  test('brings back any Vietnamese text, however it is composed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...vietnamese)), fc.constantFrom('NFC', 'NFD'), (parts, form) => {
        const text = parts.join('').normalize('NFC');
        expect(decode(encodeWindows1258(text.normalize(form)))).toBe(text);
      }),
    );
  });

  test('agrees with the platform on every byte that stands for one character', () => {
    const platform = new TextDecoder('windows-1258');
    for (let byte = 0; byte < 256; byte++) {
      const character = platform.decode(Uint8Array.of(byte));
      // Unassigned bytes decode to control characters; letters with a tone may be written apart.
      if (/[\u0080-\u009f]/.test(character) || character.normalize('NFD').length > 1) continue;
      expect([character, ...encodeWindows1258(character)]).toEqual([character, byte]);
    }
  });

  test('writes the letter first and its tone behind it, as the code page has them', () => {
    expect([...encodeWindows1258('ệ')]).toEqual([0xea, 0xf2]);
    expect([...encodeWindows1258('ữ')]).toEqual([0xfd, 0xde]);
  });

  test('names the character it has no byte for', () => {
    expect(() => encodeWindows1258('tiền 円')).toThrow("no byte for '円'");
  });
});
