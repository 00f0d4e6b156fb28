import type { z } from 'zod';
import { messages } from '../messages/index.ts';

/** A number written the Vietnamese way, as text of a YAML file. */
const decimalComma = /^-?\d+,\d+$/;

const shown = (input: unknown): string => {
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

function wrongType(expected: string, input: unknown): string {
  const text = messages().config.schema;
  if (input === undefined) return text.missing;
  if (input === null) return text.empty;
  if (typeof input === 'object')
    return text.mustBe(text.kind(expected), text.kind(Array.isArray(input) ? 'array' : 'object'));
  if (expected === 'string') return text.quoteIt(shown(input));
  if (typeof input === 'string' && decimalComma.test(input) && ['number', 'int'].includes(expected))
    return text.decimalPoint(input.replace(',', '.'));
  return text.mustBe(text.kind(expected), `"${shown(input)}"`);
}

function bound(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>): string {
  const text = messages().config.schema;
  const isLow = issue.code === 'too_small';
  const limit = Number(isLow ? issue.minimum : issue.maximum);
  if (issue.origin === 'string' || issue.origin === 'array')
    return isLow && limit === 1 ? text.empty : isLow ? text.tooShort(limit) : text.tooLong(limit);
  const among = issue.inclusive !== false;
  return isLow ? text.tooSmall(limit, among) : text.tooBig(limit, among);
}

/**
 * What a schema has against a value, in the words of the catalogue: the library's own speak of input, strings and
 * undefined, which a person who writes YAML has never seen. Asked only where the schema has no words of its own.
 */
export function sayIssue(issue: z.core.$ZodRawIssue): string {
  const text = messages().config.schema;
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input);
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'invalid_format':
      return issue.format === 'date' ? text.badDate : text.badForm(String(issue.pattern ?? issue.format));
    case 'invalid_key':
      return text.badKey;
    default:
      return text.unfit;
  }
}
