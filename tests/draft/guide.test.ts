import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { practiceFiles } from '../../pipelines/sample/sources/practice.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { kpi } from '../support/kpi.ts';

const folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-guide-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const project = join(folder, 'project');
const home = join(folder, 'data');

/** The guide's commands in their order, each with the lines of output shown below it. */
async function steps(): Promise<{ command: string; shown: string[] }[]> {
  const guide = await readFile(join(checkout, 'sources', 'HUONG-DAN.md'), 'utf8');
  const found: { command: string; shown: string[] }[] = [];
  for (const [, kind, block = ''] of guide.matchAll(/```(sh|text)\n([\s\S]*?)```/g)) {
    const lines = block.split('\n').filter((line) => line !== '');
    if (kind === 'sh') found.push(...lines.map((command) => ({ command, shown: [] })));
    else found.at(-1)?.shown.push(...lines);
  }
  return found;
}

/** Words of a command line, as a shell splits them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** Seconds differ from run to run, and so do blanks that line columns up. */
const flat = (text: string): string => text.replace(/\d+,\d s/g, '').replace(/\s+/g, ' ');

function run(command: string) {
  const args = words(command)
    .slice(4)
    .map((word) => word.replace(/^data\//, `${home}/`))
    .map((word) => (/^(bieu-mau|ket-qua)/.test(word) ? join(folder, word) : word));
  const { code, stdout, stderr } = kpi([...args, '--home', home], { KPI_PROGRAM: project });
  return { code, output: flat(stdout + stderr) };
}

test('the guide’s commands give what the guide shows, from an unknown file to rows in the warehouse', async () => {
  await mkdir(join(home, 'sample', 'practice'), { recursive: true });
  for (const part of ['sources', 'models', 'reports', 'evidence.config.yaml', 'package.json'])
    await cp(join(checkout, part), join(project, part), { recursive: true });
  for (const { name, bytes } of practiceFiles(57, communeOf(57)))
    await writeFile(join(home, 'sample', 'practice', name), bytes);
  const inbox = join(home, 'inbox', 'ho-kinh-doanh');
  const contract = join(project, 'sources', 'ho-kinh-doanh', 'source.yaml');

  const all = await steps();
  expect(all.length).toBe(8);
  for (const { command, shown } of all) {
    if (command.includes('refresh')) await cp(join(home, 'sample', 'practice'), inbox, { recursive: true });
    const isFault = (line: string) => line.includes('requird');
    const { code, output } = run(command);
    expect([0, 1], `${command}\n${output}`).toContain(code);
    expect(output.length).toBeGreaterThan(20);
    for (const line of shown.filter((line) => !isFault(line))) expect(output).toContain(flat(line));
    for (const line of shown.filter(isFault)) {
      const right = await readFile(contract, 'utf8');
      await writeFile(contract, right.replace('required', 'requird'));
      const wrong = run('npm run kpi -- refresh --no-site');
      expect(wrong.code).toBe(2);
      expect(wrong.output).toContain(flat(line));
      await writeFile(contract, right);
    }
  }
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['bieu-mau-ho-kinh-doanh.xlsx', 'ket-qua-ho-kinh-doanh.html']),
  );
}, 180_000);
