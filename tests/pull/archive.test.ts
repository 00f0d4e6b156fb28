import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveStream } from '../../pipelines/archive/store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpi-archive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Streams that break off at once, in the middle, or within the work that follows in the same moment. */
const broken = [
  async function* () {
    yield await Promise.reject<Buffer>(new Error('broken'));
  },
  async function* () {
    yield Buffer.alloc(300_000, 'x');
    throw new Error('broken');
  },
  () =>
    new Readable({
      read() {
        this.destroy(new Error('broken'));
      },
    }) as AsyncIterable<Buffer>,
];

test('a stream that breaks off leaves nothing behind, however early it does', async () => {
  const attempts = Array.from(
    { length: 300 },
    (_, at) => broken[at % broken.length] as (typeof broken)[number],
  );
  const outcomes = await Promise.allSettled(
    attempts.map((chunks) => archiveStream(folder, chunks(), { extension: 'csv' })),
  );
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  // A file that was still being opened would come into being after its removal.
  await sleep(200);
  expect(await readdir(folder)).toEqual([]);
});

test('a whole stream lies under its hash, and once', async () => {
  const text = () => Readable.from([Buffer.from('a;b\n'), Buffer.from('1;2\n')]);
  const first = await archiveStream(folder, text(), { extension: 'csv' });
  expect(await archiveStream(folder, text(), { extension: 'txt' })).toEqual(first);
  expect(first.bytes).toBe(8);
  expect(await readdir(folder)).toEqual([`${first.sha256}.csv`]);
});
