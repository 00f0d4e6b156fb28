import { createHash } from 'node:crypto';
import type { Indicator } from '../config/indicator.ts';
import { programVersion } from '../config/program-version.ts';
import { ripeningOf } from '../config/ripening.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { sayEngine } from '../warehouse/engine-words.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { compileLoads, compileScan, type Scan, scansOf } from './compile-scan.ts';
import type { NamedColumns } from './named-columns.ts';

/** What scans came to, and by which digest of all that it rests on: one row an indicator and table. */
const tables = `
  create table if not exists measure.counted (
    indicator varchar, period varchar, breakdown varchar, key varchar, numerator double, denominator double, rows double,
    left_out double);
  alter table measure.counted add column if not exists open_cases double;
  -- Rows that add to a sum, and rows that add to its denominator only: null where rows are counted. Older tables lack them.
  alter table measure.counted add column if not exists rows_behind double;
  alter table measure.counted add column if not exists rows_beside double;
  create table if not exists measure.counted_vintage (
    indicator varchar, vintage varchar, breakdown varchar, key varchar, numerator double, denominator double, rows double);
  create table if not exists measure.counted_load (indicator varchar, period varchar, _load integer, rows integer);
  create table if not exists measure.counted_from (into_table varchar, indicator varchar, digest varchar);`;

/** Facts whose rows say which load they come from; one that merges rows of several cannot. */
export async function factsWithLoads(warehouse: Warehouse): Promise<Set<string>> {
  const facts = await warehouse.all<{ name: string }>(
    "select table_name as name from duckdb_columns() where schema_name = 'fact' and column_name = '_load'",
  );
  return new Set(facts.map(({ name }) => name));
}

/** One select of `indicator`, `period`, `_load` and `rows`: rows of a scan that count, as a whole or in a part. */
export const selectLoadsOf = (scan: Scan, part?: { breakdown: string; key: string }): string => `
  select * from (
    select unnest([${scan.indicators.map(({ id }) => literal(id)).join(', ')}]) as indicator, period, _load,
      unnest([${scan.indicators.map((_, at) => `r${at}`).join(', ')}]) as rows
    from (${compileLoads(scan, part)})
  ) where rows > 0`;

/** What scans rest on, read once for all of them. */
interface Inputs {
  /** Periods and thresholds of the plan, macros, the program: the same for every scan. */
  shared: string[];
  /** Fact → what it was made from; those of which nobody can say are not in it. */
  facts: Map<string, string>;
  /** Source → the day up to which its data reach, and which days before are missing. */
  days: Map<string, string>;
  /** Source → the days from which its periods are seen: see `measure.vintage_day`. */
  vintages: Map<string, string>;
}

async function readInputs(warehouse: Warehouse): Promise<Inputs> {
  const ask = async (sql: string) => JSON.stringify(await warehouse.one(sql));
  const pairs = async (sql: string) =>
    new Map((await warehouse.all<{ k: string; v: string }>(sql)).map(({ k, v }) => [k, v]));
  return {
    shared: [
      await programVersion('marts'),
      await ask(`
        select md5(string_agg(concat(function_name, parameters::varchar, macro_definition), chr(10)
          order by function_name, parameters::varchar)) as macros
        from duckdb_functions() where function_type like '%macro%' and not internal`),
      await ask('select count(*) as n, sum(hash(p))::varchar as periods from plan.period p'),
      await ask('select sum(hash(source, stale_after_days))::varchar as sources from plan.source'),
      await ask(`
        select md5(string_agg(concat(name, definition, inputs::varchar), chr(10) order by name)) as names
        from ops.made where name like 'names.%'`),
    ],
    facts: await pairs(`
      select name as k, md5(concat(definition, inputs::varchar)) as v from ops.made where name like 'fact.%'`),
    days: await pairs(`
      select source as k, concat(any_value(as_of), ' ', count(m.day), ' ', sum(hash(m.day))) as v
      from measure.source_day left join measure.missing_day m using (source) group by source`),
    vintages: await pairs(
      'select source as k, sum(hash(v))::varchar as v from measure.vintage_day v group by source',
    ),
  };
}

/** A digest of all that the counts of a scan rest on; undefined where nobody can say what its fact was made from. */
function digestOf(
  { fact, source, view }: Scan,
  statements: readonly string[],
  inputs: Inputs,
): string | undefined {
  const made = inputs.facts.get(`fact.${fact}`);
  if (made === undefined) return undefined;
  const days = [inputs.days.get(source), ...(view === 'now' ? [] : [inputs.vintages.get(source)])];
  return createHash('sha256')
    .update(JSON.stringify([inputs.shared, made, days, statements]))
    .digest('hex');
}

/** The counts of a scan (see `compileScan`, from `scanned`), one select for each of its indicators. */
function selectCounts({ indicators, bases }: Scan): string {
  const selects = indicators.map(({ id, by, absent, basis }, at) => {
    // Who has nothing to say of an indicator is no part of it; where nothing means zero, the part is shown as zero.
    const isThere = absent === 'zero' ? 'true' : `r${at} > 0`;
    const wanted = ['breakdown is null', ...by.map((name) => `breakdown = ${literal(name)}`)].join(' or ');
    const inBasis =
      bases.length === 1
        ? 'true'
        : `period in (select period from plan.period where basis = ${literal(basis)})`;
    return `select ${literal(id)} as indicator, period, breakdown, key, n${at} as numerator, d${at} as denominator, r${at} as rows, l${at} as left_out, p${at} as open_cases, a${at} as rows_behind, b${at} as rows_beside from scanned where ${isThere} and ${inBasis} and (${wanted})`;
  });
  return `from (${selects.join('\n union all ')}) order by indicator, period, breakdown, key`;
}

