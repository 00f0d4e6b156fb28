import { isSmall } from './cells.ts';
import type { Lattice } from './lattice.ts';
import type { Pattern } from './patterns.ts';

/** A change of hidden counts that leaves all that is told as it is: the proof that each of them may be another number. */
export interface Move {
  /** Measures that change, all alike. */
  measures: number[];
  pattern: Pattern;
  /** The key that gains where the pattern says so, and the one that loses as much. */
  keys: readonly [gains: number, loses: number];
  /** Cells that must be hidden for it and are not yet, and what is lost with them. */
  hides: number[];
  cost: number;
}

/** What a period is worth to its readers; whoever wants a month finds it in the quarter. */
const worth: Readonly<Record<string, number>> = {
  month: 1,
  quarter: 1.5,
  half: 2,
  nine_months: 2,
  year_to_date: 1.5,
  year: 3,
};

/** Hiding what was told before protects only from those who have not seen it. */
const knownCost = 1000;
/** So that, where it costs as little, the move holds even for who knows which of the cells are the small ones. */
const smallCost = 0.2;

interface Limits {
  /** A measure that must stay. */
  fixed?: number | undefined;
  /** Counts of other ends of periods may go along. */
  isOpen?: boolean;
  /** Held against a reader who knows of each hidden cell whether it is a small one: those stay small ones. */
  isRuleKnown?: boolean;
}

/** What may be moved, and what it costs, with what is hidden so far. */
export class Mover {
  readonly #lattice: Lattice;
  readonly hidden: Uint8Array;
  readonly #keys: number;
  readonly #nests: { outer: number; inner: number; isOneEnd: boolean }[] = [];
  #isRuleKnown = true;

  constructor(lattice: Lattice, hidden: Uint8Array) {
    this.#lattice = lattice;
    this.hidden = hidden;
    this.#keys = lattice.keys.length;
    const { periods } = lattice.family;
    periods.forEach((a, outer) => {
      periods.forEach((b, inner) => {
        if (outer !== inner && a.from <= b.from && b.until <= a.until)
          this.#nests.push({ outer, inner, isOneEnd: a.until === b.until });
      });
    });
  }

  /**
   * The move of these measures by this pattern between these keys, with the measures that must go along; undefined where some
   * count would become impossible, a told one would change, or it would cost as much as `most` or more.
   */
  try(
    wanted: readonly number[],
    pattern: Pattern,
    keys: readonly [number, number],
    most: number,
    { fixed, isOpen = true, isRuleKnown = true }: Limits = {},
  ): Move | undefined {
    this.#isRuleKnown = isRuleKnown;
    const measures = new Set(wanted);
    for (;;) {
      const more = this.#mustFollow(measures, pattern, keys);
      if (more === undefined) break;
      if (more === 'impossible' || more === fixed) return undefined;
      const { course } = this.#lattice.measures[more] ?? {};
      // Counts of one end of a period move alone; with those of all periods they would have to move everywhere.
      if (!isOpen && course !== 'cutoffs') return undefined;
      measures.add(more);
    }
    const moved = [...measures];
    const move = this.#price(moved, pattern, keys, most);
    return move && this.#nestsHold(moved, pattern, keys) ? move : undefined;
  }

