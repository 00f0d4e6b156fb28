import type { engine as original } from '../vi/engine.ts';

const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Did you mean "${near}"?`);

export const engine: typeof original = {
  inItsWords: (reason) => reason,
  quoteOpen: 'a closing quotation mark is missing.',
  cutShort: 'the formula ends too early; a closing bracket may be missing.',
  syntaxNear: (text) => `it cannot be read near "${text}".`,
  noColumn: (name, near) => `there is no column "${name}".${didYouMean(near)}`,
  ambiguousColumn: (name) =>
    `the column "${name}" stands in more than one table; say of which: table."${name}".`,
  noTable: (name, near) => `there is no table "${name}".${didYouMean(near)}`,
  noFunction: (name, near) => `there is no function "${name}".${didYouMean(near)}`,
  badArguments: (call) => `the function or operation ${call} does not take values of these types.`,
  badMacroArguments: (name) => `the function ${name} is given too many, too few or unfit values.`,
  noAggregate:
    'no aggregates (count, sum, max, …) here: a formula looks at one row, the program counts and sums.',
  oneColumn: 'a select in brackets must give just one column.',
  cannotCompare: (first, second) => `two values of different types are compared: ${first} and ${second}.`,
  cannotCast: (from, to) => `a value of type ${from} cannot be turned into type ${to}.`,
  cannotConvert: (text) => `"${text}" cannot be turned into the type it is compared with.`,
  noSuchDay: (text) => `there is no day "${text}"; days are written date '2026-01-31'.`,
  noField: (name) => `a single value has no part "${name}"; there may be a dot too many.`,
  outOfRange: 'a number is too large.',
  noQuantity: (value) =>
    `it gives ${value}, which cannot be added up: no number (as when dividing by 0), or 10^18 and more.`,
  noParameters: 'a formula has no "?" and no "$".',
  types: {
    VARCHAR: 'text',
    STRING: 'text',
    BOOLEAN: 'true or false',
    TINYINT: 'whole number',
    SMALLINT: 'whole number',
    INTEGER: 'whole number',
    BIGINT: 'whole number',
    HUGEINT: 'whole number',
    DECIMAL: 'decimal number',
    FLOAT: 'decimal number',
    DOUBLE: 'decimal number',
    DATE: 'day',
    TIMESTAMP: 'day and time',
    INTERVAL: 'time span',
    LIST: 'list',
  },
};
