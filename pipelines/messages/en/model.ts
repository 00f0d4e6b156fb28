import type { model as original } from '../vi/model.ts';

export const model: typeof original = {
  bad: (file, reason) => `The model ${file} does not run: ${reason}`,
  readsFile: (name: string) => `No file may be read here (${name}); only tables of the warehouse.`,
  oneStatement: 'The file must hold exactly one select statement.',
  macrosOnly: 'The file may hold "create or replace temp macro" statements only.',
  cycle: (files) => `Models read each other in a ring: ${files.join(' → ')}.`,
  checkFailed: (file, rows, example) => `${file}: ${rows} rows break the rule, e.g. ${example}`,
  checksFailed: (count) =>
    `${count} checks of the figures failed; nothing was published, the last release stands.`,
};
