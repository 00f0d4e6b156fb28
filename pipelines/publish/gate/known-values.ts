import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Engine, literal } from '../../warehouse/engine.ts';
import { knownMacros, nameWords } from '../../warehouse/known-macros.ts';
import { nameMacros } from '../../warehouse/name-macros.ts';
import { asRead } from './as-read.ts';

/** A text in which something of a person stands who is in an export. */
export interface KnownMatch {
  kind: 'known_name' | 'known_number';
  /** The piece of the text, in small letters. */
  value: string;
  /** Where the person stands: the source, the delivery by the hash of its file, a row of it. */
  source: string;
  sha256: string;
  row: number;
}

export interface KnownOptions {
  /** Folder of the hashes that landing keeps; where it is missing nothing is known. */
  folder: string;
  secret: string;
  /** Texts of lists for everybody: a name within one of them is nobody's ("Thôn Trần Hưng Đạo"); one that is all of it is somebody's. */
  listed: readonly string[];
  /** Names that are public by decision (members, heads): told, and counted. */
  publicNames: readonly string[];
}

/** A whole number that may be somebody's, as a text of `longNumber`: with the zeros that a number loses at its beginning. */
export const numberForms = (number: string): string[] => {
  const digits = number.replace(/^-|\..*$/g, '');
  return [digits, `0${digits}`, `00${digits}`].filter(({ length }) => length <= 12);
};

/** Long whole numbers in the text of a list or structure. */
export const numbersWithin = (text: string): string[] => text.match(/\d{7,}/g) ?? [];

/** SQL: whether a column of numbers holds one so long. */
export const isLongNumber = (column: string): string =>
  `abs(${column}) between 1e7 and 1e16 and ${column} = floor(${column})`;

/** SQL: all digits of such a number. */
export const asDigits = (column: string): string => `cast(${column} as decimal(38, 0))::varchar`;

/** SQL of the words of a listed text, without what may stand before the name of somebody whom a list should not hold. */
const nameAlone = "regexp_replace(known_words(text), '^(?:(?:hộ|ông|bà|anh|chị|cụ|đồng chí) )+', '')";

/** Texts of which pairs are looked for: in a longer one anything stands beside anything. */
const longestPairText = 300;

/** SQL: runs of words of the texts in `from` (`id`, `text`), as `id` and `words`. */
const windows = (from: string): string => `
  select distinct id, array_to_string(w[i : i + n - 1], ' ') as words
  from (select id, w, unnest(range(1, len(w) - ${nameWords.fewest - 2})) as i
    from (select id, string_split(known_words(text), ' ') as w from ${from})), (select unnest(range(${nameWords.fewest}, ${nameWords.most + 1})) as n)
  where i + n - 1 <= len(w)`;

/** SQL: numbers in the texts of `from`, as `id` and `number`. */
const numbersIn = (from: string): string => `
  select id, known_number(unnest(regexp_extract_all(text, '[+(]{0,2}[0-9][0-9 .()/-]{6,24}[0-9]'))) as number from ${from}`;

/**
 * Asks texts for what is known of persons out of the exports. Nothing of a person is held: a text is cut into the pieces that
 * could be somebody's, these are hashed as landing hashed them, and asked for among the hashes.
 */
export class KnownValues {
  readonly #engine: Engine;
  /** How many different texts showed a name by the public list. */
  shownByList = 0;

  private constructor(engine: Engine) {
    this.#engine = engine;
  }