  /**
   * Whether longer periods still have no less than those in them. Where months add up they do by themselves; of different values,
   * and of what is seen from one end, a reader knows no more than this.
   */
  #nestsHold(moved: readonly number[], pattern: Pattern, keys: readonly [number, number]): boolean {
    const changes = new Map(pattern);
    const nested = moved.filter((at) =>
      ['each', 'cutoffs'].includes(this.#lattice.measures[at]?.course ?? ''),
    );
    return nested.every((at) =>
      this.#nests.every(({ outer, inner, isOneEnd }) => {
        const measure = this.#lattice.measures[at];
        if (!measure || (measure.course === 'cutoffs' && !isOneEnd)) return true;
        const [more, less] = [changes.get(outer) ?? 0, changes.get(inner) ?? 0];
        if (more === less) return true;
        return keys.every((key, side) => {
          const sign = side === 0 ? 1 : -1;
          const value = (period: number) => measure.values[period * this.#keys + key] ?? 0;
          return !(value(outer) + sign * more < value(inner) + sign * less);
        });
      }),
    );
  }

  /** A measure that must change too, for no part may be more than what it is a part of. */
  #mustFollow(
    measures: ReadonlySet<number>,
    pattern: Pattern,
    keys: readonly [number, number],
  ): number | 'impossible' | undefined {
    for (const at of measures)
      for (const [period, change] of pattern)
        for (const [side, key] of keys.entries()) {
          const found = this.#breaks(at, measures, period * this.#keys + key, side === 0 ? change : -change);
          if (found !== undefined) return found;
        }
    return undefined;
  }

  #breaks(
    at: number,
    measures: ReadonlySet<number>,
    place: number,
    change: number,
  ): number | 'impossible' | undefined {
    const all = this.#lattice.measures;
    const measure = all[at];
    const value = (measure?.values[place] ?? 0) + change;
    if (value < 0 || !measure) return 'impossible';
    const others = change > 0 ? measure.within : measure.holds;
    for (const other of others) {
      if (measures.has(other)) continue;
      const limit = all[other]?.values[place] ?? 0;
      if (change > 0 ? value > limit : value < limit) return other;
    }
    return undefined;
  }

  #price(
    measures: number[],
    pattern: Pattern,
    keys: readonly [number, number],
    most: number,
  ): Move | undefined {
    const hides: number[] = [];
    let cost = 0;
    for (const [period, change] of pattern)
      for (const [side, key] of keys.entries()) {
        const place = period * this.#keys + key;
        const its = this.#touch(measures, period, place, side === 0 ? change : -change, hides);
        if (its === undefined) return undefined;
        cost += its * (worth[this.#lattice.family.periods[period]?.kind ?? ''] ?? 1);
        if (cost >= most) return undefined;
      }
    return { measures, pattern, keys, hides, cost };
  }

  /** Cost of all cells that show a measure at a place. */
  #touch(
    measures: readonly number[],
    period: number,
    place: number,
    change: number,
    hides: number[],
  ): number | undefined {
    const { tellers, measures: all, places } = this.#lattice;
    let cost = 0;
    const seen = new Set<number>();
    for (const measure of measures)
      for (const teller of all[measure]?.toldBy ?? []) {
        if (seen.has(teller) || !tellers[teller]?.isTold[period]) continue;
        seen.add(teller);
        if (!this.#mayBe(teller, measures, place, change)) return undefined;
        for (const its of [teller, ...(tellers[teller]?.companions ?? [])]) {
          if (!tellers[its]?.isTold[period]) continue;
          const price = this.#hide(its, its * places + place);
          if (price === undefined) return undefined;
          if (price > 0) hides.push(its * places + place);
          cost += price;
        }
        if (!this.#lattice.isFew[teller * places + place] && this.#isFewWith(teller, measures, place, change))
          cost += smallCost;
      }
    return cost;
  }

  /** What is lost with a cell: 0 where it is hidden already, undefined where there is none that could be. */
  #hide(teller: number, cell: number): number | undefined {
    const { isThere, isKnown, tellers, measures, places } = this.#lattice;
    if (this.hidden[cell]) return 0;
    if (!isThere[cell]) return tellers[teller]?.mayList ? 0.5 : undefined;
    if (isKnown[cell]) return knownCost;
    const measure = measures[tellers[teller]?.denominator ?? tellers[teller]?.numerator ?? 0];
    return 1 + Math.log2(1 + (measure?.isCount ? (measure.values[cell % places] ?? 0) : 8)) / 4;
  }

  #after(measure: number | undefined, moved: readonly number[], place: number, change: number): number {
    if (measure === undefined) return 0;
    return (this.#lattice.measures[measure]?.values[place] ?? 0) + (moved.includes(measure) ? change : 0);
  }

  /** A reader knows that a small cell is one: it must still be. */
  #mayBe(teller: number, moved: readonly number[], place: number, change: number): boolean {
    const { isFew, places } = this.#lattice;
    if (!this.#isRuleKnown || !isFew[teller * places + place]) return true;
    return !this.#isFewWith(teller, moved, place, 0) || this.#isFewWith(teller, moved, place, change);
  }

  #isFewWith(teller: number, moved: readonly number[], place: number, change: number): boolean {
    const { tellers, measures } = this.#lattice;
    const its = tellers[teller];
    if (!its) return false;
    const numerator = this.#after(its.numerator, moved, place, change);
    const denominator = this.#after(its.denominator, moved, place, change);
    return (
      (measures[its.numerator]?.isCount === true &&
        (isSmall(numerator) || (its.hasRest && isSmall(denominator - numerator)))) ||
      (its.denominator !== undefined && measures[its.denominator]?.isCount === true && isSmall(denominator))
    );
  }
}
