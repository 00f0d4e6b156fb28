import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { openWarehouse } from '../../pipelines/run/open-warehouse.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let lock: string;
const holders: ChildProcess[] = [];
beforeEach(async () => {
  home = await sampleHome(undefined, fewIndicators());
  ({ lock } = home.context.home);
  await mkdir(home.context.home.root, { recursive: true });
});
afterEach(async () => {
  await Promise.all(holders.splice(0).map(kill));
  await home.remove();
});

const since = '2026-11-22 01:30:00';

function anotherProcess(path = lock): ChildProcess {
  const holder = fork(join(import.meta.dirname, 'lock-holder.ts'), [path], { execArgv: ['--import', 'tsx'] });
  holders.push(holder);
  return holder;
}

async function tell(holder: ChildProcess, order: 'take' | 'release'): Promise<unknown> {
  const answer = once(holder, 'message');
  holder.send(order);
  return (await answer)[0];
}

async function kill(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  const gone = once(holder, 'exit');
  holder.kill('SIGKILL');
  await gone;
}

const note = async () => JSON.parse(await readFile(lock, 'utf8'));

test('a lock held by another process stops the run with exit code 4 and says who, since when and what to do', async () => {
  const holder = anotherProcess();
  expect(await tell(holder, 'take')).toBe('taken');
  await expect(refresh(home.context, { site: false })).rejects.toMatchObject({
    code: 'run_locked',
    exitCode: 4,
    message: messages().run.locked(holder.pid ?? 0, since),
    hint: messages().run.lockedHint,
  });
  expect(await note()).toEqual({ pid: holder.pid, since });
  expect(await tell(holder, 'release')).toBe('free');
  await (await takeRunLock(lock, since))();
});

test('a holder that is killed has let go', async () => {
  const holder = anotherProcess();
  expect(await tell(holder, 'take')).toBe('taken');
  await kill(holder);
  const release = await takeRunLock(lock, since);
  expect(await note()).toEqual({ pid: process.pid, since });
  await release();
});

test('of two that want the lock of a dead holder one gets it, every time', async () => {
  const racers = [anotherProcess(), anotherProcess()];
  for (let n = 0; n < 60; n += 1) {
    await writeFile(lock, JSON.stringify({ pid: 2 ** 30, since }));
    const answers = await Promise.all(racers.map((racer) => tell(racer, 'take')));
    expect(answers.sort()).toEqual(['refused', 'taken']);
    await Promise.all(racers.map((racer) => tell(racer, 'release')));
  }
});

test('one process holds it once', async () => {
  const release = await takeRunLock(lock, since);
  await expect(takeRunLock(lock, since)).rejects.toMatchObject({ code: 'run_locked' });
  const holder = anotherProcess();
  expect(await tell(holder, 'take')).toBe('refused');
  await release();
  expect(await tell(holder, 'take')).toBe('taken');
});

test.each([
  [
    'a process whose number another one has now',
    'run.lock',
    () => JSON.stringify({ pid: process.ppid, since }),
  ],
  ['a note cut off by a power failure', 'run.lock', () => ''],
  ['a lock cut off by a power failure', 'run.lock.duckdb', () => ''],
  ['a lock that is something else', 'run.lock.duckdb', () => '{"pid": 1}'.repeat(3000)],
])('%s does not stop the run', async (_what, name, content) => {
  await writeFile(join(home.context.home.root, name), content());
  const release = await takeRunLock(lock, since);
  expect(await note()).toEqual({ pid: process.pid, since });
  expect(await tell(anotherProcess(), 'take')).toBe('refused');
  await release();
  await expect(readFile(lock)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a run lets go of the lock, also when it fails', async () => {
  await refresh(home.context, { site: false });
  await (await takeRunLock(lock, since))();
  await writeFile(join(home.context.home.root, 'warehouse.duckdb'), 'no database');
  await refresh(home.context, { site: false }).catch(() => {});
  await (await takeRunLock(lock, since))();
});

test('whoever finds the warehouse held by a reader waits for him; who only asks how it stands is told at once', async () => {
  const { home: its } = home.context;
  // The same lock of the system, on the file of the warehouse.
  const reader = anotherProcess(its.warehouse.replace(/\.duckdb$/, ''));
  expect(await tell(reader, 'take')).toBe('taken');
  await expect(openWarehouse(its, { waitMs: 0 })).rejects.toMatchObject({
    code: 'warehouse_locked',
    exitCode: 4,
  });
  const started = performance.now();
  await expect(openWarehouse(its, { waitMs: 600 })).rejects.toMatchObject({ code: 'warehouse_locked' });
  expect(performance.now() - started).toBeGreaterThan(500);
  const night = refresh(home.context, { site: false });
  await new Promise((next) => setTimeout(next, 500));
  expect(await tell(reader, 'release')).toBe('free');
  expect((await night).outcome).not.toBe('failed');
}, 60_000);
