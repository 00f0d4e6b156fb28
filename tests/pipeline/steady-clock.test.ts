import { readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as quarantine } from '../../pipelines/commands/quarantine-list.ts';
import { SteadyClock } from '../../pipelines/config/clock.ts';
import type { LastRun } from '../../pipelines/publish/health.ts';
import { type RefreshOptions, refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
beforeEach(async () => {
  home = await sampleHome(undefined, onlySources(portal));
});
afterEach(() => home.remove());

const file = (from: number, day: string) =>
  delimited(
    sheet(
      Array.from({ length: 20 }, (_, at) =>
        dossier(from + at, {
          received: `${day} 08:00`,
          due: '30/12/2026 17:00',
          closed: '',
          returned: '',
          status: 'Đang xử lý',
        }),
      ),
    ),
  );
async function at(moment: string, options: RefreshOptions = {}) {
  home.context.clock = () => new Date(moment);
  return refresh(home.context, { site: false, ...options });
}
const keys = async () => {
  const { todo = [] } = JSON.parse(await readFile(home.context.home.lastRun, 'utf8')) as LastRun;
  return todo.map(({ key }) => key);
};
const figures = () =>
  home.ask(
    `select indicator, period, numerator, denominator, value, status from measure.reading where breakdown is null order by all`,
  );
const files = () =>
  home.ask('select name, pulled_at::varchar as pulled_at from ops.file order by pulled_at, name');

test('a clock that is behind takes no file in and moves no figure; set right, the file lands without a refused row', async () => {
  await home.deliver('mot.csv', file(1, '20/11/2026'));
  await at('2026-11-22T02:00:00Z');
  const before = await figures();

  await home.deliver('hai.csv', file(101, '22/11/2026'));
  // A machine whose battery is dead.
  const behind = await at('2001-01-01T00:00:00Z');
  expect(behind).toMatchObject({ outcome: 'warned', exit_code: 1, run: '2026-11-22T090001' });
  expect(home.said.join('\n')).toContain('Giờ máy chậm');
  expect(await keys()).toContain('clock');
  expect(await figures()).toEqual(before);
  expect(await files()).toHaveLength(1);
  // Still behind, and told before.
  expect((await at('2001-01-02T00:00:00Z')).exit_code).toBe(0);

  expect((await at('2026-11-23T02:00:00Z')).exit_code).toBe(0);
  expect(await keys()).not.toContain('clock');
  expect(await files()).toEqual([
    { name: 'mot.csv', pulled_at: '2026-11-22 09:00:00' },
    { name: 'hai.csv', pulled_at: '2026-11-23 09:00:00' },
  ]);
  expect(await home.ask("select 1 as n from ops.quarantine where code = 'future_date'")).toEqual([]);
});

test('after a time that was wrong a person says which is right, and files still stand in the order in which they came', async () => {
  await home.deliver('mot.csv', file(1, '20/11/2026'));
  await at('2031-05-01T02:00:00Z');
  await home.deliver('hai.csv', file(1, '21/11/2026'));
  expect((await at('2026-11-22T02:00:00Z')).exit_code).toBe(1);
  expect(await files()).toHaveLength(1);
  await at('2026-11-22T02:10:00Z', { trustClock: true });
  expect((await files()).map(({ name }) => name)).toEqual(['mot.csv', 'hai.csv']);
  // What was said holds from then on.
  await home.deliver('ba.csv', file(201, '22/11/2026'));
  await at('2026-11-23T02:00:00Z');
  expect((await files()).map(({ name }) => name)).toEqual(['mot.csv', 'hai.csv', 'ba.csv']);
});

test('a warehouse that is missing is made anew from the archive, and never begun empty', async () => {
  await home.deliver('mot.csv', file(1, '20/11/2026'));
  await at('2026-11-22T02:00:00Z');
  const before = await figures();
  for (const empty of [false, true]) {
    await rm(home.context.home.warehouse);
    if (empty) await home.ask('select 1');
    else
      await expect(quarantine(home.context, {})).rejects.toMatchObject({
        code: 'warehouse_missing',
        hint: expect.stringContaining('refresh'),
      });
    expect(await at('2026-11-22T03:00:00Z')).toMatchObject({ outcome: 'warned', exit_code: 1 });
    expect((await keys()).filter((key) => key.startsWith('lost:'))).toHaveLength(1);
    expect(await figures()).toEqual(before);
    expect((await at('2026-11-22T04:00:00Z')).exit_code).toBe(0);
    expect((await keys()).filter((key) => key.startsWith('lost:'))).toEqual([]);
  }
});

test('a steady clock goes on from what is known, and is the clock itself when that is ahead', () => {
  let now = new Date('2026-11-20T00:00:00Z');
  const clock = new SteadyClock(() => now, new Date('2026-11-22T00:00:00Z'));
  expect(clock.daysBehind).toBe(2);
  now = new Date('2026-11-20T00:00:05Z');
  expect(clock.now().toISOString()).toBe('2026-11-22T00:00:06.000Z');
  clock.notBefore(new Date('2026-11-22T12:00:00Z'));
  expect(clock.now().toISOString()).toBe('2026-11-22T12:00:01.000Z');
  now = new Date('2026-11-23T00:00:00Z');
  expect(clock.now()).toEqual(now);
  expect(new SteadyClock(() => now, new Date(now.getTime() + 60_000)).daysBehind).toBeUndefined();
  expect(new SteadyClock(() => new Date(0), undefined).daysBehind).toBeGreaterThan(20_000);
});
