import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { Engine, quoted } from '../warehouse/engine.ts';
import { asRead } from './gate/as-read.ts';
import { type FindingKind, mask } from './gate/finding.ts';
import {
  isLongNumber,
  type KnownMatch,
  type KnownValues,
  numberForms,
  numbersWithin,
} from './gate/known-values.ts';
import { writtenMatches } from './gate/personal-patterns.ts';
import { codeColumns, hashColumns } from './published-columns.ts';

/** What a page shows in place of a text in which something of a person stands. */
export const masked = '[đã che]';

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
    const values = new Map<Column, string[]>();
    for (const its of columns) values.set(its, await differentValues(engine, its));
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

async function differentValues(engine: Engine, its: Column): Promise<string[]> {
  const column = quoted(its.column);
  const wanted = isNumber(its) ? isLongNumber(column) : `${column} is not null`;
  const rows = await engine.all<{ text: string }>(
    `select distinct ${textOf(its)} as text from ${quoted(its.mart)} where ${wanted}`,
  );
  return rows.map(({ text }) => text);
}

/** SQL of a value as a text; of a number all its digits. */
const textOf = (its: Column): string =>
  isNumber(its) ? `cast(${quoted(its.column)} as decimal(38, 0))::varchar` : `${quoted(its.column)}::varchar`;

type Match = Pick<MaskedValue, 'kind' | 'found' | 'person'>;

function matchOf(its: Column, text: string, persons: ReadonlyMap<string, KnownMatch[]>): Match | undefined {
  const person = askedOf(its, text).flatMap((asked) => persons.get(asked) ?? [])[0];
  if (person) return { kind: person.kind, found: person.value, person };
  if (isNumber(its)) return undefined;
  const [written] = writtenMatches(asRead(text), 'data');
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
      from (select _text, ${`'${masked}'`} || if(nth = 1, '', ' ' || nth) as _shown
        from (select unnest(texts) as _text, generate_subscripts(texts, 1) as nth from (select from_json($texts, '["VARCHAR"]') as texts))) h
      where ${textOf(its)} = h._text`,
    { texts: JSON.stringify([...texts].sort()) },
  );
}
