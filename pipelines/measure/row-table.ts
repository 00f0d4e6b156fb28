import type { Contract } from '../config/contract.ts';
import type { Indicator } from '../config/indicator.ts';
import type { Project } from '../config/project.ts';
import { refusedOf, wholeRow } from '../warehouse/refusals.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { compileRows, rowFlags } from './compile-rows.ts';
import { type Scan, scansOf } from './compile-scan.ts';
import { type FactLineage, lineageOf } from './lineage.ts';
import { countedFor } from './loads.ts';
import type { NamedColumns } from './named-columns.ts';
import { judgementOf } from './row-verdict.ts';
import { is } from './verdict.ts';

/** How far back a row can be followed: to its row in a file, to its file, or (of a fact that merges rows) nowhere. */
export type Traced = 'row' | 'file' | 'none';

/** The rows of one indicator over a fact: the one that was asked for, or one that it is made of. */
export interface Counted {
  [key: string]: unknown;
  indicator: string;
  traced: Traced;
  /** All of them, those in neither count too. */
  rows: number;
  /** Rows in the denominator (or, without one, in the number itself); of sums those with a quantity. */
  counted: number;
  /** Those of them that meet; null where no row meets or not. */
  meeting: number | null;
  left_out: number;
  /** Rows of records whose newest row was refused: an older version of them stands. */
  older: number;
}

/** A day of one series (a hamlet, a unit) that is older than the newest day that counts. */
export interface CarriedOver {
  [key: string]: unknown;
  name: string;
  /** ISO day. */
  day: string;
}

/** Where the rows of a fact come from. */
interface Origin {
  columns: ReadonlySet<string>;
  /** Of the indicator's source. */
  contract: Contract | undefined;
  traced: Traced;
  /** Whether a row can be looked up as it landed. */
  joinsLanding: boolean;
  /** Whether a column of the fact holds a pseudonym. */
  isPerson(column: string): boolean;
}

type Part = { breakdown: string; key: string } | undefined;

async function factColumns(warehouse: Warehouse, fact: string): Promise<Set<string>> {
  const columns = await warehouse.all<{ name: string }>(
    `select column_name as name from duckdb_columns() where schema_name = 'fact' and table_name = ${literal(fact)}`,
  );
  return new Set(columns.map(({ name }) => name));
}

const tracedOf = (columns: ReadonlySet<string>): Traced => {
  if (!columns.has('_load')) return 'none';
  return columns.has('_row') && columns.has('_sheet') ? 'row' : 'file';
};

/**
 * SQL of the code of a record: its key by the contract, as it landed; from the fact itself where its rows do not tell where they
 * come from. A key that stands for a person is no code: file and row tell which row it is.
 */
function codeOf({ contract, columns, joinsLanding, isPerson }: Origin): string {
  const key = contract?.record.key ?? [];
  const personal = new Set(
    contract?.columns.flatMap((its) => (its.personal === undefined ? [] : [its.name])),
  );
  const isTold = joinsLanding
    ? key.every((name) => !personal.has(name))
    : key.every((name) => columns.has(name) && !isPerson(name));
  if (key.length === 0 || !isTold) return 'null';
  const parts = key.map((name) => `coalesce(${quoted(name)}::varchar, '-')`);
  return `concat_ws(' / ', ${parts.join(', ')})`;
}

/** SQL that joins a row to the code under which it landed; names of its own, so that no formula can mean them. */
const landed = (origin: Origin): string => `
    left join (
      select _load as _code_load, _sheet as _code_sheet, _row as _code_row, ${codeOf(origin)} as _code
      from landing.${quoted(origin.contract?.table ?? '')}
    ) k on _code_load = r._load and _code_row = r._row and _code_sheet is not distinct from r._sheet`;

/** Which rows of an indicator count, once flags stand: a quantity that is blank is no quantity. */
const countsOf = ({ sum, over }: ReturnType<typeof rowFlags>): string =>
  ['c0', ...(sum ? ['s0 is not null'] : []), ...(over ? ['o0 is not null'] : [])].join(' and ');

/** The different values that an indicator counts in place of rows; of persons numbers that tell nothing. */
const eachOf = ({ each }: Indicator, { isPerson }: Origin): string => {
  if (each === undefined) return 'null';
  return isPerson(each)
    ? `(dense_rank() over (order by ${quoted(each)}))::varchar`
    : `${quoted(each)}::varchar`;
};

/** By what the series of a stock are called: the part of the commune that they are broken down by, else their columns. */
const seriesName = ({ series, by }: Indicator): string => {
  const names = by.length > 0 ? by.slice(0, 1) : series;
  return series.length === 0
    ? 'null'
    : `concat_ws(' / ', ${names.map((name) => `r.${quoted(name)}`).join(', ')})`;
};

