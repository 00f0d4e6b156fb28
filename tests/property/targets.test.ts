import { beforeAll, describe, expect, test } from 'vitest';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import type { Target } from '../../pipelines/config/plan.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { engineOver, ofTheYear, type RecordedDelivery } from '../naive/engine.ts';
import type { Row } from '../naive/rows.ts';
import { checkout } from '../pipeline/sample-home.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();
const project = await readProject(projectFiles(checkout));
beforeAll(() => defineMacros(warehouse, projectFiles(checkout)));

const source = 'digital-skills';
const only = (id: string, change: Partial<Indicator> = {}): Indicator => {
  const indicator = project.indicators.find((its) => its.id === id);
  if (!indicator) throw new Error(id);
  return { ...indicator, ...change };
};
const target = (indicator: string, value: number, change: Partial<Target> = {}): Target => ({
  indicator,
  year: 2026,
  value,
  source: 'test',
  confirmed: false,
  ...change,
});

/** Sessions that were held, so many residents at each, day by day and hamlet by hamlet. */
const session = (day: string, attended: number, hamlet = 'Thôn 1', passed: number | null = null) =>
  ({
    due_on: day,
    planned_on: day,
    held_on: day,
    is_held: true,
    is_planned: true,
    audience: passed === null ? 'residents' : 'staff',
    by_community_team: true,
    attended,
    passed,
    unit: 'A',
    hamlet,
  }) as unknown as Row<'session'>;

interface Judged {
  [key: string]: unknown;
  value: number | null;
  target: number | null;
  judged_value: number | null;
  judged_target: number | null;
  status: string;
  points: number | null;
}

async function judged(
  indicators: Indicator[],
  targets: Target[],
  sessions: Row<'session'>[],
  deliveries: RecordedDelivery[] = [],
  from = '2026-01-01',
): Promise<Map<string, Judged>> {
  const hash = project.contracts.find(({ id }) => id === source)?.hash ?? '';
  const whole = { source, contract: hash, verdict: 'accepted', from, until: '2026-10-31', ...ofTheYear };
  await engineOver(warehouse, { ...project, indicators, targets }, '2026-10-31', [whole, ...deliveries], {
    session: sessions,
  });
  const rows = await warehouse.all<Judged & { at: string }>(
    "select period || coalesce(' ' || key, '') as at, value, target, judged_value, judged_target, status, points from measure.reading",
  );
  return new Map(rows.map(({ at, ...row }) => [at, row]));
}

const people = 'nguoi-dan-duoc-huong-dan';
const staff = 'can-bo-dat-yeu-cau';

describe('a target', () => {
  test('of a count for the year is shared out by months, and says nothing of a hamlet', async () => {
    const all = await judged([only(people)], [target(people, 1200)], [session('2026-03-10', 90)]);
    const of = (period: string) => all.get(period)?.target;
    expect(['2026-03', '2026-Q1', '2026-H1', '2026-9M', '2026', '2026-03-YTD'].map(of)).toEqual([
      100, 300, 600, 900, 1200, 300,
    ]);
    expect(all.get('2026-03 Thôn 1')).toMatchObject({ target: null, status: 'no_target' });
  });

  test('of one period stands as it is; of a hamlet it is that hamlet’s', async () => {
    const by = { dimension: 'hamlet', key: 'Thôn 1' };
    const all = await judged(
      [only(people)],
      [target(people, 1200), target(people, 250, { period: '2026-03' }), target(people, 120, { by })],
      [session('2026-03-10', 90), session('2026-04-10', 90)],
    );
    expect([all.get('2026-03')?.target, all.get('2026-04')?.target]).toEqual([250, 100]);
    expect([all.get('2026-03 Thôn 1')?.target, all.get('2026-Q1 Thôn 1')?.target]).toEqual([10, 30]);
  });

  test('of a ratio holds for every period and every part', async () => {
    const all = await judged([only(staff)], [target(staff, 80)], [session('2026-03-10', 10, 'Thôn 1', 8)]);
    expect([all.get('2026-03')?.target, all.get('2026')?.target, all.get('2026-03 A')?.target]).toEqual([
      80, 80, 80,
    ]);
  });
});

