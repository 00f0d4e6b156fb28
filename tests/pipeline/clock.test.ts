import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RefreshOptions, refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { fewIndicators } from '../support/few-indicators.ts';
import { copyHome } from './rebuilt-home.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

const open = { status: 'Đang xử lý', closed: '', returned: '' };
let model: SampleHome;

beforeAll(async () => {
  model = await sampleHome(undefined, fewIndicators());
  await model.deliver('a.csv', delimited(sheet([...dossiers(30), dossier(31, open)])));
  expect((await at(model, '2026-11-22T02:00:00Z')).exit_code).toBeLessThan(2);
});
afterAll(() => model.remove());

async function at(home: SampleHome, moment: string, options: RefreshOptions = {}) {
  home.context.clock = () => new Date(moment);
  return refresh(home.context, { site: false, ...options });
}

const verdicts = (home: SampleHome) =>
  home.ask('select * from measure.reading order by all').then((rows) => {
    expect(rows.length).toBeGreaterThan(100);
    return rows;
  });
/** What rests on cases: where there are none, a file that has become overdue is missing, and rightly told to be. */
const ofCases = (rows: Record<string, unknown>[]) => rows.filter(({ value }) => value !== null);
const outlook = (home: SampleHome) => home.ask('select * from measure.outlook order by all');
const quarantined = (home: SampleHome) =>
  home.ask('select code, row_number from ops.quarantine order by all');

test('a year ahead and back again: runs are named by the day it is said to be, and no verdict changes', async () => {
  const home = await copyHome(model);
  try {
    const before = [await verdicts(home), await outlook(home)];
    const ahead = await at(home, '2027-11-22T18:30:00Z');
    expect(ahead).toMatchObject({ run: '2027-11-23T013000', as_of: '2026-10-12' });
    expect(ahead.exit_code).toBeLessThan(2);
    expect(ofCases(await verdicts(home))).toEqual(ofCases(before[0] ?? []));
    // Which of both times is right only a person knows: until then what was said last holds.
    const seen = [await verdicts(home), await outlook(home)];
    const behind = await at(home, '2026-11-23T18:30:00Z');
    expect(behind).toMatchObject({ run: '2027-11-23T013001', as_of: '2026-10-12', exit_code: 1 });
    expect([await verdicts(home), await outlook(home)]).toEqual(seen);
    const again = await at(home, '2026-11-23T18:30:00Z', { trustClock: true });
    expect(again).toMatchObject({ run: '2026-11-24T013000', as_of: '2026-10-12' });
    expect([await verdicts(home), await outlook(home)]).toEqual(before);
  } finally {
    await home.remove();
  }
});

test('New Year: the last run of a year and the first of the next have a day and a log of their own, and no verdict changes', async () => {
  const home = await copyHome(model);
  try {
    const before = [await verdicts(home), await outlook(home)];
    for (const [moment, run] of [
      ['2026-12-31T16:59:30Z', '2026-12-31T235930'],
      ['2026-12-31T17:00:30Z', '2027-01-01T000030'],
    ] as const) {
      expect(await at(home, moment)).toMatchObject({ run, as_of: '2026-10-12' });
      expect([await verdicts(home), await outlook(home)]).toEqual(before);
    }
    const logs = await readdir(home.context.home.logs);
    expect(logs).toEqual(expect.arrayContaining(['refresh-2026-12-31.log', 'refresh-2027-01-01.log']));
    const runs = await home.ask(
      "select run_id from ops.run where run_id >= '2026-12-31' order by started_at",
    );
    expect(runs.map(({ run_id: id }) => id)).toEqual(['2026-12-31T235930', '2027-01-01T000030']);
  } finally {
    await home.remove();
  }
});

test('midnight of New Year in the middle of a run: it keeps its name, and comes to what a run of either day comes to', async () => {
  const later = delimited(sheet([dossier(31), ...dossiers(5, 40)]));
  const night = async (clock: () => Date) => {
    const home = await copyHome(model);
    try {
      await home.deliver('b.csv', later);
      home.context.clock = clock;
      const result = await refresh(home.context, { site: false });
      expect(result.exit_code).toBeLessThan(2);
      expect(result.run).toBe('2026-12-31T235959');
      return [await verdicts(home), await outlook(home), await quarantined(home)];
    } finally {
      await home.remove();
    }
  };
  const [before, after] = [new Date('2026-12-31T16:59:59Z'), new Date('2026-12-31T17:00:01Z')];
  const undisturbed = await night(() => before);
  for (const asked of [1, 4]) {
    let times = 0;
    const crossing = await night(() => {
      times += 1;
      return times <= asked ? before : after;
    });
    expect(times).toBeGreaterThan(asked);
    expect(crossing, `midnight after ${asked} looks at the clock`).toEqual(undisturbed);
  }
});
