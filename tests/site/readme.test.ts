import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const home = sampleHome();

/** Commands of the shell blocks of a document, without the words that call the program. */
function commandsIn(file: string): string[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, block]) => block ?? '',
  );
  return blocks
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('npm run kpi -- '))
    .map((line) => line.slice(15));
}

describe.each(['README.md', 'README.vi.md'])('%s', (file) => {
  it('shows the same commands as its twin', () => {
    expect(commandsIn(file)).toEqual(commandsIn('README.md'));
    expect(commandsIn(file).length).toBeGreaterThan(6);
  });
});

it.each(commandsIn('README.md'))('npm run kpi -- %s', (command) => {
  // The documents speak of data/, the home of a user; here the sample's own.
  const args = command.split(' ').map((word) => word.replace(/^data\//, `${join(home, '/')}`));
  const { code, stdout } = kpi([...args, '--home', home]);
  // 1 says that rows are in quarantine, as they are in the sample.
  expect([0, 1]).toContain(code);
  if (!args.includes('refresh')) expect(stdout.length).toBeGreaterThan(20);
});
