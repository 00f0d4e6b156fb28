import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { copyHome } from './rebuilt-home.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

const open = { status: 'Đang xử lý', closed: '', returned: '' };
const project = fewIndicators();
const broken = join(project, 'marts', 'hong.sql');

let model: SampleHome;
let home: SampleHome;

const go = (its: SampleHome) => refresh(its.context, { site: false });
const laterFile = (its: SampleHome) =>
  its.deliver('b.csv', delimited(sheet([dossier(9), dossier(11), dossier(12)])));
const changes = (its: SampleHome) => its.ask('select * from measure.change order by rowid');

/** The run measures and then comes to an end: a mart of the commune fails. */
async function stoppedAfterMeasuring(its: SampleHome): Promise<void> {
  await mkdir(join(project, 'marts'), { recursive: true });
  await writeFile(broken, "select error('stopped') as nothing from mart.site");
  expect((await go(its)).outcome).toBe('failed');
  await rm(broken);
}

beforeAll(async () => {
  model = await sampleHome(undefined, project);
  model.context.asOf = '2026-11-05';
  await model.deliver('a.csv', delimited(sheet([...dossiers(8), dossier(9, open), dossier(10, open)])));
  await go(model);
});
afterAll(() => model.remove());
beforeEach(async () => {
  home = await copyHome(model);
  home.context.asOf = '2026-11-05';
});
afterEach(async () => {
  await rm(broken, { force: true });
  await home.remove();
});

test('what changed is told by the next run as if the one that was stopped had never been', async () => {
  const undisturbed = await copyHome(model);
  undisturbed.context.asOf = '2026-11-05';
  await laterFile(undisturbed);
  await go(undisturbed);
  const expected = await changes(undisturbed);
  await undisturbed.remove();
  expect(expected.length).toBeGreaterThan(10);
  expect(new Set(expected.map(({ cause }) => cause))).toEqual(new Set(['rows', 'later_status']));

  await laterFile(home);
  await stoppedAfterMeasuring(home);
  await stoppedAfterMeasuring(home);
  expect((await go(home)).exit_code).toBeLessThan(2);
  expect(await changes(home)).toEqual(expected);
});

test('a warehouse made anew compares with what was finished before it', async () => {
  await laterFile(home);
  await stoppedAfterMeasuring(home);
  expect((await rebuild(home.context)).exit_code).toBeLessThan(2);
  const told = await changes(home);
  expect(told.length).toBeGreaterThan(10);
  expect(told.some(({ cause }) => cause === 'program')).toBe(false);
  // And once that has finished, nothing has changed since.
  expect((await rebuild(home.context)).exit_code).toBeLessThan(2);
  expect(await changes(home)).toEqual([]);
});

test('at the first computation nothing has changed, however often it was stopped', async () => {
  const fresh = await sampleHome(undefined, project);
  try {
    fresh.context.asOf = '2026-11-05';
    await fresh.deliver('a.csv', delimited(sheet(dossiers(3))));
    await stoppedAfterMeasuring(fresh);
    await go(fresh);
    expect(await changes(fresh)).toEqual([]);
  } finally {
    await fresh.remove();
  }
});
