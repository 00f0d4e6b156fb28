import { briefly, withoutValues } from '../error.ts';
import { messages } from '../messages/index.ts';

/** The engine's name of a type in words, `VARCHAR` beside them; other names as they are. */
export function sayType(type: string): string {
  const { types } = messages().engine;
  const family = type.replace(/_LITERAL$/, '').replace(/\(.*$/, '');
  const words = types[family as keyof typeof types] ?? (family.endsWith('[]') ? types.LIST : undefined);
  return words === undefined ? type : `${family} (${words})`;
}

/** A call as the engine names it, `+(VARCHAR, INTEGER_LITERAL)`, with its types in words. */
function sayCall(call: string): string {
  const [, name = call, given] = /^([^(]*)\((.*)\)$/.exec(call) ?? [];
  return given === undefined ? call : `${name}(${given.split(', ').map(sayType).join(', ')})`;
}

/** Names that the engine proposes for one that it does not know. */
function proposed(reason: string): string | undefined {
  return (/Candidate bindings: "([^"]+)"/.exec(reason) ?? /Did you mean "([^"]+)"/.exec(reason))?.[1];
}

type Say = (found: string, second: string, near: string | undefined) => string;

/** What the engine (duckdb 1.5) most often has against SQL that a person wrote, and the words of ours for it. */
const known = (): [RegExp, Say][] => {
  const text = messages().engine;
  const column: Say = (name, _, near) => text.noColumn(name, near);
  const types: Say = (first, second) => text.cannotCompare(sayType(first), sayType(second));
  return [
    [/unterminated quoted/i, () => text.quoteOpen],
    [/syntax error at end of input/i, () => text.cutShort],
    [/syntax error at or near "([^"\n]+)/i, text.syntaxNear],
    [/Referenced column "([^"]+)" (?:was )?not found/, column],
    [/does not have a column named "([^"]+)"/, column],
    [/Ambiguous reference to column name "([^"]+)"/, text.ambiguousColumn],
    [/Referenced table "([^"]+)" not found/, (name, _, near) => text.noTable(name, near)],
    [/Table with name "?([\w.]+)"? does not exist/, (name, _, near) => text.noTable(name, near)],
    [
      /(?:Function|Macro) with name "?(\w+)"? does not exist/i,
      (name, _, near) => text.noFunction(name, near),
    ],
    [
      /No function matches the given name and argument types '([^']+)'/,
      (call) => text.badArguments(sayCall(call)),
    ],
    [/best candidate function for the function call "([^"]+)"/, (call) => text.badArguments(sayCall(call))],
    [/Macro (\w+)\(\) does not support the supplied arguments/i, text.badMacroArguments],
    [/GROUP BY|aggregate function|WINDOW functions/i, () => text.noAggregate],
    [/UNNEST not supported/i, () => text.noAggregate],
    [/Subquery returns \d+ columns/i, () => text.oneColumn],
    [/Cannot compare values of type (\S+) and (?:type )?(\S+)/i, types],
    [/Cannot mix values of type (\S+) and (\S+)/i, types],
    [
      /(?:cast|casting) (?:from )?\(?(\w+) (?:->|to) (\w+)/i,
      (from, to) => text.cannotCast(sayType(from), sayType(to)),
    ],
    [/Could not convert string '([^']*)'/, (value) => text.cannotConvert(briefly(value))],
    [/invalid (?:date|timestamp) field format: "([^"]*)"/i, (value) => text.cannotConvert(briefly(value))],
    [/(?:date|timestamp) field value out of range: "([^"]*)"/i, (value) => text.noSuchDay(briefly(value))],
    [/Date out of range: (\S+)/i, text.noSuchDay],
    [/Cannot extract field '([^']+)'/, text.noField],
    [/no quantity: (\S+)/, text.noQuantity],
    [/Out of Range Error/, () => text.outOfRange],
    [/Expected \d+ parameters/, () => text.noParameters],
  ];
};

/**
 * The reason in one line of the reader's language where it is one of those, else the engine's own first line, told to be
 * that. What the program itself has against an expression is in words already.
 */
export function sayEngine(reason: string): string {
  for (const [pattern, say] of known()) {
    const found = pattern.exec(reason);
    if (found) return say((found[1] ?? '').trim(), (found[2] ?? '').trim(), proposed(reason));
  }
  const [first = ''] = withoutValues(reason).split('\n');
  return /^[A-Z]\w*( \w+)* Error:/.test(first) ? messages().engine.inItsWords(first) : first;
}
