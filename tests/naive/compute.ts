import type { Indicator } from '../../pipelines/config/indicator.ts';
import { brokenDownBy, isLeftOut } from './asks.ts';
import type { Definition, Derived, Viewpoint } from './definition.ts';
import { type Delivery, type Habits, lastExtent, type Told, toldBy } from './gaps.ts';
import { definitions, derived } from './indicators.ts';
import { daysBefore, type Span, spansOf } from './periods.ts';
import type { FactName, Facts, Row } from './rows.ts';

/** The structure of an indicator; its conditions on rows are not taken from the catalogue. */
export type Structure = Pick<
  Indicator,
  | 'id'
  | 'shape'
  | 'aggregate'
  | 'series'
  | 'absent'
  | 'by'
  | 'kinds'
  | 'basis'
  | 'source'
  | 'unit'
  | 'unit_label'
>;

export interface Given {
  catalogue: readonly Structure[];
  year: number;
  ownDay: number;
  reportDay: string;
  deliveries: readonly Delivery[];
  /** Days after which the numbers of a source are too old. */
  staleAfter: Readonly<Record<string, number>>;
  habits: Readonly<Record<string, Habits>>;
  /** Every way of counting periods that anything is reported by. */
  bases: readonly Structure['basis'][];
  isWorked: (day: string) => boolean;
  facts: Facts;
}

export interface Reading {
  indicator: string;
  period: string;
  by: string | null;
  key: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  /** A file of it is missing, or is not whole: what numbers there are, are those of the rest. */
  lacks?: boolean;
}

interface Counts {
  numerator: number | null;
  denominator: number | null;
}

type AnyRow = Row<FactName>;
const nothing: Counts = { numerator: null, denominator: null };
export const least = (a: string, b: string): string => (a < b ? a : b);

