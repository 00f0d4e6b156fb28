import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { presentableName } from '../../pipelines/archive/archived-file.ts';
import { codes, type PullHome, pullHome, source } from './pull-home.ts';

let home: PullHome;
let inbox: string;
beforeEach(async () => {
  home = await pullHome();
  inbox = join(home.home.inbox, source);
  await mkdir(inbox, { recursive: true });
});
afterEach(() => home.remove());

const pull = () => home.pull({ kind: 'folder', files: '*.csv' }, { restMs: 200, patienceMs: 800 });
const deliver = async (name: string, content: string, time = new Date('2026-11-22T01:00:00Z')) => {
  await writeFile(join(inbox, name), content);
  await utimes(join(inbox, name), time, time);
};
const onPosix = process.platform !== 'win32';

test.skipIf(!onPosix)('a link out of the inbox is named and not followed', async () => {
  await writeFile(join(home.home.root, 'ngoai.csv'), 'bi mat');
  await symlink(join(home.home.root, 'ngoai.csv'), join(inbox, 'link.csv'));
  const result = await pull();
  expect(result.notices).toMatchObject([{ file: 'link.csv', code: 'unreadable' }]);
  expect(codes(result)).toHaveLength(1);
  expect(await home.archive()).toEqual([]);
});

test.skipIf(!onPosix)(
  'names with line breaks, and as long as the system permits, are shown safely',
  async () => {
    const long = `${'a'.repeat(251)}.csv`;
    await deliver(long, 'x');
    await deliver('dong\n2\u001b[31m.csv', 'y');
    await deliver('dao\u202efdp.csv', 'z');
    const names = (await pull()).taken.map(({ name }) => name);
    expect(names).toEqual([`${'a'.repeat(110)}…${'aaaaa.csv'}`, 'dao fdp.csv', 'dong 2 [31m.csv']);
    expect(presentableName(`${'ế'.repeat(296)}.csv`)).toHaveLength(120);
    expect(presentableName('😀'.repeat(300))).not.toMatch(/\p{Surrogate}/u);
  },
);

test('a file whose clock runs ahead is watched, and taken', async () => {
  await deliver('a.csv', 'x', new Date(Date.now() + 3_600_000));
  expect((await pull()).taken).toHaveLength(1);
});

test('the same bytes under two extensions are one file of the archive', async () => {
  await deliver('a.csv', 'x');
  await deliver('b.CSV', 'x');
  const result = await pull();
  expect([result.taken.length, result.known.length]).toEqual([1, 1]);
  await home.pull({ kind: 'folder', files: '*' });
  await deliver('c.txt', 'x');
  await home.pull({ kind: 'folder', files: '*' });
  expect(await home.archive()).toHaveLength(1);
});

test('what a killed run left half-written is cleared away', async () => {
  await mkdir(join(home.home.archive, source), { recursive: true, mode: 0o755 });
  await writeFile(join(home.home.archive, source, '.incoming-1-1'), 'nua');
  await deliver('a.csv', 'x');
  await pull();
  expect(await readdir(join(home.home.archive, source))).toHaveLength(1);
  // Fails for a folder that is open to others.
  await home.archive();
});
