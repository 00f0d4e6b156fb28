import { type Indicator, usedBy } from './indicator.ts';

/**
 * Whether the reading of a period goes on changing after its end, as its cases come to their ends: `unknown` where the
 * formulas do not tell, and nobody has said so.
 */
export type Ripening = 'yes' | 'no' | 'unknown';

/** Formulas that decide a value; which cases are open decides none. */
const deciding = ['count', 'meets', 'sum', 'over'] as const;
type Formulas = Pick<Indicator, (typeof deciding)[number] | 'due'>;

const names = (indicator: Formulas, word: RegExp): boolean =>
  deciding.some((field) => word.test(indicator[field] ?? ''));

/** Whether formulas ask when the period ends: what is open is judged by that. */
export const seesCutoff = (indicator: Formulas): boolean =>
  indicator.due !== undefined || names(indicator, /\bcutoff\b/);

/** Whether formulas ask when the period ends, or until when things are known. */
export const seesDay = (indicator: Formulas): boolean =>
  seesCutoff(indicator) || names(indicator, /\bas_of_end\b/);

/** Whether all that an indicator asks of a row is that it is there. */
const countsRowsOnly = ({ count, meets, sum, over, each }: Indicator): boolean =>
  count === 'true' && [meets, sum, over, each].every((asked) => asked === undefined);

/**
 * How an indicator ripens: as it says itself (`ripens`); else `yes` where its formulas name `cutoff` or `as_of_end`, which a
 * macro too can only see where it is given them; `no` for a state at a day, for what is settled on its due day and for rows
 * that are only counted; of one made of others as those do. Else a formula asks for a column of which nobody knows whether it
 * changes later.
 */
export function ripeningOf(indicator: Indicator, all: readonly Indicator[]): Ripening {
  const { ripens, aggregate, count, due } = indicator;
  if (ripens !== undefined) return ripens ? 'yes' : 'no';
  const used = usedBy(indicator);
  if (used.length > 0) {
    const parts = all.filter(({ id }) => used.includes(id)).map((its) => ripeningOf(its, all));
    return parts.find((its) => its === 'yes') ?? parts.find((its) => its === 'unknown') ?? 'no';
  }
  if (aggregate === 'stock' || countsRowsOnly(indicator)) return 'no';
  // What is done after its day is not done by its day, however long one waits.
  if (due !== undefined) return count === 'true' ? 'no' : 'unknown';
  return seesDay(indicator) ? 'yes' : 'unknown';
}
