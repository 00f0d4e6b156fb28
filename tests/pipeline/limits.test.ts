import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runChild } from '../../pipelines/commands/run-child.ts';
import { type Asked, Turns } from '../../pipelines/commands/schedule.ts';
import { homeAt } from '../../pipelines/config/home.ts';
import { noteRun, readLastRun } from '../../pipelines/publish/health.ts';
import { noteCutOff } from '../../pipelines/run/cut-off.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nq57-kpi-limits-'));
  mkdirSync(homeAt(root).logs);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const roomy = { ms: 60_000, megabytes: 100_000 };
const script = (text: string) => ['-e', text];

test('a process of its own ends with its code, or is ended for its time, its memory or by the machine', async () => {
  expect(await runChild(script('process.exit(1)'), roomy)).toEqual({ code: 1 });
  expect(await runChild(script('setInterval(() => 0, 1000)'), { ...roomy, ms: 300 })).toEqual({
    code: 3,
    cut: 'time',
  });
  expect(await runChild(script('process.kill(process.pid, "SIGKILL")'), roomy)).toEqual({
    code: 3,
    cut: 'signal',
  });
});

test.runIf(process.platform === 'linux')('what a process has started counts as its own memory', async () => {
  const hoarder = 'globalThis.held = Buffer.alloc(400 * 2 ** 20, 1); setInterval(() => 0, 1000)';
  const parent = `const its = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hoarder)}]);
    process.stdin.on('end', () => its.kill()); setTimeout(() => its.kill('SIGKILL'), 15_000); setInterval(() => 0, 1000)`;
  expect(await runChild(script(parent), { ...roomy, megabytes: 350 })).toEqual({ code: 3, cut: 'memory' });
});

test('a run whose engine never answers ends when its time is over, and has said so', async () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const path = fileURLToPath(new URL('./hanging-run.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', tsx, path, root, '0.02'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += String(text);
  });
  const signal = await new Promise((resolve) => child.once('exit', (_, its) => resolve(its)));
  if (process.platform !== 'win32') expect(signal).toBe('SIGKILL');
  expect(said).toContain('told: Lần cập nhật chạy quá thời gian');
  expect(await readLastRun(homeAt(root).lastRun)).toMatchObject({ outcome: 'failed', last_good: null });
  const [log = ''] = await readdir(homeAt(root).logs);
  expect(await readFile(join(homeAt(root).logs, log), 'utf8')).toContain('quá thời gian');
});

test('a run that was cut off is a failed one, unless it has noted its own end; what waits stays', async () => {
  const home = homeAt(root);
  const todo = [{ key: 'stale:x', what: 'x', since: null, who: '', how: '' }];
  const good = {
    run: 'a',
    outcome: 'done',
    ended_at: '2026-11-22T01:00:00.000Z',
    as_of: '2026-10-31',
  } as const;
  await noteRun(home.lastRun, { ...good, todo });
  const setting = { home, clock: () => new Date('2026-11-22T19:30:00Z'), say: () => undefined };
  expect(await noteCutOff(setting, 'memory', new Date('2026-11-22T18:30:00Z'))).toContain('bộ nhớ');
  expect(await readLastRun(home.lastRun)).toEqual({
    run: '2026-11-23T013000',
    outcome: 'failed',
    ended_at: '2026-11-22T19:30:00.000Z',
    as_of: '2026-10-31',
    last_good: good.ended_at,
    clock_floor: good.ended_at,
    failure: { cause: 'cut:memory', text: expect.stringContaining('bộ nhớ') },
    todo,
  });
  expect(await noteCutOff(setting, 'signal', new Date('2026-11-22T18:30:00Z'))).toBeUndefined();
});

test('what is asked for while a run is under way comes after it, once; a night of all sources stands for each', async () => {
  const ran: Asked[] = [];
  const ends: (() => void)[] = [];
  const turns = new Turns(async (asked) => {
    ran.push(asked);
    await new Promise<void>((resolve) => ends.push(resolve));
  });
  const idle = turns.ask('portal');
  for (const asked of ['land', 'land', 'portal']) void turns.ask(asked);
  const endOne = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await endOne();
  expect(ran).toEqual(['portal', 'land']);
  for (const asked of [undefined, 'land']) void turns.ask(asked);
  await endOne();
  expect(ran).toEqual(['portal', 'land', undefined]);
  await endOne();
  await idle;
  expect(ran).toEqual(['portal', 'land', undefined]);
  void turns.ask('land');
  expect(ran.at(-1)).toBe('land');
  ends.shift()?.();
});
