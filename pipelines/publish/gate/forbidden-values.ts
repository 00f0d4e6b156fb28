/** A word: letters and digits, with dots, dashes and underscores inside (codes of dossiers are one word). */
const word = /[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/gu;
const part = /[\p{L}\p{N}]+/gu;
/** The same where all letters are plain ones, as in scripts: many times faster. */
const plainText = /^[\0-\x7f]*$/;
const joined = /[._-]/;
const none: readonly string[] = [];
const plainWord = /[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?/g;

/**
 * Looks for any of many values in a text in one pass: the text is cut into words and each word is asked for in a set,
 * whatever the number of values. Values of several words (names) are found by their first word.
 */
export class ForbiddenValues {
  readonly #words = new Set<string>();
  readonly #phrases = new Map<string, string[]>();

  /** Values shorter than five characters would be found in any text and say nothing; they are left out. */
  constructor(values: Iterable<string>) {
    for (const raw of values) {
      const value = normal(raw.trim());
      if (value.length < 5) continue;
      const [first] = value.match(plainText.test(value) ? plainWord : word) ?? [];
      if (first === value) this.#words.add(value);
      else if (first) this.#phrases.set(first, [...(this.#phrases.get(first) ?? []), value]);
    }
  }

  find(text: string): string[] {
    const found = new Set<string>();
    const flat = normal(text);
    // A loop of its own: an iterator for each of many short texts takes longer than the search.
    const words = plainText.test(flat) ? plainWord : word;
    words.lastIndex = 0;
    for (let match = words.exec(flat); match !== null; match = words.exec(flat)) {
      const [token] = match;
      if (this.#words.has(token)) found.add(token);
      for (const phrase of this.#phrases.get(token) ?? none) {
        if (flat.startsWith(phrase, match.index)) found.add(phrase);
      }
      // `a.b-c` may also carry a value in one of its parts.
      if (joined.test(token)) {
        for (const [piece] of token.matchAll(part)) if (this.#words.has(piece)) found.add(piece);
      }
    }
    return found.size === 0 ? [] : [...found];
  }
}

/** The same letters however they were typed: composed, and without regard to capitals. */
function normal(text: string): string {
  if (plainText.test(text)) return text.toLowerCase();
  return text.normalize('NFC').toLowerCase();
}
