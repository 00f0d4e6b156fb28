import type { Shape } from './shape.ts';
import { shapes } from './shape.ts';

/**
 * What a share is a share of. `cases`: those that happened to arrive in the period, of which the next period brings others: few
 * of them say little, so few give no verdict. `whole`: all there are (21 of 21 hamlets), where few are as good as many.
 */
export const populations = ['whole', 'cases'] as const;
export type Population = (typeof populations)[number];

/** What decides the population of an indicator that does not say it. */
interface Counting {
  shape: Shape;
  aggregate: 'flow' | 'stock';
  over?: string | undefined;
  /** Its source hands in lists of all there is (config/aggregate-of.ts). */
  isOfList: boolean;
}

/** Whether an indicator has cases behind its value at all: a count, a yes or no, an index of others is judged as it is. */
export const mayHaveCases = (shape: Shape): boolean =>
  shapes[shape].hasDenominator && shapes[shape].counts !== 'none';

/**
 * The population of an indicator by its fact and shape: cases where rows that happen in a period are counted or averaged. Of a
 * list, of a state, of sums that somebody reports and of indicators made of others all there are.
 */
export function populationOf({ shape, aggregate, over, isOfList }: Counting): Population {
  const isOfRows = mayHaveCases(shape) && !shapes[shape].isDerived && over === undefined;
  return isOfRows && aggregate === 'flow' && !isOfList ? 'cases' : 'whole';
}
