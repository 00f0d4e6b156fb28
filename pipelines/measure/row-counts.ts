import type { Indicator } from '../config/indicator.ts';
import { type Shape, shapes } from '../config/shape.ts';
import { quoted } from '../warehouse/warehouse.ts';

/** Columns of a row that say what it adds to the indicator: whether it counts, whether it meets, quantities. */
export function flagsOf(indicator: Indicator, at: number): string[] {
  const { count, meets, sum, over, due, done } = indicator;
  const day = (column: string) => `cast(${quoted(column)} as date)`;
  // A line of its own: a comment at the end of what people write ends there.
  const counts = due === undefined ? `(${count}\n)` : `(${count}\n) and ${day(due)} <= cast(cutoff as date)`;
  const meeting = due === undefined || done === undefined ? meets : `${day(done)} <= ${day(due)}`;
  return [
    `coalesce(${counts}, false) as c${at}`,
    ...(meeting === undefined ? [] : [`coalesce((${meeting}\n), false) as m${at}`]),
    ...(sum === undefined ? [] : [`cast((${sum}\n) as double) as s${at}`]),
    ...(over === undefined ? [] : [`cast((${over}\n) as double) as o${at}`]),
  ];
}

type Counts = [numerator: string, denominator: string];

/** Rows that count, of the i-th indicator. */
const rows = (at: number) => `count(*) filter (c${at})`;

/** Rows that meet, of those that count. */
const meeting = (at: number): Counts => [`count(*) filter (c${at} and m${at})`, rows(at)];

/** A share of two quantities is of the rows that say both: one without the other would count as 0. */
function sumOverSum(at: number): Counts {
  const both = (letter: string) =>
    `sum(${letter}${at}) filter (c${at} and s${at} is not null and o${at} is not null)`;
  return [both('s'), both('o')];
}

const sum = (at: number) => `sum(s${at}) filter (c${at})`;

/** SQL of numerator and denominator of each shape over rows with the flags; of what is made of other indicators none. */
const countsOf: Record<Shape, ((at: number, indicator: Indicator) => Counts) | undefined> = {
  count: (at) => [rows(at), 'null'],
  total: (at) => [sum(at), 'null'],
  ratio: (at, indicator) => (indicator.sum === undefined ? meeting(at) : sumOverSum(at)),
  average: (at) => [sum(at), `count(s${at}) filter (c${at})`],
  median: (at) => [`median(s${at}) filter (c${at})`, 'null'],
  yes_no: (at) => [`max(case when c${at} then m${at}::integer end)`, 'null'],
  deadline: meeting,
  quotient: undefined,
  index: undefined,
};

/** SQL of numerator, denominator (null where the shape has none) and rows counted, over rows with the flags. */
export function aggregatesOf(indicator: Indicator, at: number): [...Counts, rows: string] {
  const [numerator, denominator] = countsOf[indicator.shape]?.(at, indicator) ?? ['null', 'null'];
  return [numerator, denominator, rows(at)];
}

/** How the counts of days become those of a period; `_each` is the value of which different ones are counted. */
export function ofDays({ shape, each }: Indicator, letter: string, at: number): string {
  const column = `${letter}${at}`;
  const { hasDenominator, parts } = shapes[shape];
  if (each !== undefined && letter !== 'r')
    return letter === 'd' && !hasDenominator ? 'null' : `count(distinct _each) filter (${column} > 0)`;
  return `${parts === 'greatest' && letter === 'n' ? 'max' : 'sum'}(${column})`;
}
