import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSeed, writeSample } from '../../pipelines/sample/index.ts';
import { sampleGenerators } from '../../pipelines/sample/sources/index.ts';
import { portal } from '../pipeline/sample-home.ts';
import { sample } from './sample.ts';

let home: string;
const folders = () => ({ inbox: join(home, 'inbox'), sample: join(home, 'sample') });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nq57-sample-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('writes the exports of every source and a readme, whole and nothing besides', async () => {
  const written = await writeSample(folders(), { seed: defaultSeed });
  const { files, truth } = sample();
  for (const { name, bytes } of files) {
    expect((await readFile(join(home, 'inbox', portal, name))).equals(bytes)).toBe(true);
  }
  expect((await readdir(join(home, 'inbox', portal))).sort()).toEqual(files.map(({ name }) => name).sort());
  expect((await readdir(join(home, 'inbox'))).length).toBe(sampleGenerators.length);
  expect((await readdir(join(home, 'sample'))).sort()).toEqual(['README.txt', 'practice']);
  const all = await readdir(join(home, 'inbox'), { recursive: true, withFileTypes: true });
  const exports = all.filter((entry) => entry.isFile());
  expect(written.files).toBe(exports.length);
  for (const { parentPath, name } of exports)
    expect((await stat(join(parentPath, name))).size).toBeGreaterThan(0);
  const count = (pick: (file: (typeof truth.files)[number]) => number) =>
    truth.files.reduce((sum, file) => sum + pick(file), 0);
  expect(written.rows).toBeGreaterThan(count(({ read }) => read));
  const readme = await readFile(join(home, 'sample', 'README.txt'), 'utf8');
  expect(readme).toContain('DỮ LIỆU MẪU, KHÔNG PHẢI SỐ LIỆU THẬT');
  expect(readme).toContain(`Số gieo (seed): ${defaultSeed}.`);
  expect(readme).toContain(`- ${count(({ refused }) => refused)} dòng phải bị từ chối`);
  expect(readme).toContain(`- ${count(({ repaired }) => repaired)} dòng phải được sửa`);
  expect(readme).toContain(`- ${count(({ warned }) => warned)} dòng phải được cảnh báo`);
}, 120_000);

test('says where it cannot write', async () => {
  await writeFile(join(home, 'inbox'), 'a file where the folder should be');
  await expect(writeSample(folders(), { seed: defaultSeed })).rejects.toMatchObject({
    code: 'sample_not_writable',
    exitCode: 3,
    message: `Không ghi được dữ liệu mẫu vào thư mục ${join(home, 'inbox', portal)}.`,
  });
}, 120_000);
