import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScratch } from '../../pipelines/warehouse/scratch.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'nq57-kpi-scratch-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const put = (name: string): string => {
  const path = join(base, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '036199000001');
  return path;
};

/** The number of a process that has ended. */
const gone = (): number => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return pid;
};

test('rows outside the warehouse lie in a folder of their own, for the owner only, and go when it is closed', async () => {
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: base });
  const { folder, memory } = warehouse.scratch;
  for (const its of new Set([folder, memory])) {
    expect(readdirSync(dirname(its))).toContain(its.slice(dirname(its).length + 1));
    if (process.platform !== 'win32') expect(statSync(its).mode & 0o777).toBe(0o700);
  }
  const copy = join(await warehouse.scratch.placeFor(100), 'decoded.csv');
  writeFileSync(copy, 'a,b\n1,2\n');
  expect(await warehouse.all(`select * from read_csv('${copy}')`)).toEqual([{ a: 1, b: 2 }]);
  await warehouse.close();
  expect([existsSync(folder), existsSync(memory)]).toEqual([false, false]);
});

test('what a killed run left is swept by the next opening; what another process uses stays', async () => {
  const left = [
    put(`rows-${gone()}-abc/decoded.csv`),
    put('decoded-4711.csv'),
    put('unpacked-x1/file'),
    put('duckdb_temp_storage-0.tmp'),
  ];
  const used = put(`rows-${process.ppid}-abc/decoded.csv`);
  const scratch = await openScratch(base);
  expect(left.filter((path) => existsSync(path))).toEqual([]);
  expect(existsSync(used)).toBe(true);
  // The number of a process is given anew: a folder of two days ago is nobody's.
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(dirname(used), twoDaysAgo, twoDaysAgo);
  await (await openScratch(base)).remove();
  expect(existsSync(used)).toBe(false);
  expect(existsSync(scratch.folder)).toBe(true);
  await scratch.remove();
});

test('a copy larger than memory lies on the disk', async () => {
  const scratch = await openScratch(base);
  expect(await scratch.placeFor(2 ** 50)).toBe(scratch.folder);
  await scratch.remove();
});
