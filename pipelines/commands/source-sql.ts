import { localDate } from '../config/clock.ts';
import { compileContract } from '../land/compile-contract.ts';
import type { Command } from './context.ts';
import { knownSource } from './known-source.ts';

/** Prints the SQL of a contract, as it would run over a file that has every column, in the contract's order. */
export const run: Command<{ id: string }> = async (context, { id }) => {
  const contract = await knownSource(context, id);
  const labels = contract.columns.map(({ labels: [label], name }) => label ?? name);
  const cells = new Map(contract.columns.map(({ name }, at) => [name, at]));
  const table = {
    from: 'cells',
    width: labels.length,
    blanks: [' '],
    marks: new Set<never>(),
    format: 'csv' as const,
    encoding: 'utf-8',
    sheet: null,
    header: { firstRow: 1, lastRow: 1, labels, cells },
  };
  context.print(compileContract(contract, localDate(context.clock())).stage(table, 0).trim());
  return 0;
};
