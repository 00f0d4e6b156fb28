import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHamletMap } from '../../pipelines/config/hamlet-map.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';

const checkout = resolve(import.meta.dirname, '..', '..');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nq57-kpi-map-'));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'plan.yaml'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const mapOf = async (yaml: string, commune = '00001') => {
  await writeFile(join(folder, 'hamlet-map.yaml'), yaml);
  return readHamletMap(projectFiles(checkout, folder), commune);
};

test('rows go from north to south, places from west to east; a blank is no tile', async () => {
  expect(await mapOf('commune: "00001"\nrows:\n  - [~, Xóm A]\n  - [Xóm B, ~]\n')).toEqual({
    tiles: [
      { hamlet: 'Xóm A', row: 1, column: 2 },
      { hamlet: 'Xóm B', row: 2, column: 1 },
    ],
    faults: [],
  });
});

test('a hamlet that is drawn twice and the code of another commune are named with their lines', async () => {
  const { faults, tiles } = await mapOf('commune: "00002"\nrows:\n  - [Xóm A]\n  - [xom a]\n');
  expect(tiles).toEqual([]);
  expect(faults.map(({ file, line, field }) => [file.endsWith('hamlet-map.yaml'), line, field])).toEqual([
    [true, 4, 'rows.1.0'],
    [true, 1, 'commune'],
  ]);
});

test('the map of the sample commune is of no other one', async () => {
  const own = await readHamletMap(projectFiles(checkout), '13894');
  expect(own.tiles.length).toBe(19);
  expect(await readHamletMap(projectFiles(checkout), '00001')).toEqual({ tiles: [], faults: [] });
});
