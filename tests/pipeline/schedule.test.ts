import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

test('a schedule that is killed takes its server with it: the port is free for the next one', async () => {
  const root = mkdtempSync(join(tmpdir(), 'kpi-schedule-'));
  const args = [resolve('pipelines/kpi.mjs'), 'schedule', '--home', join(root, 'home'), '--port', '0'];
  const schedule = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [said] = (await once(schedule.stdout.setEncoding('utf8'), 'data')) as [string];
    const url = /http:\/\/\S+:\d+/.exec(said)?.[0] ?? '';
    const status = () =>
      fetch(url).then(
        (answer) => answer.status,
        () => undefined,
      );
    expect(await status()).toBe(503);
    schedule.kill('SIGKILL');
    await expect.poll(status, { timeout: 20_000 }).toBeUndefined();
  } finally {
    schedule.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  }
});
