import { asRead } from './as-read.ts';
import { type Finding, mask } from './finding.ts';
import type { ForbiddenValues } from './forbidden-values.ts';
import { type Match, personalMatches, writtenMatches } from './personal-patterns.ts';

/**
 * Kinds of places in which texts stand, each searched in its own way:
 * - `source`: what a page, a script or a text file is written as, tags and escapes included;
 * - `page`: what people read there;
 * - `data`: cells of a table;
 * - `hash`: cells of hashes, whose digits are nobody's number;
 * - `program`: scripts and styles, where any digits may stand.
 */
export type Place = 'source' | 'page' | 'data' | 'hash' | 'program';

/** What was found in a text: which kind, and the value, masked. */
export type Found = Pick<Finding, 'kind' | 'value'>;

const patterns: Record<Place, (text: string) => Match[]> = {
  source: (text) => personalMatches(text, 'page'),
  page: (text) => writtenMatches(text, 'page'),
  data: (text) => writtenMatches(text, 'data'),
  hash: () => [],
  program: () => [],
};

/** People read these; the others are looked at as they are written. */
const isRead = (place: Place): boolean => place === 'page' || place === 'data' || place === 'hash';

/** A number of a person has nine digits or more, and an address of mail its sign: without them no pattern need be tried. */
export const mayHoldNumber = /@|(?:\d\D*){9}/;
const nothing: readonly Found[] = [];

/**
 * The one place through which every text of a release passes. The same values stand in parquet, in the answers of queries and in
 * pages: each different text is searched once for each kind of place, and what was found is remembered.
 */
export class TextSearch {
  readonly #forbidden: ForbiddenValues;
  /** Forbidden values are the same wherever a text stands. */
  readonly #forbiddenIn = new Map<string, string[]>();
  readonly #seen: Record<Place, Map<string, readonly Found[]>> = {
    source: new Map(),
    page: new Map(),
    data: new Map(),
    hash: new Map(),
    program: new Map(),
  };

  /** Texts that people read, each with the first place in which it stood. */
  readonly #read = new Map<string, string>();

  constructor(forbidden: ForbiddenValues) {
    this.#forbidden = forbidden;
  }

  /** Every text that people read, with where it stood first. */
  get read(): ReadonlyMap<string, string> {
    return this.#read;
  }

  /** What must not be in a text that stands in such a place. `where`: the file, to be told. */
  in(text: string, place: Place, where: string): readonly Found[] {
    const seen = this.#seen[place];
    const known = seen.get(text);
    if (known) return known;
    if ((place === 'page' || place === 'data') && !this.#read.has(text)) this.#read.set(text, where);
    const found = this.#search(text, place);
    seen.set(text, found);
    return found;
  }

  #search(raw: string, place: Place): readonly Found[] {
    const text = isRead(place) ? asRead(raw) : raw;
    const matches = mayHoldNumber.test(text) ? patterns[place](text) : [];
    const values = this.#valuesIn(text);
    if (matches.length + values.length === 0) return nothing;
    return [
      ...matches.map(({ kind, value }): Found => ({ kind, value: mask(value) })),
      ...values.map((value): Found => ({ kind: 'forbidden_value', value: mask(value) })),
    ];
  }

  #valuesIn(text: string): string[] {
    const known = this.#forbiddenIn.get(text);
    if (known) return known;
    const found = this.#forbidden.find(text);
    this.#forbiddenIn.set(text, found);
    return found;
  }
}

/**
 * A text in the pieces that are searched apart: lines of what is read, tags and what stands between them of what is written. No
 * number and no name reaches across the end of one, and the same menus stand in every page.
 */
export const linesOf = (text: string): string[] => text.split('\n');
export const markupOf = (html: string): string[] => html.split(/(?<=>)|(?=<)/);
