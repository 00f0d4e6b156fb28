import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { vi } from '../messages/vi/index.ts';
import { Engine, literal, quoted } from '../warehouse/engine.ts';
import { asRead } from './gate/as-read.ts';
import { type FindingKind, mask } from './gate/finding.ts';
import {
  asDigits,
  type KnownMatch,
  type KnownValues,
  numberForms,
  numbersWithin,
} from './gate/known-values.ts';
import { writtenMatches } from './gate/personal-patterns.ts';
import { type PublishedTable, readTable } from './gate/read-data.ts';
import { mayHoldNumber } from './gate/text-search.ts';
import { codeColumns, hashColumns } from './published-columns.ts';

/** What a page shows in place of a text in which something of a person stands: the site speaks Vietnamese. */
export const { masked } = vi.publish;

/** A value of a mart that is not shown. `text` and `found` are what nobody may see: they serve to look for the origin. */
export interface MaskedValue {
  mart: string;
  column: string;
  text: string;
  kind: FindingKind;
  /** The piece that was found, in small letters. */
  found: string;
  /** The record of whoever it speaks of, where that is known. */
  person: Pick<KnownMatch, 'source' | 'sha256' | 'row'> | undefined;
}

interface Column {
  [key: string]: unknown;
  mart: string;
  column: string;
  type: string;
}

const isText = ({ type }: Column): boolean => type === 'VARCHAR';
const isNumber = ({ type }: Column): boolean =>
  /^(?:DOUBLE|FLOAT|DECIMAL|U?(?:BIG|HUGE)INT|U?INTEGER)(?:\([\d,]+\))?$/.test(type);

/** What is asked of a value: a number in all its forms, of a list or structure also the numbers in it. */
function askedOf(its: Column, text: string): string[] {
  if (isText(its)) return [text];
  return isNumber(its) ? numberForms(text) : [text, ...numbersWithin(text).flatMap(numberForms)];
}

/**
 * Looks at every text of the marts before they are shown anywhere, value by value: one in which something of a person stands shows
 * `[đã che]` (several of a column are told apart), a number or a list of that kind is blank. What was masked is returned, to be told.
 * `path`: the database of the marts, not open elsewhere.
 *
 * @throws KpiError `personal_in_code` (exit code 2) where it stands in a code that addresses are made of: it cannot be masked.
 */
export async function screenMarts(path: string, known: KnownValues): Promise<MaskedValue[]> {
  const engine = await Engine.openEngine({ path });
  try {
    const columns = (
      await engine.all<Column>(`
        select table_name as mart, column_name as "column", data_type as type from duckdb_columns()
        where schema_name = 'main' and not internal order by table_name, column_index`)
    ).filter(
      ({ column, type }) => !hashColumns.has(column) && !/^(?:BOOLEAN|DATE|TIMESTAMP|TIME)/.test(type),
    );
    const tables = new Map<string, PublishedTable>();
    for (const mart of new Set(columns.map((its) => its.mart)))
      tables.set(mart, await readTable(engine.connection, quoted(mart)));
    const values = new Map(
      columns.map((its) => {
        const { texts, numbers } = tables.get(its.mart) ?? {};
        return [its, (isNumber(its) ? numbers : texts)?.get(its.column) ?? []] as const;
      }),
    );
    const told = [...values].flatMap(([its, texts]) => texts.flatMap((text) => askedOf(its, text)));
    const persons = await known.find(told);
    const found = [...values].flatMap(([its, texts]) =>
      texts.flatMap((text) => {
        const match = matchOf(its, text, persons);
        return match ? [{ its, value: { mart: its.mart, column: its.column, text, ...match } }] : [];
      }),
    );
    refuseInCodes(found.map(({ value }) => value));
    for (const its of new Set(found.map(({ its }) => its)))
      await hide(
        engine,
        its,
        found.filter((one) => one.its === its).map(({ value }) => value.text),
      );
    await engine.run('checkpoint');
    return found.map(({ value }) => value);
  } finally {
    await engine.close();
  }
}

/** SQL of a value as a text; of a number all its digits. */
const textOf = (its: Column): string =>
  isNumber(its) ? asDigits(quoted(its.column)) : `${quoted(its.column)}::varchar`;

type Match = Pick<MaskedValue, 'kind' | 'found' | 'person'>;

function matchOf(its: Column, text: string, persons: ReadonlyMap<string, KnownMatch[]>): Match | undefined {
  const person = askedOf(its, text).flatMap((asked) => persons.get(asked) ?? [])[0];
  if (person) return { kind: person.kind, found: person.value, person };
  if (isNumber(its)) return undefined;
  const read = asRead(text);
  const [written] = mayHoldNumber.test(read) ? writtenMatches(read, 'data') : [];
  return written && { kind: written.kind, found: written.value.toLowerCase(), person: undefined };
}

function refuseInCodes(found: readonly MaskedValue[]): void {
  const codes = found.filter(({ column }) => codeColumns.has(column));
  if (codes.length === 0) return;
  const text = messages().publish;
  const said = codes.map(({ mart, column, kind, text: code }) =>
    text.inCode(mart, column, mask(code), text.findings[kind]),
  );
  throw new KpiError('personal_in_code', text.personalInCode, {
    exitCode: 2,
    hint: text.personalInCodeHint,
    details: [...new Set(said)],
  });
}

/** Puts what may be seen in place of some values of a column. */
async function hide(engine: Engine, its: Column, texts: readonly string[]): Promise<void> {
  const column = quoted(its.column);
  const shown = isText(its) ? 'h._shown' : 'null';
  await engine.run(
    `update ${quoted(its.mart)} set ${column} = ${shown}
      from (select _text, ${literal(masked)} || if(nth = 1, '', ' ' || nth) as _shown
        from (select unnest(texts) as _text, generate_subscripts(texts, 1) as nth from (select from_json($texts, '["VARCHAR"]') as texts))) h
      where ${textOf(its)} = h._text`,
    { texts: JSON.stringify([...texts].sort()) },
  );
}
