/**
 * Encodings of old Vietnamese fonts. They put Vietnamese letters on the places of Western European ones, so a text
 * written with them reads as Latin-1 gibberish: `Céng hßa x· héi` (TCVN3, the fonts .Vn…) or `Coäng hoøa xaõ hoäi` (VNI).
 * It may come as bytes, or as such gibberish stored in proper Unicode.
 *
 * TCVN3: TCVN 5712:1993, set VN3 (its capital letters with tones are small letters in a capital font). VNI: VNI-Windows,
 * a letter followed by a sign.
 */
export const fonts = ['tcvn3', 'vni'] as const;
export type LegacyFont = (typeof fonts)[number];

/** Code point of the first letter of each run, with the letters from there on. */
const tcvn3Runs: [first: number, letters: string][] = [
  [0xa1, 'ĂÂÊÔƠƯĐăâêôơưđ'],
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
];

const tcvn3 = new Map(
  tcvn3Runs.flatMap(([first, letters]) =>
    [...letters].map((letter, at): [string, string] => [String.fromCharCode(first + at), letter]),
  ),
);

/** The sign behind a letter → combining marks; some stand for a circumflex or breve and a tone at once. */
const vniSigns: Record<string, string> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
};
/** Letters that stand alone; ơ and ư may take a tone sign behind them. */
const vniLetters: Record<string, string> = {
  ñ: 'đ',
  ô: 'ơ',
  ö: 'ư',
  í: 'í',
  ì: 'ì',
  æ: 'ỉ',
  ó: 'ĩ',
  ò: 'ị',
  î: 'ỵ',
};

/** Which letters a sign may follow: circumflex a, e, o; breve a; a tone every vowel. */
const bases: Record<string, string> = { '\u0302': 'aeo', '\u0306': 'a' };
const toneBases = 'aeouyôö';

const both = (letter: string): string[] => [letter, letter.toUpperCase()];

const vni = new Map<string, string>();
for (const [from, to] of Object.entries(vniLetters)) {
  vni.set(from, to);
  vni.set(from.toUpperCase(), to.toUpperCase());
}
for (const [sign, marks] of Object.entries(vniSigns)) {
  for (const base of bases[marks[0] ?? ''] ?? toneBases) {
    for (const letter of both(base)) {
      for (const written of both(sign)) {
        const plain = vni.get(letter) ?? letter;
        vni.set(letter + written, (plain + marks).normalize('NFC'));
      }
    }
  }
}
const vniPairs = new RegExp(`${[...vni.keys()].sort((a, b) => b.length - a.length).join('|')}`, 'g');

/** Text written with an old font, as Unicode (NFC). What is no letter of the font stays. */
export function fromLegacyFont(text: string, font: LegacyFont): string {
  return font === 'tcvn3'
    ? text.replace(/[\u00a1-\u00fe]/g, (letter) => tcvn3.get(letter) ?? letter)
    : text.replace(vniPairs, (letters) => vni.get(letters) ?? letters);
}
