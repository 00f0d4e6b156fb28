import { literal, type Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import type { Reading } from './compute.ts';
import { type Facts, factColumns, factNames } from './rows.ts';
import type { Points } from './score.ts';
import type { Vintage } from './vintages.ts';

/** All fact rows of a warehouse; times as text. */
export async function readFacts(warehouse: Warehouse): Promise<Facts> {
  const read = async (fact: (typeof factNames)[number]) => {
    const columns = Object.entries(factColumns[fact]).map(([name, type]) =>
      type === 'varchar[]' ? `array_to_string(${name}, ',') as ${name}` : name,
    );
    return [fact, await warehouse.all(`select ${columns.join(', ')} from fact.${fact}`)] as const;
  };
  const tables: (readonly [string, unknown])[] = [];
  for (const fact of factNames) tables.push(await read(fact));
  return Object.fromEntries(tables) as Facts;
}

/** Fills every fact table of a warehouse with these rows. */
export async function writeFacts(warehouse: Warehouse, facts: Facts): Promise<void> {
  for (const fact of factNames) {
    const columns = Object.entries(factColumns[fact]);
    const definition = columns.map(([name, type]) => `${name} ${type}`).join(', ');
    await warehouse.run(`create or replace table fact.${fact} (${definition})`);
    const rows = facts[fact].map((row) => {
      const cells = row as Record<string, string | number | boolean | null>;
      const values = columns.map(([name, type]) => {
        const value = cells[name] ?? null;
        if (type === 'varchar[]' && value !== null) return `string_split(${literal(String(value))}, ',')`;
        return typeof value === 'string' ? `${literal(value)}::${type}` : `${value}::${type}`;
      });
      return `(${values.join(', ')})`;
    });
    if (rows.length > 0) await warehouse.run(`insert into fact.${fact} values ${rows.join(',\n')}`);
  }
  await listNames(warehouse);
}

/** Every place, office and field that the rows name stands on its list: what is not told is tried elsewhere. */
async function listNames(warehouse: Warehouse): Promise<void> {
  for (const dimension of ['hamlet', 'unit', 'field', 'procedure']) {
    const facts = factNames.filter((fact) => dimension in factColumns[fact]);
    const names = facts.map((fact) => `select ${dimension} as official_name from fact.${fact}`);
    if (names.length > 0)
      await warehouse.run(`
        create or replace table names.${dimension} as
        select distinct official_name, null::varchar as official_code from (${names.join(' union all ')}) where official_name is not null`);
  }
}

/** Items of the score that can have points, of every period that is scored. */
export const engineScores = (warehouse: Warehouse): Promise<Points[]> =>
  warehouse.all<Points & Record<string, unknown>>(
    'select item, period, lowest, highest from measure.score_item where max > 0',
  );

/** Items of the score in which two computations differ, in words. */
export function scoreDisagreements(engine: readonly Points[], naive: readonly Points[]): string[] {
  const key = ({ item, period }: Points) => `${period} | ${item}`;
  const others = new Map(naive.map((its) => [key(its), its]));
  const wrong = engine.flatMap((its) => {
    const other = others.get(key(its));
    others.delete(key(its));
    return other && same(its.lowest, other.lowest) && same(its.highest, other.highest)
      ? []
      : [`${key(its)}: ${its.lowest}–${its.highest} ≠ ${other?.lowest}–${other?.highest}`];
  });
  return [...wrong, ...[...others.keys()].map((missing) => `${missing}: not in the engine`)];
}

/** What the engine says by today's data and rules, locked or not. */
export const engineReadings = (warehouse: Warehouse): Promise<Reading[]> =>
  warehouse.all<Reading & Record<string, unknown>>(`
    with today as (
      select * exclude (is_locked, previous_value, change) from measure.reading where not is_locked
      union all by name
      select * from measure.as_computed c where exists (
        select 1 from measure.reading r where r.is_locked and r.indicator = c.indicator and r.period = c.period)
    )
    select indicator, period, breakdown as "by", key, numerator, denominator, value from today`);

const inVintage = (period: string, seenFrom: string, asOf: string) =>
  `${period} as of ${asOf}, seen from ${seenFrom}`;

/** Earlier periods at the age of later ones, each under a name of its own. */
export async function engineVintages(warehouse: Warehouse): Promise<Reading[]> {
  const rows = await warehouse.all<Reading & { seenFrom: string; asOf: string; [key: string]: unknown }>(`
    select indicator, period, seen_from as "seenFrom", as_of::varchar as "asOf", breakdown as "by", key, numerator, denominator, value from measure.vintage`);
  return inVintages(rows);
}
export const inVintages = (vintages: readonly Vintage[]): Reading[] =>
  vintages.map(({ seenFrom, asOf, period, ...its }) => ({
    ...its,
    period: inVintage(period, seenFrom, asOf),
  }));

/** Readings, of periods of which nothing is missing, whose change is not that against the vintage of the period before. */
export const misprinted = (warehouse: Warehouse): Promise<unknown[]> =>
  warehouse.all(`
    select r.indicator, r.period, r.breakdown, r.key, r.previous_value, r.change, v.value from measure.reading r
    join plan.period p using (period)
    join measure.vintage v on v.indicator = r.indicator and v.seen_from = r.period and v.period = p.previous
      and v.breakdown is not distinct from r.breakdown and v.key is not distinct from r.key
    left join measure.reading b on b.indicator = r.indicator and b.period = p.previous and b.breakdown is not distinct from r.breakdown
      and b.key is not distinct from r.key
    where r.gap is null and b.gap is null and (not r.is_equal_age or r.previous_at <> v.as_of or r.previous_value is distinct from v.value
      or r.change is distinct from r.value - v.value)`);

const nameOf = (r: Reading): string => [r.indicator, r.period, r.by ?? '—', r.key ?? '—'].join(' | ');
const said = ({ numerator, denominator, value }: Reading): string => `${numerator}/${denominator} = ${value}`;

/** Counts are equal; sums are added in another order there, and agree to the ninth digit. */
function same(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  if (Number.isInteger(a) && Number.isInteger(b)) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-3);
}

/** Every reading on which two implementations do not agree, or that only one of them has; a line each. */
export function disagreements(engine: readonly Reading[], naive: readonly Reading[]): string[] {
  const byName = new Map(naive.map((reading) => [nameOf(reading), reading]));
  const lines = engine.flatMap((reading) => {
    const name = nameOf(reading);
    const other = byName.get(name);
    byName.delete(name);
    if (!other) return [`${name}: engine ${said(reading)}, naive none`];
    return (['numerator', 'denominator', 'value'] as const).every((part) => same(reading[part], other[part]))
      ? []
      : [`${name}: engine ${said(reading)}, naive ${said(other)}`];
  });
  return [...lines, ...[...byName].map(([name, reading]) => `${name}: engine none, naive ${said(reading)}`)];
}
