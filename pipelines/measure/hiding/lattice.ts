import type { Indicator } from '../../config/indicator.ts';
import { countsRows, isAdditive } from '../../config/indicator.ts';
import { type Family, isSmall, type PartRow } from './cells.ts';

/**
 * How the counts of periods hang together: `days`: months add up to quarters and years; `cutoffs`: only what ends on one day is
 * seen alike (on time); `state`: what stands on the last day; `each`: different values, which do not add up.
 */
export type Course = 'days' | 'cutoffs' | 'state' | 'each';

/** One count, whichever indicators tell it: the number received is the denominator of several. */
export interface Measure {
  course: Course;
  /** Whether its numbers are counts of persons or cases; amounts of money are not. */
  isCount: boolean;
  /** By place (period × key); NaN in periods for which it is not told. */
  values: Float64Array;
  /** Measures that are never less, and never more, at any place. */
  within: number[];
  holds: number[];
  /** Indicators that tell it, each as numerator or denominator. */
  toldBy: number[];
}

/** An indicator's numbers: which measures they are. */
export interface Teller {
  indicator: Indicator;
  numerator: number;
  denominator: number | undefined;
  /** The numerator is a part of the denominator: the rest is a count too. */
  hasRest: boolean;
  /** Tellers whose amounts would tell the count: hidden with it. */
  companions: number[];
  /** A part that is not listed is 0, and may be listed to be hidden. */
  mayList: boolean;
  /** A value of a part (a median) that says nothing of other parts: nothing can be got back by subtraction. */
  isAlone: boolean;
  /** Whether it is told for a period, by the number of the period. */
  isTold: readonly boolean[];
}

/** A family as arrays. Place = period × keys + key; cell = teller × places + place. */
export interface Lattice {
  family: Family;
  keys: string[];
  measures: Measure[];
  tellers: Teller[];
  places: number;
  /** Cells: whether there is such a reading, whether it is a small one itself, whether it was told before. */
  isThere: Uint8Array;
  isFew: Uint8Array;
  isKnown: Uint8Array;
}

const sides = ['numerator', 'denominator'] as const;
type Side = (typeof sides)[number];

function courseOf(indicator: Indicator, side: Side): Course {
  if (indicator.aggregate === 'stock') return 'state';
  if (!isAdditive(indicator)) return 'each';
  const { count, meets, sum, over, due } = indicator;
  const seen = side === 'numerator' ? [count, meets, sum] : [count, over];
  return due !== undefined || seen.some((sql) => /\bcutoff\b/.test(sql ?? '')) ? 'cutoffs' : 'days';
}

/** Medians and yes/no: the value of a part says nothing of another part. */
const isAlone = ({ shape }: Indicator): boolean => shape === 'median' || shape === 'yes_no';

const isCountOf = (indicator: Indicator, side: Side, isTally: boolean): boolean =>
  indicator.sum === undefined || isTally || (indicator.shape === 'average' && side === 'denominator');

/** A few persons behind a reading: in a count, in what is left of it, in the rows behind an amount, in a difference from what was told. */
function isOfFew(indicator: Indicator, hasRest: boolean, row: PartRow): boolean {
  const { numerator, denominator, rows, rows_behind, rows_beside, is_tally, is_corrected } = row;
  if (isAlone(indicator)) return isSmall(rows);
  const counts = sides.filter((side) => isCountOf(indicator, side, is_tally)).map((side) => row[side]);
  if (hasRest && numerator !== null && denominator !== null) counts.push(denominator - numerator);
  const behind = indicator.sum !== undefined && !is_tally ? [rows, rows_behind, rows_beside] : [];
  return is_corrected || [...counts, ...behind].some(isSmall);
}

function isNeverMore(a: Float64Array, b: Float64Array): boolean {
  for (let at = 0; at < a.length; at++) if ((a[at] ?? 0) > (b[at] ?? 0)) return false;
  return true;
}

class Measures {
  readonly all: Measure[] = [];
  readonly #known = new Map<string, number>();

