import { appendFile, mkdir, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archivedPath } from '../../pipelines/archive/store.ts';
import type { Contract } from '../../pipelines/config/contract.ts';
import { createHome } from '../../pipelines/config/home.ts';
import { type PullOptions, pullSource } from '../../pipelines/pull/index.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { portal, type SampleHome, sampleHome, shippedContract } from './sample-home.ts';

let home: SampleHome;
let warehouse: Warehouse;
let contract: Contract;

beforeEach(async () => {
  home = await sampleHome(undefined, fewIndicators());
  contract = await shippedContract();
  await createHome(home.context.home, [contract.id]);
  warehouse = await Warehouse.open({ path: ':memory:', temporary: home.context.home.temporary });
});
afterEach(async () => {
  await warehouse.close();
  await home.remove();
});

const pull = (options?: PullOptions) =>
  pullSource(warehouse, home.context.home, contract, '2026-11-22 01:30:00', options);
const inbox = (name: string) => join(home.context.home.inbox, portal, name);

test('a new file is copied under its hash, for its owner only, and the inbox stays as it is', async () => {
  const path = await home.deliver('thang-10.CSV', 'Số hồ sơ\n1\n');
  const before = await stat(path);
  const { taken, known, notices } = await pull();
  expect(taken).toMatchObject([{ source: portal, name: 'thang-10.CSV', bytes: before.size }]);
  expect([known, notices]).toEqual([[], []]);
  const archived = await archivedPath(home.context.home, portal, taken[0]?.sha256 ?? '');
  expect(archived).toMatch(/[0-9a-f]{64}\.csv$/);
  if (process.platform !== 'win32') expect((await stat(archived ?? '')).mode & 0o777).toBe(0o600);
  expect((await stat(path)).mtimeMs).toBe(before.mtimeMs);
  expect(await readdir(join(home.context.home.archive, portal))).toHaveLength(1);
});

test('known by look, known by content under another name, new when it has changed', async () => {
  await home.deliver('a.csv', 'mot');
  await pull();
  expect((await pull()).known).toHaveLength(1);
  await home.deliver('b.csv', 'mot');
  const second = await pull();
  expect([second.taken.length, second.known.length]).toEqual([0, 2]);
  await home.deliver('a.csv', 'hai dong');
  const third = await pull();
  expect([third.taken.length, third.known.length]).toEqual([1, 1]);
  expect(await readdir(join(home.context.home.archive, portal))).toHaveLength(2);
});

test('a file that still grows is left for the next run', async () => {
  await home.deliver('xong.csv', 'x');
  const path = await home.deliver('dang-chep.csv', 'dong 1\n');
  const writing = setInterval(() => void appendFile(path, 'them mot dong nua\n'), 20);
  try {
    await appendFile(path, 'dong 2\n');
    const { taken, notices } = await pull({ restMs: 300, patienceMs: 700 });
    expect(taken.map(({ name }) => name)).toEqual(['xong.csv']);
    expect(notices).toMatchObject([
      { file: 'dang-chep.csv', code: 'still_growing', message: expect.stringContaining('dang-chep.csv') },
    ]);
  } finally {
    clearInterval(writing);
  }
  const rested = new Date('2026-11-22T01:00:00Z');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await utimes(path, rested, rested);
  expect((await pull()).taken.map(({ name }) => name)).toEqual(['dang-chep.csv']);
});

test('what cannot be read is said, and the others are taken all the same', async () => {
  await mkdir(inbox('thu-muc.csv'));
  await home.deliver('sound.csv', 'x');
  const links = await symlink(join(home.context.home.root, 'nowhere.csv'), inbox('link.csv')).then(
    () => true,
    () => false,
  );
  const { taken, notices } = await pull();
  expect(taken.map(({ name }) => name)).toEqual(['sound.csv']);
  expect(notices.map(({ file, code }) => [file, code])).toEqual([
    ...(links ? [['link.csv', 'unreadable']] : []),
    ['thu-muc.csv', 'unreadable'],
  ]);
});

test('a link is never followed: it could point at any file of the machine', async () => {
  await writeFile(join(home.context.home.root, 'secret.csv'), 'x');
  const links = await symlink(join(home.context.home.root, 'secret.csv'), inbox('link.csv')).then(
    () => true,
    () => false,
  );
  const { taken } = await pull();
  expect(taken).toEqual([]);
  expect(links || process.platform === 'win32').toBe(true);
});

test('a file of another kind is named; locks and leftovers of copying are passed over in silence', async () => {
  await home.deliver('bao-cao.docx', 'x');
  for (const name of [
    '~$thang-10.xlsx',
    '.DS_Store',
    'thang-11.csv.part',
    'thang-12.csv.crdownload',
    '.~lock.a.xlsx#',
  ])
    await home.deliver(name, 'x');
  const { taken, notices } = await pull();
  expect(taken).toEqual([]);
  expect(notices.map(({ file, code }) => [file, code])).toEqual([['bao-cao.docx', 'not_expected']]);
  expect(notices[0]?.message).toMatch(/\(\.csv, .*\.xlsx.*\)\. Lưu lại/);
});

test('a number in a file name does not come back in names and notices', async () => {
  await home.deliver('ho so 037190000001.csv', 'x');
  await home.deliver('ho so 037190000002.docx', 'x');
  expect(JSON.stringify(await pull())).not.toMatch(/0371900/);
  expect(JSON.stringify(await warehouse.all('select name from ops.file'))).not.toMatch(/0371900/);
});
