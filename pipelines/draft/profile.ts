import type { ColumnType, ContractColumn } from '../config/contract.ts';
import { families } from '../config/person-words.ts';
import { compileType } from '../land/types.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { samplesTable } from './sample-rows.ts';

/** Types whose values can be told by looking at them. */
const tried = [
  'integer',
  'decimal',
  'money',
  'percent',
  'timestamp',
  'year_or_date',
  'period',
  'yes_no',
  'personal_id',
  'phone',
  'dossier_code',
  'procedure_code',
  'commune_code',
  'parcel_key',
] as const satisfies readonly ColumnType[];

/** A value of a column. */
export interface Value {
  value: string;
  rows: number;
  /** In how many of the sample files it stands, and in how many rows of the one that has fewest. */
  files: number;
  fewest: number;
}

/** What the values of a column look like. Shares are of the cells that hold something, 0–1; 0 where none does. */
export interface Profile {
  /** Several where files name the column differently; the first stands for it. */
  labels: readonly string[];
  label: string;
  /** Name of its column in the samples. */
  column: string;
  rows: number;
  /** Cells that hold something: neither blank nor one of `dashes`. */
  filled: number;
  distinct: number;
  /** How many of the sample files have anything in the column. */
  files: number;
  longest: number;
  /** Texts that stand for a blank: "-", "…". */
  dashes: string[];
  /** Share of values of each type, by the rules that land them. */
  share: Record<(typeof tried)[number], number>;
  /** Shares of values of a shape. */
  shape: {
    /** Dates written as text: a number may be the serial of a day, or just a number. */
    written_date: number;
    serial_day: number;
    clock: number;
    percent_sign: number;
    digits: number;
    leading_zero: number;
    identity_number: number;
    email: number;
    person: number;
    spaces: number;
    /** Several things in one cell. */
    several: number;
    has_digit: number;
  };
  /** Oldest and newest day, ISO; null where the values are no dates. */
  oldest: string | null;
  newest: string | null;
  /** The values where there are few, the most frequent first. */
  values: Value[] | undefined;
}

/** RE2: the name of a person. */
const personName = `^(?i:((ông|bà|anh|chị|cụ) )?(${families}))( \\p{Lu}\\p{L}*){1,4}$`;

const shapes: Record<keyof Profile['shape'], string> = {
  written_date: `regexp_matches(r, '^\\d{1,4}[-/]\\d{1,2}[-/]\\d{1,4}') and p_timestamp is not null`,
  // 1954 to 2118: a count of days or of dossiers is seldom so large.
  serial_day: `try_cast(r as double) between 20000 and 80000`,
  clock: `regexp_matches(r, '\\d{1,2}:\\d{2}') and p_timestamp is not null`,
  percent_sign: `ends_with(r, '%')`,
  digits: `regexp_full_match(r, '\\d+')`,
  leading_zero: `regexp_full_match(r, '0\\d+')`,
  identity_number: `regexp_full_match(r, '0\\d{11}')`,
  email: `regexp_full_match(r, '[^@\\s]+@[^@\\s]+\\.[^@\\s]+')`,
  person: `regexp_matches(r, ${literal(personName)})`,
  spaces: `contains(r, ' ')`,
  several: `regexp_matches(r, '[;\\n]')`,
  has_digit: `regexp_matches(r, '\\d')`,
};

/** Values of a column that are few enough to be a list of choices. */
export const mostChoices = 30;

/** What people write into a cell that has nothing to say. */
const dash = `regexp_full_match(r, '[-–—−_.…/ ]+|(?i:x/x|n/a)')`;

/** A column of the samples to look at. */
export interface Looked {
  column: string;
  labels: readonly string[];
}

/** SQL: all that is told of each text of the relation `text` (`r`), once for all columns it stands in. */
function told(): string {
  const compiled = tried.map((type) => {
    const column = { name: 'r', type, labels: [], date_only: 'start_of_day' } as unknown as ContractColumn;
    return { type, ...compileType(column, 'r', `p_${type}`, `w_${type}`) };
  });
  const step = (prefix: 'p' | 'w', of: 'parsed' | 'written') =>
    compiled.flatMap((its) => (its[of] === undefined ? [] : [`${its[of]} as ${prefix}_${its.type}`]));
  const facts = [
    // A number that can be read in two ways is one: which, the column as a whole tells when it lands.
    ...compiled.map(({ type, value, exactFaults = [] }) => {
      const unclear = exactFaults
        .filter(({ code }) => code === 'unclear_number')
        .map(({ when }) => ` or (${when})`);
      return `coalesce((${value}) is not null${unclear.join('')}, false) as n_${type}`;
    }),
    ...Object.entries(shapes).map(([name, sql]) => `coalesce(${sql}, false) as s_${name}`),
  ];
  return `
    parsed as (select r, ${step('p', 'parsed').join(', ')} from text),
    written as (select *, ${step('w', 'written').join(', ')} from parsed),
    told as (select r, ${dash} as is_dash, length(r) as letters, p_timestamp::date as day, ${facts.join(', ')} from written)`;
}