describe('a status', () => {
  const statusOf = async (indicator: Indicator, passed: number) =>
    (await judged([indicator], [target(staff, 80)], [session('2026-03-10', 100, 'Thôn 1', passed)])).get(
      '2026-03',
    )?.status;

  const statusOfShare = async (share: number) =>
    (await judged([only(staff)], [target(staff, share)], [session('2026-03-10', 100, 'Thôn 1', share)])).get(
      '2026-03',
    )?.status;

  test('has no gap and no overlap: met at the target or better, else missed, however close', async () => {
    const higher = only(staff);
    expect(await statusOf(higher, 80)).toBe('met');
    expect(await statusOf(higher, 81)).toBe('met');
    expect(await statusOf(higher, 79)).toBe('missed');
    expect(await statusOf(higher, 0)).toBe('missed');
  });

  test('of what should be low is the other way round', async () => {
    const lower = only(staff, { better: 'lower' });
    expect(await statusOf(lower, 80)).toBe('met');
    expect(await statusOf(lower, 81)).toBe('missed');
  });

  test('meets a target to the digit, though fractions of two do not: 57 of 100 are 57 %', async () => {
    for (const share of [7, 29, 57]) expect([share, await statusOfShare(share)]).toEqual([share, 'met']);
  });

  test('without a value says why: zero cases, not due yet, the newest file refused, no data, does not apply', async () => {
    const hash = project.contracts.find(({ id }) => id === source)?.hash ?? '';
    const sessions = [session('2026-03-10', 10, 'Thôn 1', 8)];
    const all = await judged([only(staff)], [target(staff, 80)], sessions);
    // Data reach April, where nobody was trained.
    expect(all.get('2026-04')).toMatchObject({ value: null, status: 'no_cases' });
    // October ended today; its data are due by the fifth.
    const silent = await judged([only(staff, { absent: 'no_data' })], [target(staff, 80)], sessions);
    expect([silent.get('2026-09')?.status, silent.get('2026-10')?.status]).toEqual([
      'no_data',
      'not_yet_due',
    ]);
    const refused = await judged([only(staff, { absent: 'no_data' })], [target(staff, 80)], sessions, [
      { source, contract: hash, verdict: 'refused', from: null, until: null, ...ofTheYear, says: null },
    ]);
    expect(refused.get('2026-09')?.status).toBe('refused');
    const other = await judged([only(staff, { absent: 'no_data', applies: false })], [], sessions);
    expect(other.get('2026-09')?.status).toBe('not_applicable');
  });
});

