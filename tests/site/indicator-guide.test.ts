import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkout } from '../pipeline/sample-home.ts';
import { kpi } from '../support/kpi.ts';
import { sampleHome } from '../support/sample-home.ts';

const guide = readFileSync(join(checkout, 'models', 'HUONG-DAN.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'nq57-kpi-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'data');
const project = join(folder, 'project');

/** Blocks of one kind in the order of the guide. */
const blocks = (kind: string): string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

/** Words of a command line, as a shell splits them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

test('every command of the guide to the indicators works, and says what the guide shows', () => {
  // Locking writes: a copy of what the sample has computed.
  mkdirSync(join(home, 'site'), { recursive: true });
  for (const file of ['warehouse.duckdb', join('site', 'marts.duckdb')])
    cpSync(join(sampleHome(), file), join(home, file));
  const commands = blocks('sh')
    .flatMap((block) => block.split('\n'))
    .filter((line) => line !== '');
  expect(commands.length).toBeGreaterThan(8);
  const said = commands.map((command) => {
    const args = words(command)
      .slice(4)
      .map((word) => (word.endsWith('.xlsx') ? join(folder, word) : word));
    const { code, stdout, stderr } = kpi([...args, '--home', home]);
    expect([command, code, stderr]).toEqual([command, 0, '']);
    expect(stdout.length).toBeGreaterThan(20);
    return stdout;
  });
  for (const shown of blocks('text')) expect(said.join('\n')).toContain(shown.trim());
});

test('the examples of the guide stand in the files as they are: a target and an indicator', () => {
  for (const part of ['sources', 'models'])
    cpSync(join(checkout, part), join(project, part), { recursive: true });
  const [target = '', indicator = ''] = blocks('yaml');
  const targets = join(project, 'models', 'plan', 'targets.yaml');
  const others = readFileSync(targets, 'utf8').replace(/ {2}- indicator: chu-ky-so-ca-nhan\n( {4}.*\n)+/, '');
  writeFileSync(targets, others + target);
  const services = join(project, 'models', 'indicators', 'public-services.yaml');
  writeFileSync(services, `${readFileSync(services, 'utf8')}\n${indicator}`);
  const { code, stdout, stderr } = kpi(['indicator', 'check', '--json', '--home', home], {
    KPI_PROGRAM: project,
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({ indicators: 77, targets: 35, unconfirmed: 34 });
});
