import type { Project } from '../config/project.ts';
import { namedDimensions, namesTable } from '../delivery/written-names.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** SQL of the key under which a value is told, from SQL of the value as a text; null where it stands in no list. */
export type ToldKey = (value: string) => string;

/** By dimension. */
export type ToldKeys = (dimension: string) => ToldKey;

const texts = (values: readonly string[]): string =>
  `[${values.map((value) => literal(value)).join(', ')}]::varchar[]`;

/** The words of a project for a dimension: its keys, and the codes of columns that hold it. */
function wordsOf({ plan, contracts, idle }: Project, dimension: string): string[] {
  const columns = [...contracts, ...idle].flatMap((contract) =>
    contract.columns.filter((column) => column.name === dimension || column.dimension === dimension),
  );
  const codes = columns.flatMap(({ codes: its = {}, empty = [] }) => [Object.values(its), empty].flat());
  return [...new Set([...Object.keys(plan.dimensions[dimension]?.keys ?? {}), ...codes])];
}

/** A word of a list in large letters or small, told as the list has it. A truth value is no text of anybody. */
function listedWord(words: readonly string[]): ToldKey {
  const all = [...words, 'true', 'false'];
  const byKey = new Map(all.map((word) => [word.normalize('NFC').toLowerCase(), word]));
  const list = texts(all);
  const map = `map(${texts([...byKey.keys()])}, ${texts([...byKey.values()])})`;
  return (value) =>
    `case when list_contains(${list}, ${value}) then ${value} else ${map}[lower(nfc_normalize(trim(${value})))] end`;
}

/**
 * What may be told of the values of dimensions: official names and their codes, words of the project (keys, codes of contracts).
 * A free text may hold anything, a person's name too: it is told as unknown. Of a dimension whose names no table has (nothing was computed yet) nothing is told.
 */
export async function toldKeys(warehouse: Warehouse, project: Project): Promise<ToldKeys> {
  const made = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'names'",
  );
  const named = new Map(namedDimensions(project).map((dimension) => [dimension.id, dimension]));
  const dimensions = [...new Set(project.indicators.flatMap(({ by }) => by))];
  const told = new Map<string, ToldKey>();
  for (const id of dimensions) {
    const names = named.get(id);
    const isMade = made.some(({ name }) => name === id);
    const official = (column: string) =>
      `(select ${column} from ${names && namesTable(names)} where ${column} is not null)`;
    const word = listedWord(wordsOf(project, id));
    told.set(id, (value) =>
      names && isMade
        ? `case when ${value} in ${official('official_name')} or ${value} in ${official('official_code')} then ${value} else ${word(value)} end`
        : word(value),
    );
  }
  return (dimension) => told.get(dimension) ?? (() => 'null::varchar');
}
