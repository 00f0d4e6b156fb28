import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { yearShown } from '../../pipelines/config/period.ts';
import type { LastRun } from '../../pipelines/publish/health.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
beforeAll(async () => {
  home = await sampleHome(undefined, onlySources(portal));
});
afterAll(() => home.remove());

/** Two dossiers a day from the first to the last day, finished on their day. */
const file = (from: number, last: number, month: string) =>
  delimited(
    sheet(
      Array.from({ length: 2 * last }, (_, nth) => {
        const day = String(1 + Math.floor(nth / 2)).padStart(2, '0');
        const on = (time: string) => `${day}/${month} ${time}`;
        return dossier(from + nth, {
          code: `H42.61.11-${month.slice(-2)}${month.slice(0, 2)}${day}-${from + nth}`,
          received: on('08:00'),
          due: on('17:00'),
          closed: on('15:00:00'),
          returned: on('16:00'),
        });
      }),
    ),
  );
const at = (moment: string) => {
  home.context.clock = () => new Date(moment);
  return refresh(home.context, { site: false });
};
const site = async () => (await home.ask('select plan_title, plan_year, default_period from mart.site'))[0];
const received = (period: string) =>
  home.ask(
    `select numerator, target, status from mart.reading where indicator = 'tthc-tiep-nhan' and period = '${period}' and breakdown = ''`,
  );

test('a plan whose year has ended says so; through January it tells that year, then the months of the next', async () => {
  await home.deliver('thang-12.csv', file(1000, 31, '12/2026'));
  await at('2026-12-31T16:00:00Z');
  expect(await site()).toMatchObject({ plan_title: expect.stringMatching(/năm 2026$/), plan_year: '2026' });

  await home.deliver('dau-thang-1.csv', file(2000, 9, '01/2027'));
  await at('2027-01-10T02:00:00Z');
  expect(await site()).toEqual({
    plan_title: expect.stringContaining('(năm 2026 đã kết thúc)'),
    plan_year: '2026',
    default_period: '2026-12',
  });
  expect((await received('2026-12'))[0]).toMatchObject({ numerator: 62 });
  const { todo = [] } = JSON.parse(await readFile(home.context.home.lastRun, 'utf8')) as LastRun;
  expect(todo.find(({ key }) => key === 'plan:2026')).toMatchObject({
    since: '2026-12-31',
    how: expect.stringContaining('plan.yaml'),
  });

  await home.deliver('thang-1.csv', file(2000, 31, '01/2027'));
  await home.deliver('thang-2.csv', file(3000, 7, '02/2027'));
  await at('2027-02-08T02:00:00Z');
  expect(await site()).toEqual({
    plan_title: expect.stringContaining('đang xem số liệu năm 2027'),
    plan_year: '2027',
    default_period: '2027-01',
  });
  expect(await received('2027-01')).toEqual([{ numerator: 62, target: null, status: 'no_target' }]);
}, 120_000);

test('the year that is shown is that of the last month that is over, never one before the plan', () => {
  expect(
    ['2025-12-31', '2026-11-30', '2027-01-30', '2027-01-31', '2027-12-30', '2028-02-01'].map((day) =>
      yearShown(2026, day),
    ),
  ).toEqual([2026, 2026, 2026, 2027, 2027, 2028]);
});