/** Null where nothing is known at all. */
function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const [low, high] = [known[Math.floor((known.length - 1) / 2)], known[Math.floor(known.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function cell(row: AnyRow, column: string): string | null {
  const value = (row as Record<string, unknown>)[column];
  return value === null || value === undefined ? null : String(value);
}

const isDue = (its: Definition, row: AnyRow, { cutoff }: Viewpoint): boolean => {
  const due = its.due?.(row) ?? null;
  return due !== null && due <= cutoff.slice(0, 10);
};

/** What was refused in a row, as the fact tells it. */
const refusedIn = (row: AnyRow): string[] => {
  const { refused_columns: told } = row as { refused_columns?: string | null };
  return told ? told.split(',') : [];
};

const rowsThatCount = (id: string, its: Definition, rows: readonly AnyRow[], at: Viewpoint): AnyRow[] =>
  rows.filter((row) => {
    const counts = (its.counts ? its.counts(row, at) === true : true) && (!its.due || isDue(its, row, at));
    return counts && !isLeftOut(id, row, refusedIn(row), counts);
  });

/** Numerator and denominator over the rows that count; there is at least one. */
function countsOf(
  shape: Structure['shape'],
  its: Definition,
  rows: readonly AnyRow[],
  at: Viewpoint,
): Counts {
  const meeting = rows.filter((row) => its.meets?.(row, at) === true).length;
  const amounts = its.amount ? rows.map(its.amount) : [];
  switch (shape) {
    case 'count': {
      const { different } = its;
      const count = different
        ? new Set(rows.map((row) => different(row)).filter((value) => value !== null)).size
        : rows.length;
      return { numerator: count, denominator: null };
    }
    case 'total':
      return { numerator: total(amounts), denominator: null };
    case 'median':
      return { numerator: middle(amounts), denominator: null };
    case 'yes_no':
      return { numerator: meeting > 0 ? 1 : 0, denominator: null };
    case 'average':
      return { numerator: total(amounts), denominator: amounts.filter((amount) => amount !== null).length };
    case 'deadline': {
      const done = rows.filter((row) => {
        const [due, on] = [its.due?.(row) ?? null, its.done?.(row) ?? null];
        return due !== null && on !== null && on <= due;
      });
      return { numerator: done.length, denominator: rows.length };
    }
    default: {
      const { amount, against } = its;
      if (!amount || !against) return { numerator: meeting, denominator: rows.length };
      // Who does not say both says nothing of the share.
      const pairs = rows.filter((row) => amount(row) !== null && against(row) !== null);
      return { numerator: total(pairs.map(amount)), denominator: total(pairs.map(against)) };
    }
  }
}

/** The last day up to which a source tells anything: never after the report; without dates, the report's. */
export function knownDay({ deliveries, reportDay }: Given, source: string): string {
  const ends = deliveries.flatMap((d) => (d.source === source && d.until !== null ? [d.until] : [])).sort();
  return least(reportDay, ends.at(-1) ?? reportDay);
}

/** Whether any delivery has a day within the period. */
export const isReached = (
  { deliveries }: Given,
  source: string,
  { from, to }: Pick<Span, 'from' | 'to'>,
): boolean =>
  deliveries.some(
    (d) => d.source === source && d.from !== null && d.until !== null && d.from <= to && d.until >= from,
  );

export type Dated = readonly [day: string, row: AnyRow];

/** Of a stock: in each series the rows of its last day by the end of the period, unless that is too long ago. */
function lastOfSeries(rows: readonly Dated[], series: readonly string[], from: string): AnyRow[] {
  const nameOf = (row: AnyRow) => JSON.stringify(series.map((column) => cell(row, column)));
  const last = new Map<string, string>();
  for (const [day, row] of rows) {
    const name = nameOf(row);
    if ((last.get(name) ?? '') < day) last.set(name, day);
  }
  return rows.filter(([day, row]) => day >= from && last.get(nameOf(row)) === day).map(([, row]) => row);
}

/** What is missing of a period: so much that its numbers are not told (a month's, a state's), or a part of it. */
function lackOf(
  told: Told | undefined,
  { aggregate }: Structure,
  { from, to, months }: Span,
  reportDay: string,
  hasRows: boolean,
): 'all' | 'part' | 'nothing' {
  if (!told) return 'nothing';
  const last = lastExtent(told, from, to, reportDay);
  // What was told last stands for what is missing, as long as it counts.
  if (aggregate === 'stock')
    return last === 'partial' || (last === 'missing' && !hasRows) ? 'all' : 'nothing';
  const extent =
    told.habits.keeps !== 'snapshot'
      ? told.extent(from, to <= reportDay ? to : reportDay)
      : told.listedUntil < to
        ? last
        : 'whole';
  if (extent === 'missing' || (extent === 'partial' && months === 1)) return 'all';
  return extent === 'partial' ? 'part' : 'nothing';
}

/** One indicator in one period, as of the last known day or of one before it: the whole, then each part. */
export function readPeriod(
  given: Given,
  structure: Structure,
  its: Definition,
  all: readonly Dated[],
  span: Span,
  told: Told | undefined,
  then?: string,
): Reading[] {
  const known = then ?? knownDay(given, structure.source);
  const { id, shape, aggregate, series, absent, by, source } = structure;
  const end = least(span.to, known);
  const at = { cutoff: `${end} 23:59:59`, knownUntil: `${known} 23:59:59` };
  // What is left of days of which nothing has come would be no fair part of them.
  const isLeftOver = (day: string) => told?.habits.keeps !== 'snapshot' && told?.missing.has(day) === true;
  const rows = aggregate === 'flow' ? all.filter(([day]) => !isLeftOver(day)) : all;
  const upToEnd = rows.filter(([day]) => day <= end);
  const within =
    aggregate === 'stock'
      ? lastOfSeries(
          upToEnd,
          series,
          // How old they are is told at the end of the period, however long the source has been silent by then.
          daysBefore(span.to <= given.reportDay ? span.to : end, given.staleAfter[source] ?? 0),
        )
      : upToEnd.filter(([day]) => day >= span.from).map(([, row]) => row);
  const meansZero =
    absent === 'zero' &&
    shape !== 'median' &&
    shape !== 'yes_no' &&
    isReached(given, source, {
      from: span.from,
      to: then === undefined ? span.to : end,
    });
  const zero = { numerator: 0, denominator: ['ratio', 'average', 'deadline'].includes(shape) ? 0 : null };
  const lack = lackOf(told, structure, span, given.reportDay, rowsThatCount(id, its, within, at).length > 0);
  const read = (part: readonly AnyRow[], dimension: string | null, key: string | null): Reading[] => {
    const counted = rowsThatCount(id, its, part, at);
    // Who has nothing to say of an indicator is no part of it, unless saying nothing means zero.
    if (dimension !== null && counted.length === 0 && absent !== 'zero') return [];
    const known = counted.length > 0 ? countsOf(shape, its, counted, at) : meansZero ? zero : nothing;
    const counts = lack === 'all' ? nothing : known;
    return [
      {
        indicator: id,
        period: span.id,
        by: dimension,
        key,
        ...counts,
        value: valueToldOf(structure, counts),
        lacks: lack !== 'nothing',
      },
    ];
  };
  const parts = by.flatMap((dimension) => {
    const groups = new Map<string, AnyRow[]>();
    for (const row of within) {
      const isRefused = refusedIn(row).includes(brokenDownBy[dimension] ?? '');
      const key = isRefused ? 'refused' : (cell(row, dimension) ?? 'unknown');
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return [...groups].flatMap(([key, part]) => read(part, dimension, key));
  });
  return [...read(within, null, null), ...parts];
}

/** Percentages of 100; đồng told in millions. */
function valueToldOf(
  { shape, unit, unit_label }: Structure,
  { numerator, denominator }: Counts,
): number | null {
  const factor = unit === 'percent' ? 100 : unit_label === 'triệu đồng' ? 1e-6 : 1;
  if (numerator === null) return null;
  if (['count', 'total', 'median', 'yes_no'].includes(shape)) return factor * numerator;
  return denominator === null || denominator === 0 ? null : (factor * numerator) / denominator;
}

export function derive(
  structure: Structure,
  how: Derived,
  period: string,
  find: (id: string) => Reading | undefined,
) {
  const { id } = structure;
  const parts = 'over' in how ? how.over : Object.keys(how.weights);
  const lacks = parts.some((other) => find(other)?.lacks === true);
  let counts: Counts;
  if ('over' in how) {
    const [numerator, denominator] = how.over.map((other) => find(other)?.numerator ?? null);
    counts = { numerator: numerator ?? null, denominator: denominator ?? null };
  } else {
    const terms = Object.entries(how.weights).map(([other, weight]) => ({
      weight,
      value: find(other)?.value ?? null,
    }));
    const products = terms.map(({ weight, value }) =>
      value === null ? null : weight * (Math.min(value, 100) / 100),
    );
    counts = products.includes(null)
      ? nothing
      : { numerator: total(products), denominator: total(terms.map(({ weight }) => weight)) };
  }
  return {
    indicator: id,
    period,
    by: null,
    key: null,
    ...counts,
    value: valueToldOf(structure, counts),
    lacks,
  };
}

/** The periods of an indicator that have begun. */
export const begunSpans = (given: Given, { basis, kinds }: Structure): Span[] =>
  spansOf(given.year, basis, given.ownDay, given.reportDay).filter(({ kind }) => kinds.includes(kind));

/** The rows of an indicator's fact, each with its day. */
export const datedRows = ({ facts }: Given, its: Definition): Dated[] =>
  facts[its.fact].flatMap((row): Dated[] => {
    const day = its.day(row);
    return day === null ? [] : [[day, row]];
  });

/** What the deliveries of each source tell of its days. */
export function toldBySource(given: Given): ReadonlyMap<string, Told | undefined> {
  const first = given.bases
    .flatMap((basis) => spansOf(given.year, basis, given.ownDay, given.reportDay).map(({ from }) => from))
    .sort()[0];
  return new Map(
    Object.entries(given.habits).map(([source, habits]) => [
      source,
      toldBy(
        given.deliveries.filter((its) => its.source === source),
        habits,
        first ?? given.reportDay,
        given.reportDay,
        given.isWorked,
      ),
    ]),
  );
}

/** Every indicator in every period that has begun, as a whole and in its parts. */
export function compute(given: Given): Reading[] {
  const readings: Reading[] = [];
  const wholes = new Map<string, Reading>();
  const told = toldBySource(given);
  for (const structure of given.catalogue) {
    const its = definitions[structure.id];
    if (!its) continue;
    const rows = datedRows(given, its);
    for (const span of begunSpans(given, structure)) {
      const found = readPeriod(given, structure, its, rows, span, told.get(structure.source));
      if (found[0]) wholes.set(`${structure.id} ${span.id}`, found[0]);
      readings.push(...found);
    }
  }
  for (const structure of given.catalogue) {
    const how = derived[structure.id];
    if (!how) continue;
    for (const { id: period } of begunSpans(given, structure))
      readings.push(derive(structure, how, period, (id) => wholes.get(`${id} ${period}`)));
  }
  return readings;
}
