import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { Engine, literal, quoted } from '../warehouse/engine.ts';
import { asRead } from './gate/as-read.ts';
import { type FindingKind, mask } from './gate/finding.ts';
import { asDigits, type KnownMatch, type KnownValues, nestedText, numberForms } from './gate/known-values.ts';
import { writtenMatches } from './gate/personal-patterns.ts';
import { readTable } from './gate/read-data.ts';
import { mayHoldNumber } from './gate/text-search.ts';
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

/** A column of a mart, with its different texts, or its long whole numbers. */
interface Column {
  mart: string;
  column: string;
  isNumber: boolean;
  values: readonly string[];
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
    const columns = await columnsOf(engine);
    const told = columns.flatMap(({ isNumber, values }) => (isNumber ? values.flatMap(numberForms) : values));
    const persons = await known.find(told);
    const found = columns.flatMap((its) =>
      its.values.flatMap((text) => {
        const match = its.isNumber ? ofNumber(text, persons) : ofText(text, persons);
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

async function columnsOf(engine: Engine): Promise<Column[]> {
  const marts = await engine.all<{ mart: string }>(
    "select table_name as mart from duckdb_tables() where schema_name = 'main' order by 1",
  );
  const columns: Column[] = [];
  for (const { mart } of marts) {
    const { texts, numbers } = await readTable(engine.connection, quoted(mart));
    for (const [its, isNumber] of [
      [texts, false],
      [numbers, true],
    ] as const)
      for (const [column, values] of its)
        if (!hashColumns.has(column)) columns.push({ mart, column, isNumber, values });
  }
  return columns;
}

type Match = Pick<MaskedValue, 'kind' | 'found' | 'person'>;

function ofText(text: string, persons: ReadonlyMap<string, KnownMatch[]>): Match | undefined {
  const [person] = persons.get(text) ?? [];
  if (person) return { kind: person.kind, found: person.value, person };
  const read = asRead(text);
  const [written] = mayHoldNumber.test(read) ? writtenMatches(read, 'data') : [];
  return written && { kind: written.kind, found: written.value.toLowerCase(), person: undefined };
}

function ofNumber(text: string, persons: ReadonlyMap<string, KnownMatch[]>): Match | undefined {
  const person = numberForms(text).flatMap((its) => persons.get(its) ?? [])[0];
  return person && { kind: person.kind, found: person.value, person };
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

/** Puts what may be seen in place of some values of a column; of what is no plain text a blank. */
async function hide(
  engine: Engine,
  { mart, column, isNumber }: Column,
  texts: readonly string[],
): Promise<void> {
  const name = quoted(column);
  await engine.run(
    `update ${quoted(mart)} set ${name} = case when typeof(${name}) = 'VARCHAR' then h.shown end
      from (select text, ${literal(masked)} || if(number = 1, '', ' ' || number) as shown
        from (select unnest(texts) as text, generate_subscripts(texts, 1) as number from (select from_json($texts, '["VARCHAR"]') as texts))) h
      where ${isNumber ? asDigits(name) : `case when typeof(${name}) = 'VARCHAR' then ${name}::varchar else ${nestedText(name)} end`} = h.text`,
    { texts: JSON.stringify([...texts].sort()) },
  );
}
