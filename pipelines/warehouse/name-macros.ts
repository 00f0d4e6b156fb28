/** Vowels with a tone, a tone a line, each below its vowel without one; combining marks that stand for the tones. */
const vowels = 'aăâeêioôơuưy';
const tones = [
  ['àằầèềìòồờùừỳ', '\u0300'],
  ['áắấéếíóốớúứý', '\u0301'],
  ['ãẵẫẽễĩõỗỡũữỹ', '\u0303'],
  ['ảẳẩẻểỉỏổởủửỷ', '\u0309'],
  ['ạặậẹệịọộợụựỵ', '\u0323'],
] as const;

export const toned = tones.map(([letters]) => letters).join('');
export const toneless = tones.map(() => vowels).join('');
export const marks = tones.map(([letters, mark]) => mark.repeat(letters.length)).join('');

/**
 * SQL macros by which two writings of one name of a place or office are known for one. Letters keep their marks: "Bến Do" is
 * not "Bến Đò".
 */
export const nameMacros = /* sql */ `
  -- Words and numbers in small letters: no signs, TDP3 as "tdp 3", "số 03" as "3".
  create or replace temp macro name_words(x) as
    regexp_replace(regexp_replace(trim(
      regexp_replace(regexp_replace(translate(lower(nfc_normalize(x)), 'ð', 'đ'), '[^\\p{L}\\p{N}]+', ' ', 'g'), '(\\p{L})(\\p{N})', '\\1 \\2', 'g')),
      '(^| )số ([0-9])', '\\1\\2', 'g'), '(^| )0+([0-9])', '\\1\\2', 'g');

  -- The tone of a word behind it: hoà and hòa are one word.
  create or replace temp macro tone_last(word) as
    translate(word, '${toned}', '${toneless}') || translate(regexp_replace(word, '[^${toned}]', '', 'g'), '${toned}', '${marks}');

  -- What two writings of one name have in common. abbreviations: a map from a word to the words that it stands for.
  create or replace temp macro name_key(x, abbreviations) as
    array_to_string(list_transform(
      string_split(array_to_string(list_transform(string_split(name_words(x), ' '), lambda word: coalesce(abbreviations[word], word)), ' '), ' '),
      lambda word: tone_last(word)), ' ');

  -- A key without the word before the name. prefixes: keys, a longer one before its beginning.
  create or replace temp macro name_stem(key, prefixes) as
    key[coalesce(length(list_filter(prefixes, lambda prefix: starts_with(key, prefix || ' '))[1]) + 2, 1):];
`;
