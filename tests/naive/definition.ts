import type { FactName, Row } from './rows.ts';

/** From when a row is looked at; ends of days as `2026-03-31 23:59:59`. */
export interface Viewpoint {
  /** The end of the period, or of what is known where that is earlier. */
  cutoff: string;
  /** The end of the last day of which the source tells anything. */
  knownUntil: string;
}

/** An indicator in terms of rows. What is unknown (null or undefined) neither counts nor meets. */
export interface Definition<F extends FactName = FactName> {
  fact: F;
  /** The day by which a row belongs to a period. */
  day(row: Row<F>): string | null;
  counts?(row: Row<F>, at: Viewpoint): boolean | null | undefined;
  meets?(row: Row<F>, at: Viewpoint): boolean | null | undefined;
  /** A quantity, and what it is set against. */
  amount?(row: Row<F>): number | null;
  against?(row: Row<F>): number | null;
  /** What is counted where that is not rows. */
  different?(row: Row<F>): string | null;
  /** A case of which nobody knows an end yet. */
  open?(row: Row<F>, at: Viewpoint): boolean;
  /** By when it had to be done, and when it was. */
  due?(row: Row<F>): string | null;
  done?(row: Row<F>): string | null;
}

/** An indicator that is made of others. */
export type Derived =
  | { over: readonly [numerator: string, denominator: string] }
  | { weights: Readonly<Record<string, number>> };

export type Definitions<F extends FactName> = Record<
  string,
  Omit<Definition<F>, 'fact' | 'day'> & { day?: Definition<F>['day'] }
>;

/** Indicators of one fact, which most of them take by the same day. */
export const ofFact = <F extends FactName>(
  fact: F,
  day: Definition<F>['day'],
  definitions: Definitions<F>,
): Record<string, Definition> =>
  Object.fromEntries(
    Object.entries(definitions).map(([id, its]) => [id, { fact, day, ...its } as unknown as Definition]),
  );

/** Seconds of a local time given as text. */
export const secondsOf = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`) / 1000;
export const dayOf = (time: string | null): string | null => (time === null ? null : time.slice(0, 10));
