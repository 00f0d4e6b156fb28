import { messages } from '../messages/index.ts';

/** What the engine (duckdb 1.5) most often has against an expression that a person wrote, and the words of ours for it. */
const known = (): [RegExp, (found: string) => string][] => {
  const text = messages().engine;
  return [
    [/unterminated quoted/i, () => text.quoteOpen],
    [/syntax error at end of input/i, () => text.cutShort],
    [/syntax error at or near "([^"\n]+)/i, text.syntaxNear],
    [/Referenced column "([^"]+)" not found/, text.noColumn],
    [/Table with name "?([\w.]+)"? does not exist/, text.noTable],
    [/(?:Function|Macro) with name "?(\w+)"? does not exist/i, text.noFunction],
    [/No function matches the given name and argument types '([^']+)'/, text.badArguments],
    [/GROUP BY|aggregate function|WINDOW functions/i, () => text.noAggregate],
    [/Cannot compare values of type (.+?) (?:and type|-)/i, text.cannotCompare],
    [/Could not convert string '([^']*)'/, text.cannotConvert],
    [/invalid (?:date|timestamp) field format: "([^"]*)"/i, text.cannotConvert],
  ];
};

/** The reason in one line of Vietnamese where it is one of those, else the engine's own first line. */
export function sayEngine(reason: string): string {
  for (const [pattern, say] of known()) {
    const found = pattern.exec(reason);
    if (found) return say((found[1] ?? '').trim());
  }
  return reason.split('\n')[0] ?? '';
}
