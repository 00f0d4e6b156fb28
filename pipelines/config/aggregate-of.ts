import type { Contract } from './contract.ts';

/**
 * How the rows of a source count over time. `stock`: a list of what there is, so a period is told by its last list; a list
 * whose key holds a month is handed in month by month and is one too. `flow`: what happened, counted by its day.
 */
export function aggregateOf({ record, columns }: Pick<Contract, 'record' | 'columns'>): 'flow' | 'stock' {
  const isByPeriod = columns.some(({ name, type }) => type === 'period' && record.key.includes(name));
  return record.delivery === 'snapshot' || isByPeriod ? 'stock' : 'flow';
}
