import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../../pipelines/messages/index.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { programVersions } from '../../pipelines/versions.mjs';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let program: string;
beforeAll(async () => {
  program = await mkdtemp(join(tmpdir(), 'kpi-inputs-'));
  for (const part of ['sources', 'models'])
    await cp(join(checkout, part), join(program, part), { recursive: true });
  home = await sampleHome(program);
  await home.deliver('a.csv', delimited(sheet(dossiers(3))));
});
afterAll(async () => {
  await home.remove();
  await rm(program, { recursive: true, force: true });
});

/** Whether a night of that day computes anything. */
async function computes(day: string): Promise<boolean> {
  home.context.clock = () => new Date(`${day}T18:30:00Z`);
  home.said.length = 0;
  await refresh(home.context, { site: false });
  return !home.said.join('\n').includes(messages().run.martsUnchanged);
}

test('a night computes when something that matters has changed, the day among it, and only then', async () => {
  expect(await computes('2026-11-22')).toBe(true);
  expect(await computes('2026-11-23')).toBe(false);
  // A note beside a contract is no rule.
  await writeFile(join(program, 'sources', 'hamlets', 'README.md'), 'ghi chú mới');
  expect(await computes('2026-11-24')).toBe(false);
  const targets = join(program, 'models', 'plan', 'targets.yaml');
  await writeFile(targets, (await readFile(targets, 'utf8')).replace('value: 98', 'value: 97'));
  expect(await computes('2026-11-25')).toBe(true);
  expect(await computes('2026-11-26')).toBe(false);
  // What November owes is due by 5 December and is "chưa đến hạn" until that day is over; runs are named by the local day.
  expect(await computes('2026-12-04')).toBe(false);
  expect(await computes('2026-12-05')).toBe(true);
  expect(await computes('2026-12-06')).toBe(false);
});

test('the versions of the program follow its code, and comments are none', async () => {
  const { landing, marts } = await programVersions();
  expect([landing, marts]).toEqual([process.env.KPI_VERSION_LANDING, process.env.KPI_VERSION_MARTS]);
  expect(landing).toMatch(/^[0-9a-f]{12}$/);
  expect(marts).not.toBe(landing);
});
