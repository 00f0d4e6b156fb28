import type { Project } from '../config/project.ts';
import {
  keyOf,
  type NamedDimension,
  nameColumns,
  namedDimensions,
  namesTable,
  stemOf,
} from '../delivery/written-names.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';

/** A text in a column that holds names, and what it is matched to on which days. Days are ISO, null where there is no bound. */
export interface WrittenName {
  [key: string]: unknown;
  dimension: string;
  source: string;
  /** As it stands in the source; long runs of digits are masked. */
  written: string;
  /** Rows that stand with it. */
  rows: number;
  name: string | null;
  code: string | null;
  how: 'exact' | 'spelling' | 'prefix' | 'code' | 'alias' | 'former' | 'ambiguous' | 'none' | 'unlisted';
  valid_from: string | null;
  /** The last day. */
  valid_to: string | null;
  /** On these days the name is no longer on the list. */
  is_ended: boolean;
  /** What it may be: of an ambiguous text all it is, of one that matches nothing the nearest names. */
  choices: string[];
}

/** What no number can be told by: it counts as unknown. */
const isOpen = "how in ('none', 'ambiguous')";

/** The sources with a table of what their texts are matched to: none before the first computation. */
async function sourcesWithNames(
  warehouse: Warehouse,
  project: Project,
): Promise<{ id: string; table: string }[]> {
  const known = namedDimensions(project);
  const made = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'written'",
  );
  return project.contracts.filter(
    (contract) => nameColumns(contract, known).length > 0 && made.some(({ name }) => name === contract.table),
  );
}

/** SQL of what every source has written, with the source. */
const writtenAnywhere = (sources: readonly { id: string; table: string }[]): string =>
  sources
    .map(({ id, table }) => `select ${literal(id)} as source, * from written.${quoted(table)} where rows > 0`)
    .join(' union all ');

/** How many texts of rows that stand match nothing, or two names. Zero before the first computation. */
export async function countOpenNames(warehouse: Warehouse, project: Project): Promise<number> {
  const sources = await sourcesWithNames(warehouse, project);
  if (sources.length === 0) return 0;
  const { names } = await warehouse.one<{ names: number }>(`
    select count(distinct (source, dimension, written))::integer as names from (${writtenAnywhere(sources)}) where ${isOpen}`);
  return names;
}

/** How many names are proposed for a text that matches none. */
const proposals = 3;
/** Letters that may differ, of all: further away it is another name. */
const farthest = 0.35;

/** SQL of the share of letters by which an open text differs from a name, or from it with the word before it. */
const apart = (name: string): string =>
  `levenshtein(fold(o.stem), fold(${name})) / greatest(length(o.stem), length(${name}), 1)`;

/**
 * SQL of the names that most resemble a text, by its letters without marks and the word before it; nothing where none is near
 * enough to be meant. It only proposes: matching never goes without marks. The texts stand in `open_text` (`dimension`,
 * `written`, `stem`).
 */
const nearestNames = (dimensions: readonly NamedDimension[]): string => `
  select dimension, written, list(official_name order by distance, official_name)[:${proposals}] as choices
  from (
    select distinct o.dimension, o.written, n.official_name, least(${apart('n.stem')}, ${apart('n.key')}) as distance
    from open_text o join (${dimensions
      .map(
        (its) =>
          `select ${literal(its.id)} as dimension, official_name, stem, key from ${namesTable(its)} where kind = 'listed'`,
      )
      .join(' union all ')}) n using (dimension)
  ) where distance <= ${farthest} group by dimension, written`;

/**
 * What texts are matched to, the rows that have them first by number. Without `all` only what matches nothing, or two names,
 * with the nearest names; with it all that was not written as the list has it.
 */
export async function writtenNames(
  warehouse: Warehouse,
  project: Project,
  { all }: { all: boolean },
): Promise<WrittenName[]> {
  const sources = await sourcesWithNames(warehouse, project);
  if (sources.length === 0) return [];
  const dimensions = namedDimensions(project);
  return warehouse
    .all<WrittenName>(`
    with written as (
      ${writtenAnywhere(sources)}
    ), open_text as (
      select distinct dimension, written, written_stem as stem from written where how = 'none'
    ), near as (${nearestNames(dimensions)})
    select dimension, source, masked(written) as written, rows::integer as rows, official_name as name, official_code as code, how,
      case when isfinite(valid_from) then valid_from::varchar end as valid_from,
      case when isfinite(valid_until) then (valid_until - 1)::date::varchar end as valid_to,
      is_ended, to_json(coalesce(w.choices, n.choices, []))::varchar as choices
    from written w left join near n using (dimension, written)
    where ${all ? "how not in ('exact', 'unlisted') or is_ended" : isOpen}
    order by ${isOpen} desc, dimension, rows desc, source, written, valid_from`)
    .then((rows) => rows.map((row) => ({ ...row, choices: JSON.parse(String(row.choices)) as string[] })));
}

/** A name on the list of a dimension. */
export interface OfficialName {
  [key: string]: unknown;
  name: string;
  code: string | null;
}

const listedIn = (dimension: NamedDimension): string => `from ${namesTable(dimension)} where kind = 'listed'`;

/**
 * The names on the list of a dimension that a text is the name or the code of; where it is none of them, `near`: the nearest.
 * `names.<dimension>` must be there.
 */
export async function findOfficial(
  warehouse: Warehouse,
  dimension: NamedDimension,
  text: string,
): Promise<{ found: OfficialName[]; near: string[] }> {
  const found = await warehouse.all<OfficialName>(`
    select official_name as name, official_code as code ${listedIn(dimension)}
    and (official_name = ${literal(text)} or lower(official_code) = lower(${literal(text)})) order by 1, 2`);
  if (found.length > 0) return { found, near: [] };
  const [nearest] = await warehouse.all<{ choices: string }>(`
    with open_text as (
      select ${literal(dimension.id)} as dimension, ${literal(text)} as written, ${stemOf('key', dimension.list)} as stem
      from (select ${keyOf(literal(text), dimension.list)} as key)
    ) select to_json(choices)::varchar as choices from (${nearestNames([dimension])})`);
  return { found, near: nearest ? (JSON.parse(nearest.choices) as string[]) : [] };
}

/** The names on the list of a dimension that a text of a source is taken for without anybody's word: in any writing, or by code. */
export const officialsWritten = (
  warehouse: Warehouse,
  dimension: NamedDimension,
  text: string,
): Promise<OfficialName[]> =>
  warehouse.all<OfficialName>(`
    select official_name as name, official_code as code ${listedIn(dimension)}
    and (key = ${keyOf(literal(text), dimension.list)} or lower(official_code) = lower(${literal(text)})) order by 1, 2`);

/** Every name on a list of the project: they are for everybody. */
export async function listedNames(warehouse: Warehouse, project: Project): Promise<string[]> {
  const made = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where schema_name = 'names'",
  );
  const tables = namedDimensions(project).filter(({ id }) => made.some(({ name }) => name === id));
  if (tables.length === 0) return [];
  const rows = await warehouse.all<{ name: string }>(
    tables.map((its) => `select distinct official_name as name from ${namesTable(its)}`).join(' union '),
  );
  return rows.map(({ name }) => name);
}
