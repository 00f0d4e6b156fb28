import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { hashFiles } from '../../pipelines/config/hash-files.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const guide = readFileSync(join(checkout, 'models', 'HUONG-DAN.md'), 'utf8');
/** Stands for the folder above the program's. */
const folder = mkdtempSync(join(tmpdir(), 'nq57-kpi-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'data');
const before = catalogue();

/** All that the program brings along. */
function catalogue(): string {
  return hashFiles(projectFiles(checkout).all);
}

/** Blocks of one kind in the order of the guide. */
const blocks = (kind: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

/** Words of a command line, as a shell splits them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('every command of the guide to the indicators works, and says what the guide shows', async () => {
  // Locking writes: a copy of what the sample has computed.
  mkdirSync(join(home, 'site'), { recursive: true });
  for (const file of ['warehouse.duckdb', join('site', 'marts.duckdb')])
    cpSync(join(sampleHome(), file), join(home, file));
  const commands = blocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line !== '');
  expect(commands.length).toBeGreaterThan(8);
  const said: string[] = [];
  for (const command of commands) {
    // A process is waited for without awaiting: in between, the runner must be answered.
    await otherWork();
    const args = words(command)
      .slice(4)
      .map((word) => (word.endsWith('.xlsx') ? join(folder, word) : word.replace(/^\.\.\//, `${folder}/`)));
    const { code, stdout, stderr } = kpi([...args, '--home', home]);
    // The check asks about one target of the sample.
    const asked = command.includes('indicator check')
      ? stderr.replace(/^tuyen-truyen-luot-nguoi: .*\n/, '')
      : stderr;
    expect([command, code, asked]).toEqual([command, 0, '']);
    expect(stdout.length).toBeGreaterThan(20);
    said.push(stdout);
  }
  for (const shown of blocks('text')) expect(said.join('\n')).toContain(shown.trim());
  expect(catalogue()).toBe(before);
});

test('the examples of the guide in a project folder: a target, an indicator, one that is off; the program’s own stay', async () => {
  const project = join(folder, 'examples');
  expect(kpi(['project', 'init', project]).code).toBe(0);
  const check = async (...args: string[]) => {
    await otherWork();
    const { code, stdout, stderr } = kpi([
      'indicator',
      'check',
      '--json',
      '--home',
      join(folder, 'none'),
      ...args,
    ]);
    expect(code).toBe(0);
    // Without readings no target is compared; the commune's own indicator may ripen, which is asked.
    expect(stderr).not.toMatch(/^ *-|LỖI/m);
    return JSON.parse(stdout);
  };
  const [target = '', group = '', off = ''] = blocks('yaml');
  const targets = join(project, 'targets.yaml');
  const others = readFileSync(targets, 'utf8').replace(/ {2}- indicator: chu-ky-so-ca-nhan\n( {4}.*\n)+/, '');
  writeFileSync(targets, others + target);
  mkdirSync(join(project, 'indicators'));
  writeFileSync(join(project, 'indicators', 'rieng-cua-xa.yaml'), group);
  expect(await check('--project', project)).toMatchObject({ indicators: 77, targets: 35, unconfirmed: 34 });
  appendFileSync(join(project, 'plan.yaml'), off);
  expect(await check('--project', project)).toMatchObject({ indicators: 76, targets: 34, unconfirmed: 33 });
  expect(await check()).toMatchObject({ indicators: 76, targets: 35, unconfirmed: 35 });
  expect(catalogue()).toBe(before);
});
