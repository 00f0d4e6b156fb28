import { describe, expect, test } from 'vitest';
import { fromLegacyFont } from '../../pipelines/read/legacy-font.ts';
import { asTcvn3, asVni } from '../cases/old-font.ts';

const vowels = [...'aăâeêioôơuưy'];
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const letters = vowels.flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')));

describe('TCVN3', () => {
  test('the words that officials know', () => {
    expect(fromLegacyFont('Céng hßa x· héi', 'tcvn3')).toBe('Cộng hòa xã hội');
    expect(fromLegacyFont('Sè hå s¬, Ngµy tiÕp nhËn', 'tcvn3')).toBe('Số hồ sơ, Ngày tiếp nhận');
  });
  test('every letter comes back', () => {
    for (const letter of [...letters, ...'đĐĂÂÊÔƠƯ'])
      expect(fromLegacyFont(asTcvn3(letter), 'tcvn3')).toBe(letter);
  });
});

describe('VNI', () => {
  test('the words that officials know', () => {
    expect(fromLegacyFont('Coäng hoøa xaõ hoäi', 'vni')).toBe('Cộng hòa xã hội');
    expect(fromLegacyFont('Soá hoà sô, Ngaøy tieáp nhaän', 'vni')).toBe('Số hồ sơ, Ngày tiếp nhận');
  });
  test('every letter comes back, capitals too', () => {
    for (const letter of [...letters, ...letters.map((l) => l.toUpperCase()), 'đ', 'Đ'])
      expect([letter, fromLegacyFont(asVni(letter), 'vni')]).toEqual([letter, letter]);
  });
});
