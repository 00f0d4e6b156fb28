import { isSmall } from './cells.ts';
import type { Lattice, Teller } from './lattice.ts';
import { type Move, Mover } from './move.ts';
import { type Pattern, Patterns } from './patterns.ts';

/** A hidden count that must be able to be another number. */
interface Target {
  place: number;
  /** What may be moved so that it changes, each with the measure that must then stay. */
  ways: { measure: number; fixed?: number }[];
}

/** What became of a family: cells hidden in the end, and those of which the whole itself tells a count. */
export interface Hidden {
  hidden: Uint8Array;
  /** Hidden cells with a small count that no hiding of parts can keep: the whole of the commune tells it. */
  told: number[];
}

/**
 * Hides what is small in a family, and as little else as is needed so that no hidden count can be worked out. For each hidden
 * count a change of hidden counts is looked for that leaves everything told as it is, sums, parts of parts and the rule of the
 * small ones included: then at least two numbers are possible for it. Among those changes the one that costs least is taken.
 */
class Hiding {
  readonly #lattice: Lattice;
  readonly #mover: Mover;
  readonly #patterns: Patterns;
  readonly #keys: number;
  /** By measure × place, and by cell for what is left of a denominator. */
  readonly #proven: Uint8Array;
  readonly #provenRest: Uint8Array;
  readonly #hopeless = new Set<string>();
  readonly #everywhere = new Map<number, Pattern[]>();

  constructor(lattice: Lattice) {
    this.#lattice = lattice;
    this.#keys = lattice.keys.length;
    this.#mover = new Mover(lattice, lattice.isFew.slice());
    this.#patterns = new Patterns(lattice);
    this.#proven = new Uint8Array(lattice.measures.length * lattice.places);
    this.#provenRest = new Uint8Array(lattice.isFew.length);
  }

  get hidden(): Uint8Array {
    return this.#mover.hidden;
  }

  run(): void {
    for (;;) {
      const before = this.hidden.reduce((sum, its) => sum + its, 0);
      for (const cell of this.#inOrder())
        for (const target of this.#targetsOf(cell)) this.#prove(target, cell);
      if (this.hidden.reduce((sum, its) => sum + its, 0) === before) return;
    }
  }

  /** Hidden cells, those of long periods first: what is hidden for them serves the months in them. */
  #inOrder(): number[] {
    const { places, family } = this.#lattice;
    const length = (cell: number) => {
      const its = family.periods[Math.floor((cell % places) / this.#keys)];
      return its ? its.until - its.from : 0;
    };
    const cells: number[] = [];
    this.hidden.forEach((isHidden, cell) => {
      if (isHidden) cells.push(cell);
    });
    return cells.sort((a, b) => length(b) - length(a) || a - b);
  }

  #isToldElsewhere(measure: number, place: number): boolean {
    const { measures, tellers, places } = this.#lattice;
    const period = Math.floor(place / this.#keys);
    return (measures[measure]?.toldBy ?? []).some(
      (teller) => tellers[teller]?.isTold[period] && !this.hidden[teller * places + place],
    );
  }

  /** Counts of a hidden cell that are told nowhere and that nothing keeps so far; small ones first. */
  #targetsOf(cell: number): Target[] {
    const { tellers, places, measures } = this.#lattice;
    const its = tellers[Math.floor(cell / places)] as Teller;
    if (its.isAlone) return [];
    const place = cell % places;
    const value = (measure: number) => measures[measure]?.values[place] ?? 0;
    const counts = [its.numerator, ...(its.denominator === undefined ? [] : [its.denominator])];
    const open = counts
      .filter((measure) => !this.#proven[measure * places + place] && !this.#isToldElsewhere(measure, place))
      .sort((a, b) => Number(isSmall(value(b))) - Number(isSmall(value(a))))
      .map((measure): Target => ({ place, ways: [{ measure }] }));
    const { numerator, denominator } = its;
    const hasSmallRest =
      its.hasRest && denominator !== undefined && isSmall(value(denominator) - value(numerator));
    if (!hasSmallRest || this.#provenRest[cell]) return open;
    const ways = [
      { measure: numerator, fixed: denominator },
      { measure: denominator, fixed: numerator },
    ];
    return [{ place, ways }, ...open];
  }

  #prove(target: Target, cell: number): void {
    const { places } = this.#lattice;
    const [first] = target.ways;
    const isRest = target.ways.length > 1;
    const isProven = isRest
      ? this.#provenRest[cell]
      : this.#proven[(first?.measure ?? 0) * places + target.place];
    const name = `${target.place} ${isRest ? `rest ${cell}` : first?.measure}`;
    if (isProven || this.#hopeless.has(name)) return;
    const move = this.#cheapest(target, true) ?? this.#cheapest(target, false);
    if (move) this.#make(move);
    else this.#hopeless.add(name);
  }

  #patternsOf(measure: number, period: number, key: number, other: number): [Pattern[], isOpen: boolean][] {
    const its = this.#lattice.measures[measure];
    if (!its) return [];
    if (its.course === 'state')
      return [[[this.#patterns.stateAt(period, [key, other], this.#lattice)], true]];
    const everywhere = this.#everywhere.get(period) ?? this.#patterns.everywhere(period);
    this.#everywhere.set(period, everywhere);
    return its.course === 'cutoffs'
      ? [
          [this.#patterns.atItsEnd(period, its, this.#keys), false],
          [everywhere, true],
        ]
      : [[everywhere, true]];
  }

  #cheapest({ place, ways }: Target, isRuleKnown: boolean): Move | undefined {
    const period = Math.floor(place / this.#keys);
    const key = place % this.#keys;
    let best: Move | undefined;
    for (let other = 0; other < this.#keys; other++) {
      if (other === key) continue;
      for (const { measure, fixed } of ways)
        for (const [patterns, isOpen] of this.#patternsOf(measure, period, key, other))
          for (const pattern of patterns)
            for (const keys of [[key, other] as const, [other, key] as const]) {
              const most = best?.cost ?? Number.POSITIVE_INFINITY;
              best = this.#mover.try([measure], pattern, keys, most, { fixed, isOpen, isRuleKnown }) ?? best;
              if (best?.cost === 0) return best;
            }
    }
    return best;
  }

  #make({ measures, pattern, keys, hides }: Move): void {
    const { tellers, places } = this.#lattice;
    for (const cell of hides) this.hidden[cell] = 1;
    for (const [period] of pattern)
      for (const key of keys) {
        const place = period * this.#keys + key;
        for (const measure of measures) this.#proven[measure * places + place] = 1;
        tellers.forEach((its, teller) => {
          const moved = measures.includes(its.numerator);
          if (its.denominator !== undefined && moved !== measures.includes(its.denominator))
            this.#provenRest[teller * places + place] = 1;
        });
      }
  }

  /** Cells of which a small count could not be kept. */
  told(): number[] {
    return this.#inOrder().filter((cell) => {
      const { tellers, places, measures, isFew } = this.#lattice;
      const its = tellers[Math.floor(cell / places)];
      return (
        isFew[cell] === 1 &&
        this.#targetsOf(cell).some(
          ({ place, ways: [way] }) =>
            way &&
            its &&
            measures[way.measure]?.isCount &&
            isSmall(measures[way.measure]?.values[place] ?? 0),
        )
      );
    });
  }
}

/** Hides a family; see `Hiding`. */
export function hideFamily(lattice: Lattice): Hidden {
  const hiding = new Hiding(lattice);
  hiding.run();
  return { hidden: hiding.hidden, told: hiding.told() };
}