describe('a share of few cases', () => {
  const signed = 'van-ban-ky-so';
  const document = (issued_digitally: boolean, issued_on = '2026-03-10') =>
    ({
      issued_on,
      direction: 'out',
      kind: 'Công văn',
      issued_digitally,
      opens_work_file: false,
    }) as unknown as Row<'document'>;
  const many = (met: number, missed: number) => [
    ...Array.from({ length: met }, () => document(true)),
    ...Array.from({ length: missed }, () => document(false)),
  ];
  const ofDocuments = async (rows: Row<'document'>[], change: Partial<Indicator> = {}, few = 20) => {
    const hash = project.contracts.find(({ id }) => id === 'e-documents')?.hash ?? '';
    const whole = {
      ...ofTheYear,
      source: 'e-documents',
      contract: hash,
      verdict: 'accepted',
      from: '2026-01-01',
      until: '2026-10-31',
      ...ofTheYear,
    };
    const plan = { ...project.plan, status: { few_cases: few } };
    const indicators = [only(signed, change)];
    const given = { ...project, plan, indicators, targets: [target(signed, 80)] };
    await engineOver(warehouse, given, '2026-10-31', [whole], { document: rows });
    return warehouse.one<{ status: string; part: string; low: number; high: number }>(`
      select w.status, k.status as part, w.low, w.high from measure.reading w
      left join measure.reading k on k.indicator = w.indicator and k.period = w.period and k.breakdown = 'kind'
      where w.breakdown is null and w.period = '2026-03'`);
  };

  test('gives no verdict below the number of the plan, nor do its parts; none at all is no case', async () => {
    expect(await ofDocuments(many(19, 0))).toMatchObject({ status: 'few_cases', part: 'few_cases' });
    expect(await ofDocuments(many(20, 0))).toMatchObject({ status: 'met', part: 'met' });
    expect(await ofDocuments(many(0, 20))).toMatchObject({ status: 'missed' });
    expect(await ofDocuments(many(1, 0))).toMatchObject({ status: 'few_cases' });
    expect(await ofDocuments([])).toMatchObject({ status: 'no_cases' });
    expect(await ofDocuments(many(5, 0), {}, 5)).toMatchObject({ status: 'met' });
  });

  test('has the interval of Wilson, which never leaves 0 to 100 %', async () => {
    const ends = async (met: number, missed: number) => {
      const { low, high } = await ofDocuments(many(met, missed));
      return [low.toFixed(2), high.toFixed(2)];
    };
    expect(await ends(0, 10)).toEqual(['0.00', '27.75']);
    expect(await ends(10, 0)).toEqual(['72.25', '100.00']);
    expect(await ends(1, 0)).toEqual(['20.65', '100.00']);
    expect(await ends(8, 2)).toEqual(['49.02', '94.33']);
    for (const of of [1, 7, 23]) {
      const { high } = await ofDocuments(many(of, 0));
      expect(high).toBe(100);
      expect((await ofDocuments(many(0, of))).low).toBe(0);
    }
  });

  test('that are all there are is judged: a list counted whole, a plan of so many sessions', async () => {
    expect(await ofDocuments(many(3, 0), { population: 'whole' })).toMatchObject({
      status: 'met',
      low: null,
    });
    const planned = await judged(
      [only('tap-huan-theo-ke-hoach')],
      [target('tap-huan-theo-ke-hoach', 100)],
      [session('2026-03-10', 10)],
    );
    expect(planned.get('2026-03')).toMatchObject({ value: 100, status: 'met' });
  });

  test('of sums has no interval: nobody knows how many cases stand behind them', async () => {
    await judged([only(staff)], [target(staff, 80)], [session('2026-03-10', 10, 'Thôn 1', 8)]);
    const [row] = await warehouse.all(
      "select status, low, high from measure.reading where period = '2026-03' and breakdown is null",
    );
    expect(row).toEqual({ status: 'few_cases', low: null, high: null });
  });
});