  static async open({ folder, secret, listed, publicNames }: KnownOptions): Promise<KnownValues> {
    const engine = await Engine.openEngine({ path: ':memory:' });
    await engine.run(nameMacros);
    await engine.run(knownMacros(secret));
    const files = await readdir(folder).catch(() => []);
    const paths = files
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => literal(join(folder, name)));
    await engine.run(
      paths.length === 0
        ? 'create temp view known as select null::varchar as kind, null::ubigint as hash, null::bigint as row, null::varchar as filename where false'
        : `create temp view known as select kind, hash, row, filename from read_parquet([${paths.join(', ')}], filename = true)`,
    );
    await put(engine, 'text', listed);
    await engine.run(
      `create temp table listed as select distinct words from (${windows('text')}) join text using (id) where words <> ${nameAlone}`,
    );
    await put(engine, 'text', publicNames);
    await engine.run('create temp table public as select distinct known_words(text) as words from text');
    return new KnownValues(engine);
  }

  /** What of persons stands in which of the texts (`asRead`); those in which nothing does are not there. */
  async find(texts: Iterable<string>): Promise<Map<string, KnownMatch[]>> {
    const all = [...new Set(texts)];
    await put(this.#engine, 'text', all);
    // Each different run of words is hashed once, however many texts it stands in.
    await this.#engine.run(`
      create or replace temp table run as ${windows("(select * from text where regexp_matches(text, '\\p{L}'))")};
      create or replace temp table candidate as
        select words as value, if(plain = words, 'plain', 'name') as kind, known_hash(if(plain = words, words, known_name(words))) as hash
        from (select distinct words, known_plain(words) as plain from run)
        union all
        select number, 'number', known_hash(number) from (select distinct number from (${numbersIn('text')}) where number is not null)`);
    const found = await this.#engine.all<Found>(`
      with hit as (
        select c.value, c.kind, min(k.row) as row, arg_min(k.filename, k.row) as filename
        from candidate c join known k using (kind, hash) group by c.value, c.kind
      ), placed as (
        select id, value, kind, row, filename from hit join run on run.words = value where kind <> 'number'
        union all
        select id, value, kind, row, filename from hit join (${numbersIn('text')}) n on n.number = value where kind = 'number'
      )
      select id, value, kind, row, filename, p.words is not null as is_public
      from placed left join public p on p.words = value and kind <> 'number'
      where kind = 'number' or value not in (select words from listed)
      order by id, value`);
    const pairs = await this.#engine.all<Found>(`
      with beside as (
        select id, text, unnest(list_distinct(list_concat(
          list_filter([known_number(n) for n in regexp_extract_all(text, '[+(]{0,2}[0-9][0-9 .()/-]{6,24}[0-9]')], lambda n: n is not null),
          regexp_extract_all(text, '\\b(?:19|20)[0-9]{2}\\b')))) as number
        from text where length(text) <= ${longestPairText} and regexp_matches(text, '[0-9]{4}')
      ), two as (
        select distinct id, number, w[i] || ' ' || w[i + 1] as words
        from (select id, number, w, unnest(range(1, len(w))) as i from (select id, number, string_split(known_words(text), ' ') as w from beside))
      )
      select t.id, t.words as value, 'pair' as kind, min(k.row) as row, any_value(k.filename) as filename, false as is_public
      from (select *, known_hash(known_name(words) || ' ' || number) as hash from two) t
      join known k on k.kind = 'pair' and k.hash = t.hash
      group by t.id, t.words order by t.id, t.words`);
    const matches = new Map<string, KnownMatch[]>();
    const shown = new Set<number>();
    for (const { id, value, kind, row, filename, is_public: isPublic } of [...found, ...pairs]) {
      if (isPublic) {
        shown.add(id);
        continue;
      }
      const name = basename(filename, '.parquet');
      const at = name.lastIndexOf('-');
      const match: KnownMatch = {
        kind: kind === 'number' ? 'known_number' : 'known_name',
        value,
        source: name.slice(0, at),
        sha256: name.slice(at + 1),
        row,
      };
      const text = all[id] ?? '';
      matches.set(text, [...(matches.get(text) ?? []), match]);
    }
    this.shownByList += shown.size;
    return matches;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

interface Found {
  [key: string]: unknown;
  id: number;
  value: string;
  kind: 'name' | 'plain' | 'number' | 'pair';
  row: number;
  filename: string;
  is_public: boolean;
}

/** Texts as a table, each under its place in the list. */
async function put(engine: Engine, table: string, texts: readonly string[]): Promise<void> {
  await engine.run(
    `create or replace temp table ${table} as
      select (generate_subscripts(texts, 1) - 1)::integer as id, unnest(texts) as text from (select from_json($texts, '["VARCHAR"]') as texts)`,
    { texts: JSON.stringify(texts.map(asRead)) },
  );
}
