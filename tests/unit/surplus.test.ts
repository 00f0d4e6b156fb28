import { expect, test } from 'vitest';
import { requoted } from '../../pipelines/commands/surplus.ts';

test.each<[string, string[], string[], string | undefined]>([
  ['a text', ['new', 'a', '--title', 'Tỷ', 'lệ', '--yes'], ['lệ'], 'new a --title "Tỷ lệ" --yes'],
  [
    'a text beside one in quotes',
    ['--title', 'Tỷ', 'lệ', '--date', 'Ngày nhận'],
    ['lệ'],
    '--title "Tỷ lệ" --date "Ngày nhận"',
  ],
  ['no text', ['status', 'now'], ['now'], undefined],
])('words too many go into quotes with the text before them: %s', (_, args, surplus, line) => {
  expect(requoted(args, surplus, ['--title', '--date'])).toBe(line);
});
