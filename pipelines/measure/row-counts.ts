import type { Indicator } from '../config/indicator.ts';
import { type Shape, shapes } from '../config/shape.ts';
import { refusedOf } from '../warehouse/refusals.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import type { Named } from './named-columns.ts';

/** SQL: whether one of these names stands in what was refused in a row; unknown where nothing was. */
const isRefused = (names: readonly string[]): string =>
  `list_has_any(${refusedOf.fact}, [${names.map((name) => literal(name)).join(', ')}]::varchar[])`;

/**
 * SQL: whether a refused value leaves open if a row counts, or what it would count as; such a row is in neither count. Not
 * where another condition already keeps it out.
 */
function leftOut({ counts, restOpenedBy }: Named): string | undefined {
  const all = [...new Set([...restOpenedBy, ...counts.flatMap(({ openedBy }) => openedBy)])];
  if (all.length === 0) return undefined;
  const mayCount = counts.map(({ sql, openedBy }) =>
    openedBy.length === 0
      ? `coalesce((${sql}\n), false)`
      : `(coalesce((${sql}\n), false) or ${isRefused(openedBy)})`,
  );
  // Nearly all rows end at the first question.
  return `case when ${refusedOf.fact} is null then false when ${isRefused(all)} then ${mayCount.join(' and ')} else false end`;
}

/**
 * Columns of a row that say what it adds to the indicator: whether it counts, whether it meets, quantities; whether it is an
 * open case, which may come to count; and whether it is left out of both counts.
 */
export function flagsOf(indicator: Indicator, at: number, named: Named | undefined): string[] {
  const { count, meets, sum, over, due, done, open } = indicator;
  const day = (column: string) => `cast(${quoted(column)} as date)`;
  // A line of its own: a comment at the end of what people write ends there.
  const counts = due === undefined ? `(${count}\n)` : `(${count}\n) and ${day(due)} <= cast(cutoff as date)`;
  const meeting = due === undefined || done === undefined ? meets : `${day(done)} <= ${day(due)}`;
  const isLeftOut = named && leftOut(named);
  return [
    ...(isLeftOut === undefined ? [] : [`${isLeftOut} as x${at}`]),
    isLeftOut === undefined
      ? `coalesce(${counts}, false) as c${at}`
      : `coalesce(${counts}, false) and not x${at} as c${at}`,
    ...(meeting === undefined ? [] : [`coalesce((${meeting}\n), false) as m${at}`]),
    ...(open === undefined
      ? []
      : [`coalesce((${open}\n), false)${isLeftOut === undefined ? '' : ` and not x${at}`} as u${at}`]),
    ...(sum === undefined ? [] : [`(${sum}\n) as s${at}`]),
    ...(over === undefined ? [] : [`(${over}\n) as o${at}`]),
  ];
}

type Counts = [numerator: string, denominator: string];

/** Rows that count, of the i-th indicator. */
const rows = (at: number) => `count(*) filter (c${at})`;

/** Rows that meet, of those that count. */
const meeting = (at: number): Counts => [`count(*) filter (c${at} and m${at})`, rows(at)];

/**
 * A quantity of the rows for which a condition holds, as a decimal: sums of doubles depend on the order in which threads
 * come to them. Of other rows it is not looked at, for it need not be one there.
 */
const quantity = (letter: 's' | 'o', at: number, condition: string) =>
  `case when ${condition} then quantity_of(${letter}${at}) end`;

/** A share of two quantities is of the rows that say both: one without the other would count as 0. */
function sumOverSum(at: number): Counts {
  const both = `c${at} and s${at} is not null and o${at} is not null`;
  return [`sum(${quantity('s', at, both)})`, `sum(${quantity('o', at, both)})`];
}

const sum = (at: number) => `sum(${quantity('s', at, `c${at}`)})`;

/** SQL of numerator and denominator of each shape over rows with the flags; of what is made of other indicators none. */
const countsOf: Record<Shape, ((at: number, indicator: Indicator) => Counts) | undefined> = {
  count: (at) => [rows(at), 'null'],
  total: (at) => [sum(at), 'null'],
  ratio: (at, indicator) => (indicator.sum === undefined ? meeting(at) : sumOverSum(at)),
  average: (at) => [sum(at), `count(s${at}) filter (c${at})`],
  median: (at) => [`median(cast(${quantity('s', at, `c${at}`)} as double))`, 'null'],
  yes_no: (at) => [`max(case when c${at} then m${at}::integer end)`, 'null'],
  deadline: meeting,
  quotient: undefined,
  index: undefined,
};

/**
 * What is counted of an indicator, a letter each: numerator, denominator, rows that count, rows left out, open cases (pending);
 * of a sum also the rows that add something to the numerator, and those that add something to the denominator only.
 */
export const letters = ['n', 'd', 'r', 'l', 'p', 'a', 'b'] as const;
export type Letter = (typeof letters)[number];

/** Of a sum: rows that add to the numerator, and rows that add more to the denominator; a few rows behind much money are a few persons. */
function rowsBehind(at: number, { sum: summed, over }: Indicator): [numerator: string, rest: string] {
  if (summed === undefined) return ['null', 'null'];
  const [s, o] = (['s', 'o'] as const).map((letter) => quantity(letter, at, `c${at}`));
  return [`count(*) filter (${s} <> 0)`, over === undefined ? 'null' : `count(*) filter (${o} <> ${s})`];
}

/**
 * SQL of what is counted (the denominator is null where the shape has none), over rows with the flags: quantities as exact
 * decimals, counts as whole numbers.
 */
export function aggregatesOf(
  indicator: Indicator,
  at: number,
  named: Named | undefined,
): Record<Letter, string> {
  const [n, d] = countsOf[indicator.shape]?.(at, indicator) ?? ['null', 'null'];
  const l = named && leftOut(named) !== undefined ? `count(*) filter (x${at})` : '0';
  const p = indicator.open === undefined ? 'null' : `count(*) filter (u${at})`;
  const [a, b] = rowsBehind(at, indicator);
  return { n, d, r: rows(at), l, p, a, b };
}

/** How the counts of days become those of a period; `_each` is the value of which different ones are counted. */
export function ofDays({ shape, each }: Indicator, letter: Letter, at: number): string {
  const column = `${letter}${at}`;
  const { hasDenominator, parts } = shapes[shape];
  if (each !== undefined && (letter === 'n' || letter === 'd'))
    return letter === 'd' && !hasDenominator ? 'null' : `count(distinct _each) filter (${column} > 0)`;
  return `${parts === 'greatest' && letter === 'n' ? 'max' : 'sum'}(${column})`;
}
