import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { places } from '../../pipelines/config/project-files.ts';
import { checkout } from '../pipeline/sample-home.ts';

const read = (file: string) => readFileSync(join(checkout, file), 'utf8');
/** What stands between backticks: names of files, commands, words. */
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);
const documents = [
  'README.md',
  'README.vi.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'VAN-HANH.md',
  'sources/HUONG-DAN.md',
  'models/HUONG-DAN.md',
  'VAN-HANH.md',
];

test.each(['README.md', 'README.vi.md'])('%s says what may stand in a project folder', (file) => {
  const rows = read(file)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , , stands = '']) => /^`(models|sources|reports)\//.test(stands));
  const told = rows.flatMap(([, within = '', , stands = '']) => {
    const over = quoted(stands);
    return quoted(within).map((place, at) => [place, over[at]]);
  });
  expect(told).toEqual(places.map(({ within, stands }) => [within, stands]));
});

test.each(documents)('%s names files that are there', (file) => {
  const text = read(file);
  const named = quoted(text).filter((words) =>
    /^(pipelines|tests|reports|models|sources)\/[\w./+-]+$/.test(words),
  );
  const linked = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, to = '']) => join(dirname(file), to));
  expect([...named, ...linked].filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
});

test('the decisions are numbered without a gap, and none is named that is not there', () => {
  const text = read('ARCHITECTURE.md');
  const numbers = [...text.matchAll(/^\*\*D(\d+)\. /gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  const named = [...text.matchAll(/\bD(\d+)\b/g)].map(([, number]) => Number(number));
  expect(named.filter((number) => !numbers.includes(number))).toEqual([]);
});
