import { createHash } from 'node:crypto';
import type { Indicator } from '../config/indicator.ts';
import { programVersion } from '../config/program-version.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { madeFrom } from '../warehouse/made.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { compileLoads, compileScan, type Scan, scansOf } from './compile-scan.ts';
import type { NamedColumns } from './named-columns.ts';

/** What scans came to, and by which digest of all that it rests on: one row an indicator and table. */
const tables = `
  create table if not exists measure.counted (
    indicator varchar, period varchar, breakdown varchar, key varchar, numerator double, denominator double, rows double,
    left_out double);
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

/** What every scan rests on besides its own fact: periods and thresholds of the plan, macros, the program. */
async function sharedInputs(warehouse: Warehouse): Promise<string[]> {
  const ask = async (sql: string) => JSON.stringify(await warehouse.one(sql));
  return [
    await programVersion('marts'),
    await ask(`
      select md5(string_agg(concat(function_name, parameters::varchar, macro_definition), chr(10) order by function_name, parameters::varchar)) as macros
      from duckdb_functions() where function_type like '%macro%' and not internal`),
    await ask('select count(*) as n, sum(hash(p))::varchar as periods from plan.period p'),
    await ask('select sum(hash(source, stale_after_days))::varchar as sources from plan.source'),
  ];
}

/** A digest of all that the counts of a scan rest on; undefined where nobody can say what its fact was made from. */
async function digestOf(
  warehouse: Warehouse,
  scan: Scan,
  statements: readonly string[],
  shared: readonly string[],
): Promise<string | undefined> {
  const fact = await madeFrom(warehouse, `fact.${scan.fact}`);
  if (fact === undefined) return undefined;
  const day = await warehouse.all(
    `select as_of from measure.source_day where source = ${literal(scan.source)}`,
  );
  return createHash('sha256')
    .update(JSON.stringify([shared, fact, day, statements]))
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
    return `select ${literal(id)} as indicator, period, breakdown, key, n${at} as numerator, d${at} as denominator, r${at} as rows, l${at} as left_out from scanned where ${isThere} and ${inBasis} and (${wanted})`;
  });
  return selects.join('\n union all ');
}

/** The statements of a scan whose result goes into a table. */
interface Result {
  table: 'counted' | 'counted_load';
  /** Into the temporary table `scanned`, and one that selects from it by the names of the table's columns. */
  scanned: string;
  select: string;
}

/** Brings the counts of one scan up to its fact; where all that they rest on is as it was, they stand. */
async function bring(
  warehouse: Warehouse,
  scan: Scan,
  { table, scanned, select }: Result,
  shared: readonly string[],
): Promise<void> {
  const ids = scan.indicators.map(({ id }) => id);
  const among = `indicator in (${ids.map(literal).join(', ')})`;
  const isFrom = `into_table = ${literal(table)} and ${among}`;
  const digest = await digestOf(warehouse, scan, [scanned, select], shared);
  if (digest !== undefined) {
    const { n } = await warehouse.one<{ n: number }>(
      `select count(*)::integer as n from measure.counted_from where ${isFrom} and digest = ${literal(digest)}`,
    );
    if (n === ids.length) return;
  }
  await warehouse.run(`delete from measure.counted_from where ${isFrom}`);
  await warehouse.run(`delete from measure.${table} where ${among}`);
  await warehouse.run(`create or replace temp table scanned as ${scanned}`).catch((cause) => {
    throw new KpiError(
      'bad_indicator',
      messages().measure.badIndicator(ids.join(', '), String(cause.message)),
      {
        exitCode: 2,
        cause,
      },
    );
  });
  await warehouse.run(`insert into measure.${table} by name ${select}`);
  if (digest !== undefined)
    await warehouse.run(
      `insert into measure.counted_from select ${literal(table)}, unnest([${ids.map(literal).join(', ')}]), ${literal(digest)}`,
    );
}

/** Forgets what was counted of indicators that are no longer there. */
async function keepOnly(warehouse: Warehouse, table: Result['table'], scans: readonly Scan[]): Promise<void> {
  const known = scans.flatMap((scan) => scan.indicators.map(({ id }) => literal(id)));
  const gone = `indicator not in (${known.join(', ') || 'null'})`;
  await warehouse.run(`delete from measure.counted_from where into_table = ${literal(table)} and ${gone}`);
  await warehouse.run(`delete from measure.${table} where ${gone}`);
}

async function countInto(
  warehouse: Warehouse,
  scans: readonly Scan[],
  resultOf: (scan: Scan) => Result,
): Promise<void> {
  await warehouse.run(tables);
  const shared = await sharedInputs(warehouse);
  for (const scan of scans) await bring(warehouse, scan, resultOf(scan), shared);
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
  const scans = scansOf(indicators, named);
  await countInto(warehouse, scans, (scan) => ({
    table: 'counted',
    scanned: compileScan(scan),
    select: selectCounts(scan),
  }));
  await keepOnly(warehouse, 'counted', scans);
}

/** Brings `measure.counted_load` up to the facts: of which loads the rows are that count, for facts that tell. */
export async function countScanLoads(
  warehouse: Warehouse,
  indicators: readonly Indicator[],
  named: NamedColumns,
): Promise<void> {
  const telling = await factsWithLoads(warehouse);
  const scans = scansOf(indicators, named).filter(({ fact }) => telling.has(fact));
  await countInto(warehouse, scans, (scan) => ({
    table: 'counted_load',
    scanned: selectLoadsOf(scan),
    select: 'select indicator, period, _load, rows from scanned',
  }));
  await keepOnly(warehouse, 'counted_load', scans);
}