/** One select of the rows of `reading_row` for an indicator over a fact. */
function selectRows(scan: Scan, indicator: Indicator, period: string, part: Part, origin: Origin): string {
  const { columns, traced, joinsLanding } = origin;
  const flags = rowFlags(scan);
  const { verdict, judgedAt, dueAt } = judgementOf(indicator, columns);
  const counts = countsOf(flags);
  const refused = columns.has(refusedOf.fact) ? `r.${refusedOf.fact}` : 'null::varchar[]';
  const { counts: conditions = [], restOpenedBy = [] } = scan.named[0] ?? {};
  const asked = [...conditions.flatMap(({ openedBy }) => openedBy), ...restOpenedBy];
  // A quantity of a part that may not be told would tell it; a row of a case tells nothing of its part.
  const told = (quantity: boolean, column: string) =>
    quantity
      ? `case when ${counts} and not list_has_any(r._parts, (select parts from hidden_part)) then quantity_of(${column}) end`
      : 'null';
  return `
    select ${literal(indicator.id)} as indicator,
      ${joinsLanding ? '_code' : codeOf(origin)}::varchar as code,
      ${traced === 'none' ? 'null' : '_file'}::varchar as file, ${traced === 'row' ? 'r._sheet' : 'null'}::varchar as sheet,
      ${traced === 'row' ? 'r._row' : 'null'}::bigint as row, r._day as day, ${seriesName(indicator)}::varchar as series,
      cast(${judgedAt} as varchar) as judged_at, cast(${dueAt} as varchar) as due_at,
      case ${flags.leftOut ? `when x0 then 'left_out'` : ''} when not (${counts}) then 'no_quantity' else ${verdict} end as verdict,
      (${counts}) as counts, ${flags.meets ? `case when ${counts} then m0 end` : 'null::boolean'} as meets,
      ${told(flags.sum, 's0')}::double as quantity, ${told(flags.over, 'o0')}::double as over,
      ${eachOf(indicator, origin)}::varchar as each,
      list_sort(list_intersect(${refused}, cast([${asked.map((name) => literal(name)).join(', ')}] as varchar[]))) as refused,
      coalesce(list_contains(${refused}, ${literal(wholeRow)}), false) as is_older
    from (${compileRows(scan, period, part)}) r
    ${traced === 'none' ? '' : 'left join (select load_id as _of_load, file_name as _file from ops.load) l on _of_load = r._load'}
    ${joinsLanding ? landed(origin) : ''}`;
}

async function originOf(
  warehouse: Warehouse,
  { contracts }: Project,
  { source }: Indicator,
  fact: string,
  { pseudonymsIn }: FactLineage,
): Promise<Origin> {
  const columns = await factColumns(warehouse, fact);
  const contract = contracts.find(({ id }) => id === source);
  const traced = tracedOf(columns);
  const landing = await warehouse.all(
    `select 1 from duckdb_tables() where schema_name = 'landing' and table_name = ${literal(contract?.table)}`,
  );
  return {
    columns,
    contract,
    traced,
    joinsLanding: traced === 'row' && landing.length > 0,
    isPerson: (column) => pseudonymsIn(column).length > 0,
  };
}

/**
 * Makes the temporary table `reading_row`: the rows behind a reading, those that it counts and those that it leaves out. Of an indicator
 * that is made of others the rows of those. Columns: `indicator`, `code`, `file`, `sheet`, `row`, `day` (by which it lies in
 * the period), `series`, `judged_at`, `due_at`, `verdict`, `counts`, `meets`, `quantity`, `over`, `each`, `refused`, `is_older`. Returns what came of it,
 * by indicator. Needs a computed warehouse and the macros of the models.
 */
export async function makeRowTable(
  warehouse: Warehouse,
  project: Project,
  named: NamedColumns,
  indicator: Indicator,
  period: string,
  part: Part,
): Promise<Counted[]> {
  const lineage = await lineageOf(warehouse, project);
  const counted = new Map(countedFor(indicator, project.indicators).map((its) => [its.id, its]));
  const selects: string[] = [];
  const told: string[] = [];
  for (const its of counted.values()) {
    const [scan] = scansOf([its], named);
    if (scan === undefined) throw new Error(`${its.id} counts no rows`);
    const origin = await originOf(warehouse, project, its, scan.fact, lineage(scan.fact));
    told.push(`(${told.length}, ${literal(its.id)}, ${literal(origin.traced)}, ${rowFlags(scan).meets})`);
    selects.push(selectRows(scan, its, period, part, origin));
  }
  await warehouse.run(`
    create or replace temp table reading_row as
    with hidden_part as (
      select coalesce(list(breakdown || '=' || key), []) as parts from measure.told_reading
      where indicator = ${literal(indicator.id)} and period = ${literal(period)} and status = ${is('suppressed')}
    )
    select * from (${selects.map((sql) => `(${sql})`).join(' union all ')})
    -- Of a part some of whose rows are left out that may not be told how many.
    where verdict <> 'left_out' or not exists (
      from measure.told_reading where indicator = ${literal(indicator.id)} and period = ${literal(period)} and left_out is null
        and breakdown = ${literal(part?.breakdown)} and key = ${literal(part?.key)})`);
  return warehouse.all<Counted>(`
    select t.indicator, t.traced, count(r.indicator)::integer as rows, (count(*) filter (r.counts))::integer as counted,
      case when t.meets then (count(*) filter (r.meets))::integer end as meeting,
      (count(*) filter (r.verdict = 'left_out'))::integer as left_out, (count(*) filter (r.is_older))::integer as older
    from (values ${told.join(', ')}) t(place, indicator, traced, meets)
    left join reading_row r using (indicator)
    group by t.place, t.indicator, t.traced, t.meets order by t.place`);
}

/** The series of a stock that stand with an older day than the newest: over the table that `makeRowTable` made. */
export const carriedOver = (warehouse: Warehouse): Promise<CarriedOver[]> =>
  warehouse.all<CarriedOver>(`
    select distinct series as name, day::varchar as day
    from (select *, max(day) over (partition by indicator) as newest from reading_row where counts)
    where series is not null and day < newest order by name, day`);
