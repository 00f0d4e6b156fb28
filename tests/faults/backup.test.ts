import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { backUp } from '../../pipelines/run/backup/backup.ts';
import { restore } from '../../pipelines/run/backup/restore.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { stateVersion } from '../../pipelines/warehouse/state-version.ts';
import { forgetOf, personHome } from '../pipeline/person-home.ts';
import { night } from '../pipeline/rebuilt-home.ts';
import { checkout, type SampleHome, sampleHome } from '../pipeline/sample-home.ts';
import { everyTable, isEmpty, olderHome } from '../support/backup-home.ts';

const passphrase = 'năm từ không liên quan';
const sealing = { passphrase, workFactor: 4 };
const asked = async () => passphrase;

let home: SampleHome;
let shelf: string;
beforeEach(async () => {
  home = await sampleHome();
  shelf = await mkdtemp(join(tmpdir(), 'kpi-backup-'));
});
afterEach(async () => {
  await home.remove();
  await rm(shelf, { recursive: true, force: true });
});

test('a night after it comes to the same figures as a night in the home it is of', async () => {
  const origin = await personHome();
  await forgetOf(origin);
  await lock(origin.context, { period: '2026-09', byWhom: 'Văn phòng' });
  await origin.deliver('thang-11.csv', 'chưa ai nhận');
  const { file } = await backUp(origin.context, shelf, sealing);
  await restore(home.context, { file, passphrase: asked });
  home.context.project = origin.context.project;
  const figures = async (its: SampleHome) => {
    its.context.clock = night('2026-10-23');
    const result = await refresh(its.context, { site: false });
    const tables = await everyTable(its.context.home.warehouse);
    const { run: _, ...ending } = result;
    return [
      ending,
      ...['measure."reading"', 'ops."locked_reading"', 'ops."period_lock"', 'ops."quarantine"'].map(
        (name) => tables[name],
      ),
    ];
  };
  expect(await figures(home)).toEqual(await figures(origin));
  await origin.remove();
});

test('a home of an older program comes back as it is, and is carried over by the night after', async () => {
  const older = await olderHome();
  const { file, about: its } = await backUp(older.context, shelf, { passphrase: undefined });
  expect(its).toMatchObject({
    state: 1,
    holds: { locked_periods: 2, locked_readings: 794, runs: 2, accesses: null },
  });
  await restore(home.context, { file, passphrase: asked });
  expect(await everyTable(home.context.home.warehouse)).toEqual(
    await everyTable(older.context.home.warehouse),
  );
  expect(existsSync(join(home.context.home.root, 'demo'))).toBe(true);
  const locked = async (its: SampleHome) => {
    const tables = await everyTable(its.context.home.warehouse);
    // Not kept before state 4.
    const rows = (tables['ops."locked_reading"'] ?? []) as unknown[][];
    return {
      rows: rows.length,
      locks: tables['ops."period_lock"'],
      files: tables['ops."file"'],
      numbers: rows.map((row) => row.slice(0, 8)),
    };
  };
  // The first night makes it anew, as it would have where it comes from.
  const was = await locked(older);
  home.context.clock = () => new Date('2026-11-26T18:30:00Z');
  expect((await refresh(home.context, { site: false })).outcome).not.toBe('failed');
  expect(await home.ask('select version from ops.state')).toEqual([{ version: stateVersion }]);
  expect(await locked(home)).toEqual(was);
  await older.remove();
});

const starts = (args: readonly string[]) =>
  spawn(process.execPath, [join(checkout, 'pipelines', 'kpi.mjs'), ...args], {
    stdio: 'ignore',
    env: { ...process.env, KPI_BACKUP_PASSPHRASE: passphrase },
  });

test('killed at any time, a backup leaves none with a good name, and a restore an empty home or one that is finished next time', async () => {
  const older = await olderHome();
  const { root, archive } = older.context.home;
  // Some seconds of work: what packs badly.
  await cp(process.execPath, join(archive, 'petitions', 'khac'));
  const { file } = await backUp(older.context, join(shelf, 'whole'), { passphrase: undefined });
  for (const ms of [600, 1200, 1800, 2400, 3000, 4000]) {
    const into = join(shelf, 'killed');
    const child = starts(['backup', into, '--home', root, '--plain']);
    await Promise.race([sleep(ms), once(child, 'exit')]);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    for (const name of existsSync(into) ? readdirSync(into).filter((its) => its.endsWith('.gz')) : []) {
      await restore(home.context, { file: join(into, name), passphrase: asked });
      await rm(home.context.home.root, { recursive: true });
    }
    await rm(into, { recursive: true, force: true });

    const target = home.context.home;
    const restoring = starts(['restore', file, '--home', target.root]);
    await Promise.race([sleep(ms), once(restoring, 'exit')]);
    restoring.kill('SIGKILL');
    if (restoring.exitCode === null && restoring.signalCode === null) await once(restoring, 'exit');
    // What stands there is nothing, all of it, or refused to everybody but the next restore.
    const isDone = existsSync(target.warehouse) && !existsSync(target.restoring);
    if (!isDone) {
      expect((await isEmpty(target)) || existsSync(target.restoring)).toBe(true);
      await restore(home.context, { file, passphrase: asked });
    }
    expect(await everyTable(target.warehouse)).toEqual(await everyTable(older.context.home.warehouse));
    await rm(target.root, { recursive: true });
  }
  await older.remove();
});
