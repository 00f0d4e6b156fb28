import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as otherWork } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { hashFiles } from '../../pipelines/config/hash-files.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { communeOf } from '../../pipelines/sample/life/commune.ts';
import { hamletList } from '../../pipelines/sample/sources/hamlets.ts';
import { practiceFiles } from '../../pipelines/sample/sources/practice.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { kpi } from '../support/kpi.ts';

const folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-guide-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const project = join(folder, 'du-an-xa');
const home = join(folder, 'data');

interface Step {
  command: string;
  /** Lines of output shown below it. */
  shown: string[];
  /** Files that the guide has one write before it, by their path in the project folder. */
  files: Record<string, string>;
}

/** The guide's commands in their order. */
async function steps(): Promise<Step[]> {
  const guide = await readFile(join(checkout, 'sources', 'HUONG-DAN.md'), 'utf8');
  const found: Step[] = [];
  let files: Record<string, string> = {};
  for (const { 1: kind, 2: block = '', index } of guide.matchAll(/```(sh|text|sql|yaml)\n([\s\S]*?)```/g)) {
    const lines = block.split('\n').filter((line) => line !== '');
    if (kind === 'sh') {
      found.push(...lines.map((command, at) => ({ command, shown: [], files: at === 0 ? files : {} })));
      files = {};
    } else if (kind === 'text') found.at(-1)?.shown.push(...lines);
    else {
      // The text before a file ends with its name.
      const path = [...guide.slice(0, index).matchAll(/`du-an-xa\/([^`]+)`/g)].at(-1)?.[1] ?? '';
      files[path] = block;
    }
  }
  return found;
}

/** All that the program brings along. */
const catalogue = () => hashFiles(projectFiles(checkout).all);

/** Words of a command line, as a shell splits them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** Seconds differ from run to run, and so do blanks that line columns up. */
const flat = (text: string): string => text.replace(/\d+,\d s/g, '').replace(/\s+/g, ' ');

function run(command: string) {
  const args = words(command)
    .slice(4)
    .map((word) => word.replace(/^data\//, `${home}/`).replace(/^\.\.\//, `${folder}/`))
    .map((word) => (/^(bieu-mau|ket-qua)/.test(word) ? join(folder, word) : word));
  const { code, stdout, stderr } = kpi([...args, '--home', home]);
  return { code, output: flat(stdout + stderr) };
}

test('the guide’s commands give what the guide shows, from an unknown file to an indicator, and the program stays as it is', async () => {
  await mkdir(join(home, 'sample', 'practice'), { recursive: true });
  for (const { name, bytes } of practiceFiles(57, communeOf(57)))
    await writeFile(join(home, 'sample', 'practice', name), bytes);
  // As `npm start` has left it: the commune's list of hamlets.
  await mkdir(join(home, 'inbox', 'hamlets'), { recursive: true });
  for (const { name, bytes } of hamletList(57, communeOf(57)).files)
    await writeFile(join(home, 'inbox', 'hamlets', name), bytes);
  const inbox = join(home, 'inbox', 'ho-kinh-doanh');
  const contract = join(project, 'sources', 'ho-kinh-doanh', 'source.yaml');
  const before = catalogue();

  const all = await steps();
  expect(all.length).toBe(20);
  for (const { command, shown, files } of all) {
    // A process is waited for without awaiting: in between, the runner must be answered.
    await otherWork();
    if (command.includes('refresh')) await cp(join(home, 'sample', 'practice'), inbox, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(project, path)), { recursive: true });
      await writeFile(join(project, path), text);
    }
    const isFault = (line: string) => line.includes('requird');
    const { code, output } = run(command);
    expect([0, 1], `${command}\n${output}`).toContain(code);
    expect(output.length).toBeGreaterThan(20);
    for (const line of shown.filter((line) => !isFault(line))) expect(output, command).toContain(flat(line));
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
  expect((await readdir(project)).sort()).toEqual([
    '.program',
    'calendar.yaml',
    'indicators',
    'names.yaml',
    'plan.yaml',
    'sources',
    'targets.yaml',
  ]);
  expect(catalogue()).toBe(before);
}, 240_000);
