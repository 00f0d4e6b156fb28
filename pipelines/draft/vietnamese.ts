/** Tone marks: a syllable has one at most. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

const onset = 'ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]';
const nucleus = [
  'o[ae][iyo]|uyê|uya|uyu|uây|uôi|iêu|yêu|ươi|ươu',
  'a[iouy]|âu|ây|[eê][ou]|êu|i[aêu]|yê|o[aăei]|ôi|ơi|u[aâêôơiy]|ư[aơiu]|uô|ươ|oo',
  '[aăâeêioôơuưy]',
].join('|');
const coda = 'ng|nh|ch|[cmnpt]';
const syllable = new RegExp(`^(?:${onset})?(?:${nucleus})(?:${coda})?$`);

/** "đ", "HĐND": signs and abbreviations have no vowel. */
const consonants = /^[bcdđghklmnpqrstvx]+$/;

function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD');
  if ((apart.match(tones) ?? []).length > 1) return false;
  const bare = apart.replace(tones, '').normalize('NFC');
  return syllable.test(bare) || consonants.test(bare);
}

/** A word, with the signs that take the place of letters where a text is read in the wrong encoding. */
const word = /[\p{L}\p{M}¡-¿×÷]+/gu;

/**
 * Whether words with letters outside ASCII are what Vietnamese syllables can be. Text read in the wrong encoding has
 * such words as well, but they are none ("H\u00e4 tªn" of an old font). Text of plain ASCII says nothing against it.
 */
export function looksVietnamese(texts: readonly string[]): boolean {
  const all = new Set(texts.flatMap((text) => text.match(word) ?? []));
  const words = [...all].filter((found) => /[^ -~]/.test(found));
  const odd = words.filter((found) => !isSyllable(found));
  return odd.length <= words.length / 10;
}
