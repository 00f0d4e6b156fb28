import type { PeriodRow } from './cells.ts';
import type { Lattice, Measure } from './lattice.ts';

/** By how much a move changes each period, for one key; for the other key by as much the other way. Zero where not listed. */
export type Pattern = readonly (readonly [period: number, change: number])[];

const holds = (outer: PeriodRow, inner: PeriodRow): boolean =>
  outer.from <= inner.from && inner.until <= outer.until;

const days = ({ from, until }: PeriodRow): number => until - from + 1;

/** Periods that make up another one: a law that a reader sees, or works out from the formulas. */
interface Sum {
  whole: number;
  parts: readonly number[];
}

/** Every way in which a period is months, or two other periods, one after the other. */
function sumsOf(periods: readonly PeriodRow[]): Sum[] {
  const all = periods.map((_, at) => at);
  const at = (index: number) => periods[index] as PeriodRow;
  return all.flatMap((whole) => {
    const inside = all.filter((part) => part !== whole && holds(at(whole), at(part)));
    const months = inside.filter((part) => at(part).kind === 'month');
    const covered = months.reduce((sum, part) => sum + days(at(part)), 0);
    const first = inside.filter((part) => at(part).from === at(whole).from);
    const pairs = first.flatMap((a) =>
      inside
        .filter((b) => at(b).from === at(a).until + 1 && at(b).until === at(whole).until)
        .map((b) => [a, b]),
    );
    return [...(covered === days(at(whole)) && months.length > 0 ? [months] : []), ...pairs].map((parts) => ({
      whole,
      parts,
    }));
  });
}

/** Moves a count between pieces of time: a piece is the days that the same periods hold. */
function betweenPieces(periods: readonly PeriodRow[], among: readonly number[]): Pattern[] {
  const edges = [
    ...new Set(among.flatMap((at) => [periods[at]?.from ?? 0, (periods[at]?.until ?? 0) + 1])),
  ].sort((a, b) => a - b);
  const pieces = new Map<string, Set<number>>();
  for (const day of edges) {
    const over = among.filter((at) => (periods[at]?.from ?? 0) <= day && day <= (periods[at]?.until ?? -1));
    if (over.length > 0) pieces.set(over.join(), new Set(over));
  }
  const found = new Map<string, Pattern>();
  const list = [...pieces.values()];
  const add = (to: ReadonlySet<number>, from: ReadonlySet<number>) => {
    const pattern = among
      .map((at) => [at, Number(to.has(at)) - Number(from.has(at))] as const)
      .filter(([, change]) => change !== 0);
    if (pattern.length > 0) found.set(pattern.join(' '), pattern);
  };
  list.forEach((piece, at) => {
    add(piece, new Set());
    for (const other of list.slice(at + 1)) add(piece, other);
  });
  return [...found.values()];
}

/** The patterns of a family, by what may be moved. Of a pattern its opposite is meant too. */
export class Patterns {
  readonly #everywhere: Pattern[];
  readonly #atEnd = new Map<number, Pattern[]>();
  readonly #sums: Sum[];
  readonly #periods: readonly PeriodRow[];

  constructor({ family: { periods } }: Lattice) {
    this.#periods = periods;
    this.#everywhere = betweenPieces(periods, [...periods.keys()]);
    for (const { until } of periods)
      if (!this.#atEnd.has(until))
        this.#atEnd.set(
          until,
          betweenPieces(
            periods,
            [...periods.keys()].filter((at) => periods[at]?.until === until),
          ),
        );
    this.#sums = sumsOf(periods);
  }

  /** Patterns that change a period, for counts that add up over time. */
  everywhere(period: number): Pattern[] {
    return this.#everywhere.filter((pattern) => pattern.some(([at]) => at === period));
  }

  /**
   * Patterns among the periods that end with this one. Those that would break a sum which the counts of all keys have kept are
   * left out: whoever knows the formula knows that it must hold.
   */
  atItsEnd(period: number, measure: Measure, keys: number): Pattern[] {
    const until = this.#periods[period]?.until;
    const kept = this.#sums.filter((sum) => isKept(sum, measure, keys));
    const all = until === undefined ? [] : (this.#atEnd.get(until) ?? []);
    return all.filter((pattern) => {
      if (!pattern.some(([at]) => at === period)) return false;
      const change = new Map(pattern);
      return kept.every(
        ({ whole, parts }) =>
          (change.get(whole) ?? 0) === parts.reduce((sum, part) => sum + (change.get(part) ?? 0), 0),
      );
    });
  }

  /**
   * The pattern of a state that stands at the end of a period: all periods with that end, and neighbouring ones in which a key
   * of the two stood at the same numbers, for it may have been one count.
   */
  stateAt(period: number, keys: readonly number[], { measures, keys: { length } }: Lattice): Pattern {
    const ends = [...new Set(this.#periods.map(({ until }) => until))].sort((a, b) => a - b);
    const at = ends.indexOf(this.#periods[period]?.until ?? 0);
    const placeOf = (end: number) => this.#periods.findIndex(({ until }) => until === ends[end]);
    const isSame = (a: number, b: number) =>
      keys.some((key) =>
        measures.every(
          ({ values }) => values[placeOf(a) * length + key] === values[placeOf(b) * length + key],
        ),
      );
    let [first, last] = [at, at];
    while (first > 0 && isSame(first - 1, first)) first--;
    while (last < ends.length - 1 && isSame(last, last + 1)) last++;
    const chosen = new Set(ends.slice(first, last + 1));
    return this.#periods.flatMap(({ until }, its) => (chosen.has(until) ? [[its, 1] as const] : []));
  }
}

function isKept({ whole, parts }: Sum, { values }: Measure, keys: number): boolean {
  for (let key = 0; key < keys; key++) {
    const sum = parts.reduce((total, part) => total + (values[part * keys + key] ?? 0), 0);
    if (Math.abs(sum - (values[whole * keys + key] ?? 0)) > 1e-6) return false;
  }
  return true;
}
