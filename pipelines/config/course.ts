import type { Indicator } from './indicator.ts';
import { isAdditive } from './indicator.ts';
import { shapes } from './shape.ts';

/**
 * How the value of a year comes about from its months, which decides what the rest of the year can still do to it:
 * `share` counts add up, so many of so many; `count` amounts add up; `mean` a quantity over cases adds up, without bounds; `state` it
 * is what there is at the end; `yes_no` it is yes once it has been; `other` (a median, an index, different values of a share) months
 * do not add up.
 */
export type Course = 'share' | 'count' | 'mean' | 'state' | 'yes_no' | 'other';

export function courseOf(its: Pick<Indicator, 'shape' | 'aggregate' | 'each'>): Course {
  const { value, parts, hasDenominator, counts } = shapes[its.shape];
  if (its.aggregate === 'stock') return 'state';
  if (parts === 'greatest') return 'yes_no';
  if (value === 'amount') return 'count';
  if (!isAdditive(its) || !hasDenominator || counts === 'none') return 'other';
  return value === 'share' ? 'share' : 'mean';
}