/** The same of a scan that is seen from days of the past. Parts are compared with the next period only. */
function selectVintageCounts({ indicators, source }: Scan): string {
  const selects = indicators.map(({ id, by, basis, absent }, at) => {
    const isThere = absent === 'zero' ? 'true' : `r${at} > 0`;
    const parts = by.map((name) => `breakdown = ${literal(name)}`).join(' or ') || 'false';
    return `
      select ${literal(id)} as indicator, vintage, breakdown, key, n${at} as numerator, d${at} as denominator, r${at} as rows
      from scanned join measure.vintage_day v on v.vintage = scanned.period and v.source = ${literal(source)}
      where ${isThere} and v.basis = ${literal(basis)} and (breakdown is null or (v.is_previous and (${parts})))`;
  });
  return `from (${selects.join('\n union all ')}) order by indicator, vintage, breakdown, key`;
}

/** Where results go. */
type Into = 'counted' | 'counted_load' | 'counted_vintage';

/** The statements of a scan whose result goes into a table. */
interface Result {
  /** Into the temporary table `scanned`, and one that selects from it by the names of the table's columns. */
  scanned: string;
  select: string;
}

/** Counts one scan anew. */
async function count(
  warehouse: Warehouse,
  { indicators }: Scan,
  { scanned, select }: Result,
  table: Into,
): Promise<void> {
  const ids = indicators.map(({ id }) => id);
  await warehouse.run(`create or replace temp table scanned as ${scanned}`).catch((cause) => {
    throw new KpiError(
      'bad_indicator',
      messages().measure.badIndicator(ids.join(', '), sayEngine(String(cause.message))),
      {
        exitCode: 2,
        cause,
      },
    );
  });
  await warehouse.run(`insert into measure.${table} by name ${select}`);
}

/**
 * Brings the counts of all scans up to their facts, and forgets those of indicators that are no longer there. Where all that
 * a scan rests on is as it was, its counts stand. Of what is counted anew nothing is noted until all of it is there.
 */
async function countInto(
  warehouse: Warehouse,
  scans: readonly Scan[],
  resultOf: (scan: Scan) => Result,
  table: Into,
): Promise<void> {
  await warehouse.run(tables);
  const inputs = await readInputs(warehouse);
  const before = new Map(
    (
      await warehouse.all<{ indicator: string; digest: string }>(
        `select indicator, digest from measure.counted_from where into_table = ${literal(table)}`,
      )
    ).map(({ indicator, digest }) => [indicator, digest]),
  );
  const found = scans.map((scan) => {
    const result = resultOf(scan);
    return { scan, result, digest: digestOf(scan, [result.scanned, result.select], inputs) };
  });
  const changed = found.filter(
    ({ scan, digest }) =>
      digest === undefined || !scan.indicators.every(({ id }) => before.get(id) === digest),
  );
  const kept = found.filter((its) => !changed.includes(its));
  const known = kept.flatMap(({ scan }) => scan.indicators.map(({ id }) => literal(id))).join(', ');
  const gone = `indicator not in (${known || "''"})`;
  await warehouse.run(`delete from measure.counted_from where into_table = ${literal(table)} and ${gone}`);
  await warehouse.run(`delete from measure.${table} where ${gone}`);
  for (const { scan, result } of changed) await count(warehouse, scan, result, table);
  const noted = changed.flatMap(({ scan, digest }) =>
    digest === undefined
      ? []
      : scan.indicators.map(({ id }) => `(${[table, id, digest].map(literal).join(', ')})`),
  );
  if (noted.length > 0) await warehouse.run(`insert into measure.counted_from values ${noted.join(', ')}`);
}

/**
 * Brings `measure.counted` up to the facts: what is counted of each indicator over facts, by period and group. Scans of
 * which nothing has changed are left as they are.
 */
export async function countScans(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  named: NamedColumns,
): Promise<void> {
  const resultOf = (scan: Scan): Result => ({
    scanned: compileScan(scan),
    select: selectCounts(scan),
  });
  await countInto(warehouse, scansOf(indicators, named), resultOf, 'counted');
}

/**
 * Brings `measure.counted_vintage` up to the facts: what was known of flows on the days of `measure.vintage_day`. Of those that do
 * not ripen only where a period is still open.
 */
export async function countVintages(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  named: NamedColumns,
): Promise<void> {
  const flows = indicators.filter(({ aggregate }) => aggregate === 'flow');
  const ripening = flows.filter((its) => ripeningOf(its, indicators) === 'yes');
  const others = flows.filter((its) => !ripening.includes(its));
  const resultOf = (scan: Scan): Result => ({
    scanned: compileScan(scan),
    select: selectVintageCounts(scan),
  });
  const scans = [...scansOf(ripening, named, 'then'), ...scansOf(others, named, 'then_open')];
  await countInto(warehouse, scans, resultOf, 'counted_vintage');
}

/** Brings `measure.counted_load` up to the facts: of which loads the rows are that count, for facts that tell. */
export async function countScanLoads(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  named: NamedColumns,
): Promise<void> {
  const telling = await factsWithLoads(warehouse);
  const scans = scansOf(indicators, named).filter(({ fact }) => telling.has(fact));
  const resultOf = (scan: Scan): Result => ({
    scanned: selectLoadsOf(scan),
    select: 'select indicator, period, _load, rows from scanned order by indicator, period, _load',
  });
  await countInto(warehouse, scans, resultOf, 'counted_load');
}