describe('a count with a target for the year', () => {
  // 5 in each of the months up to September, 40 in October.
  const sessions = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((month) => session(`2026-0${month}-10`, 5));
  const late = [...sessions, session('2026-10-10', 40)];
  const at = (all: Map<string, Judged>, period: string) => {
    const { value, target: its, judged_value, judged_target, status } = all.get(period) ?? {};
    return [value, its?.toFixed(2), judged_value, judged_target?.toFixed(2), status];
  };

  test('is judged by its sum since the beginning of the year, whatever the month brought by itself', async () => {
    const all = await judged([only(people)], [target(people, 100)], late);
    expect(at(all, '2026-01')).toEqual([5, '8.33', 5, '8.33', 'missed']);
    expect(at(all, '2026-09')).toEqual([5, '8.33', 45, '75.00', 'missed']);
    expect(at(all, '2026-10')).toEqual([40, '8.33', 85, '83.33', 'met']);
    expect(at(all, '2026-Q3')).toEqual([15, '25.00', 45, '75.00', 'missed']);
    expect(at(all, '2026-9M')).toEqual([45, '75.00', 45, '75.00', 'missed']);
    expect(at(all, '2026-10-YTD')).toEqual([85, '83.33', 85, '83.33', 'met']);
    // The year and the quarter that are going on, by the months that have begun.
    expect(at(all, '2026')).toEqual([85, '100.00', 85, '83.33', 'met']);
    expect(at(all, '2026-Q4')).toEqual([40, '25.00', 85, '83.33', 'met']);
  });

  test('is summed over its own periods where it is not told for the year to date', async () => {
    const all = await judged([only(people, { kinds: ['month', 'year'] })], [target(people, 100)], late);
    expect(at(all, '2026-10')).toEqual([40, '8.33', 85, '83.33', 'met']);
    expect(at(all, '2026')).toEqual([85, '100.00', 85, '83.33', 'met']);
  });

  test('that is given for a period is judged in it, as it is', async () => {
    const all = await judged(
      [only(people)],
      [target(people, 100), target(people, 30, { period: '2026-10' })],
      late,
    );
    expect(at(all, '2026-10')).toEqual([40, '30.00', 40, '30.00', 'met']);
  });

  test('that nothing may happen is asked of every period by itself, and of the year', async () => {
    const once = [session('2026-03-10', 1)];
    const all = await judged([only(people, { better: 'lower' })], [target(people, 0)], once);
    const statusOf = (period: string) => all.get(period)?.status;
    expect(['2026-02', '2026-03', '2026-04', '2026-Q2', '2026-10-YTD', '2026'].map(statusOf)).toEqual([
      'met',
      'missed',
      'met',
      'met',
      'missed',
      'missed',
    ]);
  });

  test('that so many may happen is held against what has happened so far', async () => {
    const all = await judged([only(people, { better: 'lower' })], [target(people, 60)], late);
    // 5 a month are just what may be; with the 40 of October it is more.
    expect([at(all, '2026-09'), at(all, '2026-10')]).toEqual([
      [5, '5.00', 45, '45.00', 'met'],
      [40, '5.00', 85, '50.00', 'missed'],
    ]);
  });
});

test('a share of sums above 100 % is kept and flagged', async () => {
  const flagsOf = async (passed: number) => {
    await judged([only(staff)], [], [session('2026-03-10', 10, 'Thôn 1', passed)]);
    return warehouse.all(
      "select value, is_above_all from measure.reading where period = '2026-03' and breakdown is null",
    );
  };
  expect(await flagsOf(12)).toEqual([{ value: 120, is_above_all: true }]);
  expect(await flagsOf(10)).toEqual([{ value: 100, is_above_all: false }]);
});

describe('points', () => {
  const pointsOf = async (score: Indicator['score'], passed: number) =>
    (
      await judged(
        [only(staff, { score })],
        [target(staff, 80)],
        [session('2026-03-10', 100, 'Thôn 1', passed)],
      )
    ).get('2026-03')?.points;
  const rule = (its: Partial<NonNullable<Indicator['score']>>): Indicator['score'] => ({
    max: 10,
    rule: 'linear',
    when_empty: 'none',
    ...its,
  });

  test('by rate, by rate over a cap with nothing below a floor, by bands, all or nothing', async () => {
    expect(await pointsOf(rule({}), 65)).toBeCloseTo(6.5, 9);
    // QĐ 11: full from 85 %, by rate from 60 %, nothing below.
    const disbursed = rule({ rule: 'capped', at: 85, zero_below: 60 });
    expect(await pointsOf(disbursed, 85)).toBe(10);
    expect(await pointsOf(disbursed, 100)).toBe(10);
    expect(await pointsOf(disbursed, 60)).toBeCloseTo((60 / 85) * 10, 9);
    expect(await pointsOf(disbursed, 59)).toBe(0);
    const bands = rule({
      rule: 'bands',
      bands: [
        { from: 0, points: 0 },
        { from: 70, points: 4 },
        { from: 100, points: 10 },
      ],
    });
    expect([
      await pointsOf(bands, 69),
      await pointsOf(bands, 70),
      await pointsOf(bands, 99),
      await pointsOf(bands, 100),
    ]).toEqual([0, 4, 4, 10]);
    const all = rule({ rule: 'all_or_nothing' });
    expect([await pointsOf(all, 79), await pointsOf(all, 80)]).toEqual([0, 10]);
  });

  test('of a count are of the year so far, never of a month', async () => {
    const score = rule({
      max: 4,
      rule: 'bands',
      bands: [
        { from: 0, points: 2 },
        { from: 100, points: 4 },
      ],
    });
    const all = await judged([only(people, { score })], [], [session('2026-03-10', 120)]);
    expect([all.get('2026-03')?.points, all.get('2026-03-YTD')?.points, all.get('2026')?.points]).toEqual([
      null,
      4,
      4,
    ]);
  });
});

