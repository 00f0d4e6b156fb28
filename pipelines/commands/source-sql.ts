import { localDate } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import { factFile, factName, sourceRows } from '../delivery/source-fact.ts';
import { compileContract } from '../land/compile-contract.ts';
import { messages } from '../messages/index.ts';
import { projectOf } from '../run/setting.ts';
import type { Command } from './context.ts';
import { knownSource } from './known-source.ts';

/** The SQL that lands a file which has every column, in the contract's order. */
function landingSql(contract: Contract, deliveredOn: string): string {
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
  return compileContract(contract, deliveredOn).stage(table, 0).trim();
}

/** Prints the SQL of a contract: how a file lands, and the fact that indicators count, or where that is written. */
export const run: Command<{ id: string }> = async (context, { id }) => {
  const project = await projectOf(context);
  const contract = await knownSource(context, id);
  const text = messages().cli.sourceSql;
  context.print(`-- ${text.landing}\n${landingSql(contract, localDate(context.clock()))};`);
  const written = factFile(project.files, contract);
  const own = [factName(contract), `matched.${contract.table}`];
  for (const { name, sql, kind } of sourceRows(project).filter((its) => own.includes(its.name)))
    context.print(`\n-- ${kind === 'view' ? text.matched(name) : text.fact(name)}\n${sql};`);
  if (written) context.print(`\n-- ${text.written(factName(contract), written.shown)}`);
  return 0;
};
