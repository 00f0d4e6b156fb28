import { createHmac } from 'node:crypto';
import { literal } from './engine.ts';
import { marks, toned, toneless } from './name-macros.ts';

/** Words of a name that is looked for anywhere; a name of two words is so many people's that it says nobody alone. */
export const nameWords = { fewest: 3, most: 6 } as const;
/** Digits of a number that is somebody's: old identity cards (9), phones (10, 11), personal numbers (12), accounts. */
export const numberDigits = { fewest: 9, most: 15 } as const;

/** The secret of the hashes of known values, from the home's key of pseudonyms: nobody can guess a name and look it up without it. */
export const knownSecret = (pseudonymKey: Buffer): string =>
  createHmac('sha256', pseudonymKey).update('known values').digest('hex');

/**
 * Macros that landing and the gate share, so that both hash the same of a value:
 * `known_hash(x)` (UBIGINT), `known_words(x)` (words in small letters), of these `known_name(w)` (their tones behind them all, so that hoà and
 * hòa are one word) and `known_plain(w)` (without marks), `known_number(x)` (its digits, a phone with 0; null where the text is no number of
 * `numberDigits`).
 */
export const knownMacros = (secret: string): string => /* sql */ `
  create or replace temp macro known_hash(x) as cast('0x' || left(sha256(${literal(secret)} || x), 16) as ubigint);
  create or replace temp macro known_words(x) as trim(regexp_replace(translate(lower(nfc_normalize(x)), 'ð', 'đ'), '[^\\p{L}]+', ' ', 'g'));
  create or replace temp macro known_name(w) as
    translate(w, '${toned}', '${toneless}') || '|' || translate(regexp_replace(w, '[^ ${toned}]', '', 'g'), '${toned}', '${marks}');
  create or replace temp macro known_plain(w) as replace(strip_accents(w), 'đ', 'd');
  create or replace temp macro known_digits(x) as
    regexp_replace(regexp_replace(translate(x, '０１２３４５６７８９', '0123456789'), '[^0-9]', '', 'g'), '^(?:00)?84([0-9]{9,10})$', '0\\1');
  create or replace temp macro known_number(x) as
    case when not regexp_matches(x, '\\p{L}') and length(known_digits(x)) between ${numberDigits.fewest} and ${numberDigits.most} then known_digits(x) end;
`;
