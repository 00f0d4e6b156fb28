import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let lock: string;
beforeEach(async () => {
  home = await sampleHome();
  ({ lock } = home.context.home);
  await mkdir(home.context.home.root, { recursive: true });
});
afterEach(() => home.remove());

const since = '2026-11-22 01:30:00';

test('a lock held by a living process stops the run with exit code 4, names the process and leaves the lock', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
  try {
    await writeFile(lock, JSON.stringify({ pid: other.pid, since }));
    await expect(refresh(home.context, { site: false })).rejects.toMatchObject({
      code: 'run_locked',
      exitCode: 4,
      message: expect.stringContaining(String(other.pid)),
    });
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: other.pid });
  } finally {
    other.kill();
  }
});

async function deadPid(): Promise<number> {
  const gone = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => gone.once('exit', resolve));
  return gone.pid ?? 0;
}

test.each([
  ['a process that is gone', async () => JSON.stringify({ pid: await deadPid(), since })],
  ['a lock cut off by a power failure', async () => ''],
])('%s does not stop the run', async (_what, content) => {
  await writeFile(lock, await content());
  const release = await takeRunLock(lock, since);
  expect(JSON.parse(await readFile(lock, 'utf8'))).toEqual({ pid: process.pid, since });
  await release();
  await expect(readFile(lock)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a run lets go of the lock, also when it fails', async () => {
  await refresh(home.context, { site: false });
  await expect(readFile(lock)).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(join(home.context.home.root, 'warehouse.duckdb'), 'no database');
  await refresh(home.context, { site: false }).catch(() => {});
  await expect(readFile(lock)).rejects.toMatchObject({ code: 'ENOENT' });
});
