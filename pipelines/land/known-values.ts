import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import type { Home } from '../config/home.ts';
import { families, saysPerson } from '../config/person-words.ts';
import { nameWords } from '../warehouse/known-macros.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { flush, putInPlace } from '../warehouse/whole-file.ts';
import { droppedText } from './stage.ts';
import { type Staged, stagedRows } from './staged.ts';

/** Several persons in one cell, and what stands before a name or behind it. */
const betweenNames = '[,;/&()+]|(?i: và )|\\n';
const beforeName = '(?i)^\\s*(?:ông|bà|anh|chị|cụ|cháu|em|đ/c|đồng chí)[ :.]+';
const oneName = "\\s*\\p{L}[\\p{L}\\s.'’-]*";

/** Personal texts of a contract's rows, as SQL of their column in `stagedRows`. */
const textsOf = (columns: readonly ContractColumn[]): { column: ContractColumn; sql: string }[] =>
  columns.flatMap((column) => {
    if (column.personal === 'drop') return [{ column, sql: quoted(droppedText(column.name)) }];
    return column.personal === 'pseudonym' ? [{ column, sql: quoted(column.name) }] : [];
  });

/** The file of a delivery's hashes. */
export const knownFile = ({ known }: Home, source: string, sha256: string): string =>
  join(known, `${source}-${sha256}.parquet`);

/**
 * Hashes (`known_hash`) of what the rows of a file tell of persons, into a file beside the warehouse that only its owner may read: numbers,
 * and names of three words and more, each with a row in which it stands; of names of two words their hash together with a number or year of
 * the same row. Columns that are not kept are among them. `kind`: name (letters with their marks), plain (without), number, pair.
 * Whole or not at all; the file of an earlier landing goes. Needs `knownMacros`.
 */
export async function keepKnownValues(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  path: string,
): Promise<void> {
  const personal = textsOf(contract.columns);
  if (personal.length === 0) {
    await rm(path, { force: true });
    return;
  }
  const rows = `(select ${staged.row} as row, * from ${stagedRows} where ${staged.below})`;
  const isNames = ({ column }: (typeof personal)[number]) => saysPerson(fold(labelOf(column)));
  // Where a label speaks of no person only what begins like a name of one is taken for one: "Công an tỉnh" is none.
  const texts = personal
    .map(
      (its) =>
        `select row, ${its.sql} as text, ${isNames(its)} as is_name from ${rows} where ${its.sql} is not null`,
    )
    .join(' union all ');
  const years = contract.columns
    .filter(({ personal: its }) => its === 'year_only')
    .map(({ name }) => quoted(name));
  const beside = [
    ...personal.map(({ sql }) => `known_number(${sql})`),
    ...years.map((year) => `${year}::varchar`),
  ].join(', ');
  const named = personal.filter(isNames).map(
    ({
      sql,
    }) => `select row, trim(regexp_replace(${sql}, ${literal(beforeName)}, '')) as text, [${beside}] as beside
      from ${rows} where regexp_full_match(${sql}, ${literal(`${oneName}`)})`,
  );
  const pairs =
    named.length === 0
      ? ''
      : `union all
    select 'pair' as kind, known_hash(known_name(known_words(text)) || ' ' || number) as hash, min(row) as row
    from (select row, text, unnest(beside) as number from (${named.join(' union all ')}) where regexp_full_match(text, '\\p{L}+\\s+\\p{L}+'))
    where number is not null group by all`;
  await writeKnown(
    warehouse,
    path,
    `
      with given as (
        select text, is_name, min(row) as row from (${texts}) group by text, is_name
      ), piece as (
        select row, is_name, regexp_replace(unnest(regexp_split_to_array(text, ${literal(betweenNames)})), ${literal(beforeName)}, '') as text
        from given where length(text) between 5 and 200 and regexp_matches(text, '\\p{L}{2}')
      ), name as (
        select known_words(text) as words, min(row) as row from piece
        where regexp_full_match(text, ${literal(oneName)}) and (is_name or regexp_matches(trim(text), ${literal(`^(?i:${families})\\s`)}))
        group by words
      ), several as (
        from name where length(words) - length(replace(words, ' ', '')) between ${nameWords.fewest - 1} and ${nameWords.most - 1}
      )
      select 'name' as kind, known_hash(known_name(words)) as hash, row from several
      union all
      select 'plain', known_hash(known_plain(words)), row from several
      union all
      select 'number', known_hash(number), min(row) from (select known_number(text) as number, row from given) where number is not null group by number
      ${pairs}
      order by kind, hash
`,
  );
}

/** Writes the file of a select, whole, for its owner only. */
async function writeKnown(warehouse: Warehouse, path: string, select: string): Promise<void> {
  // The engine does not reach the folder of secrets.
  const next = join(warehouse.scratch.folder, basename(path));
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(next, '', { mode: 0o600 });
  await warehouse.run(`copy (${select}) to ${literal(next)} (format parquet, use_tmp_file false)`);
  await flush(next);
  await putInPlace(next, path);
}

/** Takes the hashes of rows out of the files of their deliveries: of persons who are forgotten nothing is known any more. */
export async function forgetKnownValues(
  warehouse: Warehouse,
  home: Home,
  rows: readonly { source: string; sha256: string; row: number }[],
): Promise<void> {
  const byFile = new Map<string, number[]>();
  for (const { source, sha256, row } of rows) {
    const path = knownFile(home, source, sha256);
    byFile.set(path, [...(byFile.get(path) ?? []), row]);
  }
  for (const [path, gone] of byFile) {
    if (!existsSync(path)) continue;
    const before = join(warehouse.scratch.folder, `before-${basename(path)}`);
    await cp(path, before);
    try {
      await writeKnown(
        warehouse,
        path,
        `select * from read_parquet(${literal(before)}) where row not in (${gone.join(', ')})`,
      );
    } finally {
      await rm(before, { force: true });
    }
  }
}

/** The same for the rows of a source that have landed as those of persons who were forgotten before. */
export async function forgetKnownOf(warehouse: Warehouse, home: Home, source: string): Promise<void> {
  const rows = await warehouse.all<{ sha256: string; row: number }>(`
    select distinct l.sha256, q.row_number::integer as row from ops.quarantine q join ops.load l using (load_id)
    where q.source = ${literal(source)} and q.code = 'forgotten' and q.row_number is not null`);
  await forgetKnownValues(
    warehouse,
    home,
    rows.map((its) => ({ source, ...its })),
  );
}
