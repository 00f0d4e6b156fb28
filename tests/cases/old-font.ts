/** Writes Vietnamese text as the old fonts have it; made letter by letter, not from the reader's tables. */
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];

/** TCVN3: the places of each vowel without and with its five tones (`tones`). */
const tcvn3Places: Record<string, number[]> = {
  a: [0x61, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9],
  ă: [0xa8, 0xbb, 0xbc, 0xbd, 0xbe, 0xc6],
  â: [0xa9, 0xc7, 0xc8, 0xc9, 0xca, 0xcb],
  e: [0x65, 0xcc, 0xce, 0xcf, 0xd0, 0xd1],
  ê: [0xaa, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6],
  i: [0x69, 0xd7, 0xd8, 0xdc, 0xdd, 0xde],
  o: [0x6f, 0xdf, 0xe1, 0xe2, 0xe3, 0xe4],
  ô: [0xab, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9],
  ơ: [0xac, 0xea, 0xeb, 0xec, 0xed, 0xee],
  u: [0x75, 0xef, 0xf1, 0xf2, 0xf3, 0xf4],
  ư: [0xad, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9],
  y: [0x79, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe],
};
const tcvn3Capitals: Record<string, number> = {
  Ă: 0xa1,
  Â: 0xa2,
  Ê: 0xa3,
  Ô: 0xa4,
  Ơ: 0xa5,
  Ư: 0xa6,
  Đ: 0xa7,
  đ: 0xae,
};

/** VNI: signs behind the letter for the tones, alone and together with a circumflex or breve. */
const vniTones = ['ø', 'û', 'õ', 'ù', 'ï'];
const vniCircumflex = ['â', 'à', 'å', 'ã', 'á', 'ä'];
const vniBreve = ['ê', 'è', 'ú', 'ü', 'é', 'ë'];
const vniAlone: Record<string, string> = { ì: 'ì', ỉ: 'æ', ĩ: 'ó', í: 'í', ị: 'ò', ỵ: 'î', đ: 'ñ', Đ: 'Ñ' };

/** A letter apart: the vowel with its hook or circumflex, and the place of its tone (−1 for none). */
function parts(letter: string): { vowel: string; tone: number } {
  const marks = [...letter.normalize('NFD')];
  const tone = tones.findIndex((mark) => marks.includes(mark));
  return {
    vowel: marks
      .filter((mark) => !tones.includes(mark))
      .join('')
      .normalize('NFC'),
    tone,
  };
}

/** As the text reads in Latin-1 (TCVN3 has no capital vowels with tones: capital fonts draw the small ones so). */
export function asTcvn3(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const { vowel, tone } = parts(letter);
      const capital = tone < 0 ? tcvn3Capitals[letter] : undefined;
      const place = capital ?? tcvn3Places[vowel.toLowerCase()]?.[tone + 1];
      const isPlain = /[\x20-\x7e\s]/.test(letter);
      return isPlain || place === undefined ? letter : String.fromCharCode(place);
    })
    .join('');
}

export function asVni(text: string): string {
  return [...text.normalize('NFC')]
    .map((letter) => {
      const alone = vniAlone[letter] ?? vniAlone[letter.toLowerCase()]?.toUpperCase();
      if (alone !== undefined) return alone;
      const { vowel, tone } = parts(letter);
      const small = vowel.toLowerCase();
      const isCapital = vowel !== small;
      const base = small.normalize('NFD')[0] ?? '';
      const signs =
        small.includes('\u0302') || 'âêô'.includes(small)
          ? vniCircumflex
          : small === 'ă'
            ? vniBreve
            : undefined;
      const horned: Record<string, string> = { ơ: 'ô', ư: 'ö' };
      const written =
        horned[small] !== undefined
          ? horned[small] + (vniTones[tone] ?? '')
          : signs
            ? base + signs[tone + 1]
            : tone < 0
              ? small
              : base + vniTones[tone];
      return isCapital ? written.toUpperCase() : written;
    })
    .join('');
}