  /** The measure of these numbers: where two indicators never differ, whoever reads both knows them for one. */
  of(course: Course, isCount: boolean, values: Float64Array, teller: number): number {
    const key = `${isCount} ${course === 'each'} ${values.join()}`;
    const known = this.#known.get(key) ?? this.all.length;
    const measure = this.all[known];
    if (measure) {
      measure.toldBy.push(teller);
      if (course === 'days') measure.course = 'days';
      return known;
    }
    this.#known.set(key, known);
    this.all.push({ course, isCount, values, within: [], holds: [], toldBy: [teller] });
    return known;
  }

  /** Tells which are parts of which; that they have been so far is taken for a law, as a reader would. */
  relate(): void {
    this.all.forEach((a, at) => {
      this.all.forEach((b, other) => {
        if (at === other || a.isCount !== b.isCount || !isNeverMore(a.values, b.values)) return;
        a.within.push(other);
        b.holds.push(at);
      });
    });
  }
}

/** Lays a family out as arrays. Without a part that has a key and a count there is nothing to hide: undefined. */
export function latticeOf(family: Family): Lattice | undefined {
  const rows = family.rows.filter(({ key }) => key !== null);
  const keys = [...new Set(rows.map(({ key }) => String(key)))].sort();
  const keyAt = new Map(keys.map((key, at) => [key, at]));
  const periodAt = new Map(family.periods.map(({ period }, at) => [period, at]));
  const places = periodAt.size * keys.length;
  const indicators = family.indicators.filter((its) => rows.some(({ indicator }) => indicator === its.id));
  if (indicators.length === 0) return undefined;
  const measures = new Measures();
  const cells = indicators.length * places;
  const [isThere, isFew, isKnown] = [new Uint8Array(cells), new Uint8Array(cells), new Uint8Array(cells)];
  const tellers = indicators.map((indicator, teller): Teller => {
    const own = rows.filter((row) => row.indicator === indicator.id);
    const isTally = own.some((row) => row.is_tally);
    const hasDenominator = own.some(({ denominator }) => denominator !== null);
    const isPart = hasDenominator && own.every((row) => (row.numerator ?? 0) <= (row.denominator ?? 0));
    const hasRest = isPart && (countsRows(indicator) || isTally || indicator.sum !== undefined);
    const told = new Set(
      family.rows.filter(({ indicator: its }) => its === indicator.id).map(({ period }) => period),
    );
    const isTold = family.periods.map(({ period }) => told.has(period));
    const none = Float64Array.from({ length: places }, (_, place) =>
      isTold[Math.floor(place / keys.length)] ? 0 : Number.NaN,
    );
    const values = { numerator: none, denominator: none.slice() };
    for (const row of own) {
      const place = (periodAt.get(row.period) ?? 0) * keys.length + (keyAt.get(String(row.key)) ?? 0);
      const cell = teller * places + place;
      isThere[cell] = 1;
      isFew[cell] = Number(isOfFew(indicator, hasRest && isCountOf(indicator, 'numerator', isTally), row));
      isKnown[cell] = Number(row.is_known);
      for (const side of sides) values[side][place] = row[side] ?? 0;
    }
    const measureOf = (side: Side) =>
      measures.of(courseOf(indicator, side), isCountOf(indicator, side, isTally), values[side], teller);
    return {
      indicator,
      numerator: measureOf('numerator'),
      denominator: hasDenominator ? measureOf('denominator') : undefined,
      hasRest,
      companions: [],
      mayList: indicator.absent === 'zero',
      isAlone: isAlone(indicator),
      isTold,
    };
  });
  measures.relate();
  for (const its of tellers)
    tellers.forEach((other, at) => {
      const isAmount = measures.all[other.numerator]?.isCount === false;
      const isOfSameRows = other.indicator.count === its.indicator.count;
      const isAlike = (other.denominator === undefined) === (its.denominator === undefined);
      if (isAmount && isOfSameRows && isAlike && measures.all[its.numerator]?.isCount)
        its.companions.push(at);
    });
  return { family, keys, measures: measures.all, tellers, places, isThere, isFew, isKnown };
}
