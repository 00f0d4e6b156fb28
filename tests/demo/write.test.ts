import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSeed, demoSource, writeDemo } from '../../pipelines/demo/index.ts';
import { sampleGenerators } from '../../pipelines/demo/sources/index.ts';
import { sample } from './sample.ts';

let home: string;
const folders = () => ({ inbox: join(home, 'inbox'), demo: join(home, 'demo') });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'nq57-demo-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('writes the exports, the truth and a readme, whole and nothing besides', async () => {
  const truth = await writeDemo(folders(), { seed: defaultSeed });
  const { files } = sample();
  expect((await readdir(join(home, 'inbox', demoSource))).sort()).toEqual(
    files.map(({ name }) => name).sort(),
  );
  for (const { name, bytes } of files) {
    expect((await readFile(join(home, 'inbox', demoSource, name))).equals(bytes)).toBe(true);
  }
  expect((await readdir(join(home, 'demo'))).sort()).toEqual(['README.txt', 'practice', 'truth.json']);
  expect(JSON.parse(await readFile(join(home, 'demo', 'truth.json'), 'utf8'))).toEqual(truth);
  const { sources, persons, ...portal } = truth;
  const { persons: applicants, ...expected } = sample().truth;
  expect(portal).toEqual(expected);
  for (const { source, file, read, accepted, refused } of sources) {
    expect((await stat(join(home, 'inbox', source, file))).size).toBeGreaterThan(0);
    expect(read).toBe(accepted + refused);
  }
  expect(new Set(sources.map(({ source }) => source)).size).toBe(sampleGenerators.length);
  // Whoever files a dossier lives here: all persons of the portal are persons of the commune.
  const ids = new Set(persons.ids);
  expect(applicants.ids.filter((id) => !ids.has(id))).toEqual([]);
  const readme = await readFile(join(home, 'demo', 'README.txt'), 'utf8');
  expect(readme).toContain('DỮ LIỆU MẪU, KHÔNG PHẢI SỐ LIỆU THẬT');
  expect(readme).toContain(`Số gieo (seed): ${defaultSeed}.`);
}, 120_000);

test('says where it cannot write', async () => {
  await writeFile(join(home, 'inbox'), 'a file where the folder should be');
  await expect(writeDemo(folders(), { seed: defaultSeed })).rejects.toMatchObject({
    code: 'demo_not_writable',
    exitCode: 3,
    message: `Không ghi được dữ liệu mẫu vào thư mục ${join(home, 'inbox', demoSource)}.`,
  });
}, 120_000);
