import { aggregateOf } from '../config/aggregate-of.ts';
import type { Contract } from '../config/contract.ts';
import { messages } from '../messages/index.ts';
import type { Profile, ProfileColumn } from './profile.ts';
import type { Faults } from './rows.ts';
import type { Wanted } from './wanted.ts';

/** What is said to `accumulate`, as a yes or no; undefined where it is neither. */
export const accumulateOf = (said: string): boolean | undefined =>
  ['yes', 'có'].includes(said.toLowerCase())
    ? true
    : ['no', 'không'].includes(said.toLowerCase())
      ? false
      : undefined;

/**
 * Whether only a period in the key of a source makes its rows look like a list of what there is: figures handed in month by
 * month may as well be what happened in each, and then a year is their sum.
 */
export const isByPeriod = (contract: Contract): boolean =>
  contract.record.delivery !== 'snapshot' && aggregateOf(contract) === 'stock';

/** Money and columns written across (twelve months) are what happened in each period, unless it is told otherwise. */
const addsUp = (contract: Contract, { name, isMoney }: ProfileColumn): boolean =>
  isMoney || contract.columns.some((column) => column.name === name && column.across !== undefined);

/** How rows placed by the date `when` come together over time; `usual` is the date of the source, `summed` what is added up. */
export function aggregateFor(
  { contract }: Profile,
  when: { name: string; usual: string },
  summed: readonly ProfileColumn[],
  wanted: Wanted,
  faults: Faults,
): 'flow' | 'stock' {
  const text = messages().indicator;
  const isUsual = when.name === when.usual;
  if (wanted.accumulate !== undefined) {
    const said = accumulateOf(wanted.accumulate);
    if (said === undefined) faults.add('--accumulate', text.badAccumulate(wanted.accumulate));
    // Only the newest list stands in the fact: there are no others to be added to it.
    if (said === true && isUsual && contract.record.delivery === 'snapshot')
      faults.add('--accumulate', text.listAccumulated);
    return said ? 'flow' : 'stock';
  }
  if (!isUsual || aggregateOf(contract) === 'flow') return 'flow';
  const isSum = summed.length > 0 && summed.every((column) => addsUp(contract, column));
  return isByPeriod(contract) && isSum ? 'flow' : 'stock';
}
