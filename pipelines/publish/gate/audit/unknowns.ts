import type { PublishedFigures, PublishedPeriod, PublishedReading } from './published.ts';

/** A count of a few: the rule that nothing told is one. */
export const isSmall = (count: number): boolean => count >= 1 && count <= 4;

export type Side = 'numerator' | 'denominator';
export const sides: readonly Side[] = ['numerator', 'denominator'];

/** A figure of a part: known, or the number of an unknown. */
export type Figure = { known: number } | { unknown: number };

/** A sum of unknowns that is known: `terms` [unknown, factor] come to between `least` and `most`. */
export interface Equation {
  terms: (readonly [unknown: number, factor: number])[];
  least: number;
  most: number;
}

/** A hidden reading with the unknowns that it hides. */
export interface HiddenReading {
  reading: PublishedReading;
  unknowns: Partial<Record<Side, number>>;
}

const cellName = (indicator: string, side: Side, period: string, key: string): string =>
  [indicator, side, period, key].join('\u0001');

/** The figures of one breakdown, in which those that must be equal are one. */
export class Figures {
  readonly indicators: string[];
  readonly keys: string[];
  readonly periods: readonly PublishedPeriod[];
  readonly hidden: HiddenReading[] = [];
  readonly equations: Equation[] = [];
  readonly #figures: PublishedFigures;
  readonly #parts = new Map<string, PublishedReading>();
  readonly #wholes = new Map<string, PublishedReading>();
  readonly #numbers = new Map<string, number>();
  readonly #standsFor: number[] = [];

  /** `hideAll`: as if no part were told, to see what the wholes alone tell. */
  constructor(figures: PublishedFigures, breakdown: string, indicators: readonly string[], hideAll = false) {
    this.#figures = figures;
    this.indicators = [...indicators];
    const parts = figures.readings.filter(
      (its) => its.breakdown === breakdown && indicators.includes(its.indicator),
    );
    this.keys = [...new Set(parts.map(({ key }) => key))];
    const used = new Set(parts.map(({ period }) => period));
    this.periods = figures.periods.filter(({ period }) => used.has(period));
    for (const part of parts)
      this.#parts.set(cellName(part.indicator, 'numerator', part.period, part.key), {
        ...part,
        isHidden: hideAll || part.isHidden,
      });
    for (const its of figures.readings)
      if (its.breakdown === '') this.#wholes.set(cellName(its.indicator, 'numerator', its.period, ''), its);
    for (const part of this.#parts.values()) if (part.isHidden) this.#hide(part);
  }

  #hide(reading: PublishedReading): void {
    const unknowns: HiddenReading['unknowns'] = {};
    for (const side of sides) {
      if (this.whole(reading.indicator, side, reading.period) === undefined) continue;
      const number = this.#standsFor.length;
      this.#standsFor.push(number);
      this.#numbers.set(cellName(reading.indicator, side, reading.period, reading.key), number);
      unknowns[side] = number;
    }
    this.hidden.push({ reading, unknowns });
  }

  ruleOf(indicator: string): ReadonlyMap<string, string> {
    return this.#figures.rules.get(indicator) ?? new Map();
  }

  whole(indicator: string, side: Side, period: string): number | undefined {
    return this.#wholes.get(cellName(indicator, 'numerator', period, ''))?.[side] ?? undefined;
  }

  wholeReading(indicator: string, period: string): PublishedReading | undefined {
    return this.#wholes.get(cellName(indicator, 'numerator', period, ''));
  }

  part(indicator: string, period: string, key: string): PublishedReading | undefined {
    return this.#parts.get(cellName(indicator, 'numerator', period, key));
  }

  /** The figure of a part; undefined where there is none. A part that is not listed has none of what is counted. */
  figure(indicator: string, side: Side, period: string, key: string): Figure | undefined {
    const unknown = this.#numbers.get(cellName(indicator, side, period, key));
    if (unknown !== undefined) return { unknown: this.root(unknown) };
    const part = this.part(indicator, period, key);
    if (part) return part[side] === null ? undefined : { known: part[side] };
    const isZero = this.ruleOf(indicator).get('absent') === 'zero';
    return isZero && this.whole(indicator, side, period) !== undefined ? { known: 0 } : undefined;
  }

  /** The unknown that stands for this one and all that are equal to it. */
  root(unknown: number): number {
    let at = unknown;
    for (;;) {
      const next = this.#standsFor[at];
      if (next === undefined || next === at) return at;
      at = next;
    }
  }

  /** Unknowns that another indicator tells openly, since many stand behind them: hidden beside another count only. */
  readonly open = new Set<number>();

  /** Says that two figures are one; `isOpen`: where one is told, it is told on purpose. */
  equate(a: Figure | undefined, b: Figure | undefined, isOpen = false): void {
    if (!a || !b) return;
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const)
      if (isOpen && 'known' in one && 'unknown' in other && !isSmall(one.known)) this.open.add(other.unknown);
    if ('unknown' in a && 'unknown' in b) {
      const [first, second] = [this.root(a.unknown), this.root(b.unknown)];
      if (first !== second) this.#standsFor[second] = first;
    } else
      this.add(
        [
          [a, 1],
          [b, -1],
        ],
        0,
        0,
      );
  }

  /** Says that a sum of figures lies between two numbers; what is known in it goes to the other side. */
  add(terms: readonly (readonly [Figure | undefined, number])[], least: number, most: number): void {
    const unknown: [number, number][] = [];
    let known = 0;
    for (const [figure, factor] of terms) {
      if (!figure) return;
      if ('known' in figure) known += figure.known * factor;
      else unknown.push([figure.unknown, factor]);
    }
    if (unknown.length > 0) this.equations.push({ terms: unknown, least: least - known, most: most - known });
  }
}