type Counts = Record<string, number | string | string[] | null>;

/**
 * Looks at every value of the columns of the samples, each text once however often it stands in them. Profiles come in the
 * order of `looked`.
 */
export async function profileColumns(
  warehouse: Warehouse,
  looked: readonly Looked[],
  relation = samplesTable,
): Promise<Profile[]> {
  const names = looked.map(({ column }) => quoted(column)).join(', ');
  await warehouse.run(`
    create or replace temp table sample_texts as
    select col, r, _file, count(*) as n
    from (unpivot (select _file, ${names} from ${relation}) on ${names} into name col value r) group by all`);
  const { rows } = await warehouse.one<{ rows: number }>(`select count(*) as rows from ${relation}`);
  const counted = [
    ...tried.map((type) => `n_${type}`),
    ...Object.keys(shapes).map((name) => `s_${name}`),
  ].map((name) => `coalesce(sum(n) filter (${name} and not is_dash), 0) as ${name}`);
  const found = await warehouse.all<Counts & { col: string }>(`
    with text as (select distinct r from sample_texts), ${told()}
    select col, coalesce(sum(n) filter (not is_dash), 0) as filled, count(distinct r) filter (not is_dash) as "distinct",
      count(distinct _file) filter (not is_dash) as files, max(letters) filter (not is_dash) as longest,
      list_sort(list_distinct(list(r) filter (is_dash))) as dashes,
      min(day) filter (not is_dash)::varchar as oldest, max(day) filter (not is_dash)::varchar as newest, ${counted.join(', ')}
    from sample_texts join told using (r) group by col`);
  const values = await warehouse.all<Value & { col: string } & Record<string, unknown>>(`
    with counted as (
      select col, r as value, sum(n)::integer as rows, count(*)::integer as files, min(n)::integer as fewest
      from sample_texts where not ${dash} group by col, r
    )
    select * from counted qualify count(*) over (partition by col) <= ${mostChoices} order by col, rows desc, value`);
  await warehouse.run('drop table sample_texts');
  const byColumn = new Map(found.map((counts) => [counts.col, counts]));
  const valuesOf = new Map<string, Value[]>();
  for (const { col, ...value } of values) valuesOf.set(col, [...(valuesOf.get(col) ?? []), value]);
  return looked.map((its) =>
    profileOf(its, Number(rows), byColumn.get(its.column), valuesOf.get(its.column) ?? []),
  );
}

function profileOf(
  { column, labels }: Looked,
  rows: number,
  counts: Counts | undefined,
  values: readonly Value[],
): Profile {
  const filled = Number(counts?.filled ?? 0);
  const distinct = Number(counts?.distinct ?? 0);
  const shareOf = (name: string) => (filled === 0 ? 0 : Number(counts?.[name]) / filled);
  const shares = (names: readonly string[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name, shareOf(`${prefix}_${name}`)]));
  return {
    labels,
    label: labels[0] ?? '',
    column,
    rows,
    filled,
    distinct,
    files: Number(counts?.files ?? 0),
    longest: Number(counts?.longest ?? 0),
    dashes: (counts?.dashes as string[] | null) ?? [],
    share: shares(tried, 'n') as Profile['share'],
    shape: shares(Object.keys(shapes), 's') as Profile['shape'],
    oldest: (counts?.oldest as string | null) ?? null,
    newest: (counts?.newest as string | null) ?? null,
    values: distinct <= mostChoices ? [...values] : undefined,
  };
}

/** So many values may stand alone among many: a slip, or a state that is seldom reached. */
const fewOf = (values: number): number => Math.max(1, values / 4);

/**
 * Whether values name kinds of things: each comes several times in every file. A column of which each file has values of
 * its own gets new ones in the next, too.
 */
export function isChoice({ values, filled, distinct, files }: Profile): boolean {
  if (values === undefined || distinct === 0 || filled / distinct < 3) return false;
  const alone = values.filter(({ fewest }) => fewest < 2).length;
  const elsewhere = values.filter((value) => value.files < files).length;
  return alone <= fewOf(distinct) && (files < 2 || elsewhere <= fewOf(distinct));
}