describe('last year, where the data reach back', () => {
  const sessions = Array.from({ length: 22 }, (_, at) => {
    const month = String((at % 12) + 1).padStart(2, '0');
    return session(`${at < 12 ? 2025 : 2026}-${month}-10`, at < 12 ? 30 : 20);
  });
  const outlook = () =>
    warehouse.one<{ class: string; rest_basis: string; expected_rest: number; sentence: string }>(
      'select class, rest_basis, expected_rest, sentence from measure.outlook',
    );

  test('gives the first month something to be compared with, and the rest of this year its size', async () => {
    await judged([only(people)], [target(people, 250)], sessions, [], '2025-01-01');
    const [january] = await warehouse.all(
      "select value, previous_value, change from measure.reading where period = '2026-01' and breakdown is null",
    );
    expect(january).toEqual({ value: 20, previous_value: 30, change: -10 });
    // 200 so far, two thirds of last year's: November and December brought 60 then.
    const { rest_basis, expected_rest, class: found } = await outlook();
    expect([rest_basis, found]).toEqual(['last_year', 'unlikely']);
    expect(expected_rest).toBeGreaterThan(35);
    expect(expected_rest).toBeLessThan(45);
  });

  test('is not made up where there is none: the pace of this year is taken', async () => {
    await judged([only(people)], [target(people, 250)], sessions.slice(12));
    const [january] = await warehouse.all(
      "select previous_value, change from measure.reading where period = '2026-01' and breakdown is null",
    );
    expect(january).toEqual({ previous_value: null, change: null });
    const { rest_basis, expected_rest, class: found } = await outlook();
    expect([rest_basis, found]).toEqual(['pace', 'unlikely']);
    expect(expected_rest).toBeGreaterThan(35);
    expect(expected_rest).toBeLessThan(45);
  });
});

test('a month whose file is missing leaves nothing to foretell, and is named; what has been reached stands', async () => {
  const hash = project.contracts.find(({ id }) => id === source)?.hash ?? '';
  const sessions = [1, 2, 3, 4, 6, 7, 8, 9, 10].flatMap((month) =>
    ['02', '06', '10', '14', '18', '22', '26', '28'].map((day) =>
      session(`2026-${String(month).padStart(2, '0')}-${day}`, 20),
    ),
  );
  const deliveries = [
    { from: '2026-01-01', until: '2026-04-30' },
    { from: '2026-06-01', until: '2026-10-31' },
  ].map((days) => ({ source, contract: hash, verdict: 'accepted', ...days, says: days, taken: days.until }));
  const told = async (value: number) => {
    const its = { ...project, indicators: [only(people)], targets: [target(people, value)] };
    await engineOver(warehouse, its, '2026-10-31', deliveries, { session: sessions });
    return warehouse.one<{ class: string; sentence: string }>('select class, sentence from measure.outlook');
  };
  expect(await told(2400)).toEqual({
    class: 'unknown',
    sentence:
      'Đến nay 1.440 lượt người, mục tiêu 2.400 lượt người: thiếu tệp tháng 5, chưa đủ căn cứ để dự báo cả năm.',
  });
  expect((await told(1200)).class).toBe('sure');
});
