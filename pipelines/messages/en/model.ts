import type { model as original } from '../vi/model.ts';

export const model: typeof original = {
  /** On the site, where a comparison quotes an example. */
  exampleElsewhere: 'see the command status',
  bad: (file, reason) => `The model ${file} does not run: ${reason}`,
  readsFile: (name: string) => `No file may be read here (${name}); only tables of the warehouse.`,
  oneStatement: 'The file must hold exactly one select statement.',
  noSubquery: 'No select within an expression: a formula uses the columns of its row only.',
  noSuchFunction: (name) =>
    `"${name}" cannot be used here: what comes out depends on the data of the warehouse only.`,
  noSuchPart: (part) => `${part} cannot be written here.`,
  readsTable: (name) =>
    `The table "${name}" may not be read from here; write tables with their schema, as fact.dossier, and only those that are allowed.`,
  tooLong: (seconds) => `it ran longer than ${seconds} seconds and was stopped.`,
  macrosOnly: 'The file may hold "create or replace temp macro" statements only.',
  cycle: (files) => `Models read each other in a ring: ${files.join(' → ')}.`,
  checkFailed: (file, rows, example) => `${file}: ${rows} rows break the rule, e.g. ${example}`,
  checksFailed: (count) =>
    `${count} checks of the figures failed; nothing was published, the last release stands.`,
};
