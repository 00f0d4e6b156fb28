import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const home = sampleHome();
/** Stands for the folder above the program's, where the documents put a project folder and the data of a commune. */
const above = mkdtempSync(join(tmpdir(), 'nq57-kpi-readme-'));
afterAll(() => rmSync(above, { recursive: true, force: true }));

/** Commands of each shell block of a document, without the words that call the program; blocks without one are left out. */
function blocksIn(file: string): string[][] {
  return [...readFileSync(file, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
    .map(([, block = '']) => block.split('\n').filter((line) => line.startsWith('npm run kpi -- ')))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.slice(15)));
}

describe.each(['README.md', 'README.vi.md'])('%s', (file) => {
  it('shows the same commands as its twin', () => {
    expect(blocksIn(file)).toEqual(blocksIn('README.md'));
    expect(blocksIn(file).flat().length).toBeGreaterThan(6);
  });
});

/** The documents speak of data/, the home of a user; here the sample's own. */
function argsOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const args = words.map((word) =>
    word.replace(/^data\//, join(home, '/')).replace(/^\.\.\//, join(above, '/')),
  );
  return args.includes('--home') ? args : [...args, '--home', home];
}

/** What an officer has set before. */
const environment = { KPI_BACKUP_PASSPHRASE: 'năm từ không liên quan' };

// A block as a whole: its commands build on each other.
it.each(blocksIn('README.md').map((commands) => [commands[0] ?? '', commands] as const))(
  'from npm run kpi -- %s on',
  async (_, commands) => {
    for (const command of commands) {
      // A process is waited for without awaiting: in between, the runner must be answered.
      await otherWork();
      const { code, stdout, stderr } = kpi(argsOf(command), environment);
      // 1 says that a person should look: rows are in quarantine, or nothing has been delivered yet.
      expect([0, 1], `${command}\n${stderr}`).toContain(code);
      if (!command.includes('refresh')) expect(stdout.length, command).toBeGreaterThan(20);
    }
  },
);
