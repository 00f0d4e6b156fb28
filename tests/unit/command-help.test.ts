import type { Command } from 'commander';
import { afterEach, expect, test } from 'vitest';
import { build } from '../../pipelines/commands/command-line.ts';
import { messages, setLanguage } from '../../pipelines/messages/index.ts';

afterEach(() => setLanguage('vi'));

/** Commands that do something, each with its words. */
function leaves(command: Command, before: readonly string[] = []): { words: string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ words: [...before], command }];
  return command.commands.flatMap((its) => leaves(its, [...before, its.name()]));
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

/** Words of a command line as a shell would take them apart. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

test.each(['vi', 'en'])('each command ends its help with one example, which can be run: %s', (language) => {
  setLanguage(language);
  const commands = leaves(build(() => undefined));
  expect(commands.length).toBeGreaterThan(30);
  for (const { words, command } of commands) {
    const lines = helpOf(command).trimEnd().split('\n');
    const last = lines.at(-1) ?? '';
    expect(last, words.join(' ')).toMatch(/^ {2}npm run kpi -- \S/);
    expect(lines.filter((line) => line.includes('npm run kpi --'))).toHaveLength(1);
    const example = wordsOf(last.replace('  npm run kpi -- ', ''));
    // What a command was called before has the example of its new name.
    const said = words[0] === 'demo' ? ['sample'] : words;
    expect(example.slice(0, said.length)).toEqual(said);
    const { operands, unknown } = command.parseOptions(example.slice(said.length));
    expect([words.join(' '), unknown]).toEqual([words.join(' '), []]);
    expect(operands, words.join(' ')).toHaveLength(command.registeredArguments.length);
  }
});

test('arguments and values are told in Vietnamese, and every word of the list stands somewhere', () => {
  setLanguage('vi');
  const program = build(() => undefined);
  const inside = (command: Command): string[] =>
    helpOf(command)
      .split('\n')
      // The terms; what is said of them may quote anything.
      .flatMap((line) => /^(?:Cách dùng:| {2}\S).*?(?= {2}|$)/.exec(line)?.[0] ?? [])
      .flatMap((line) => [...line.matchAll(/[<[]([^\]>]*?)(?:\.{3})?[>\]]/g)].map(([, word = '']) => word));
  const groups = program.commands.filter((its) => its.commands.length > 0);
  const told = [program, ...groups, ...leaves(program).map(({ command }) => command)].flatMap(inside);
  expect([...new Set(told)].sort()).toEqual(Object.values(messages().help.frame.words).sort());
});
