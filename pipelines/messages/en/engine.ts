import type { engine as original } from '../vi/engine.ts';

export const engine: typeof original = {
  quoteOpen: 'a closing quotation mark is missing.',
  cutShort: 'the formula ends too early; a closing bracket may be missing.',
  syntaxNear: (text) => `it cannot be read near "${text}".`,
  noColumn: (name) => `there is no column "${name}".`,
  noTable: (name) => `there is no table "${name}".`,
  noFunction: (name) => `there is no function "${name}".`,
  badArguments: (call) => `the function or operation ${call} does not take values of these types.`,
  noAggregate:
    'no aggregates (count, sum, max, …) here: a formula looks at one row, the program counts and sums.',
  cannotCompare: (type) => `two values of different types are compared (${type}).`,
  cannotConvert: (text) => `"${text}" cannot be turned into the type it is compared with.`,
};
