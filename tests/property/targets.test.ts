import { beforeAll, describe, expect, test } from 'vitest';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import type { Target } from '../../pipelines/config/plan.ts';
import { readProject } from '../../pipelines/config/project.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { defineMacros } from '../../pipelines/model/run-models.ts';
import { engineOver, type RecordedDelivery } from '../naive/engine.ts';
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
  const whole = { source, contract: hash, verdict: 'accepted', from, until: '2026-10-31' };
  await engineOver(warehouse, { ...project, indicators, targets }, '2026-10-31', [whole, ...deliveries], {
    session: sessions,
  });
  const rows = await warehouse.all<Judged & { at: string }>(
    "select period || coalesce(' ' || key, '') as at, value, target, status, points from measure.reading",
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

  test('has no gap and no overlap: met at the target, at risk down to nine tenths of it, then missed', async () => {
    const higher = only(staff);
    expect(await statusOf(higher, 80)).toBe('met');
    expect(await statusOf(higher, 79)).toBe('at_risk');
    expect(await statusOf(higher, 72)).toBe('at_risk');
    expect(await statusOf(higher, 71)).toBe('missed');
  });

  test('of what should be low is the other way round', async () => {
    const lower = only(staff, { better: 'lower' });
    expect(await statusOf(lower, 80)).toBe('met');
    expect(await statusOf(lower, 81)).toBe('at_risk');
    expect(await statusOf(lower, 88)).toBe('at_risk');
    expect(await statusOf(lower, 89)).toBe('missed');
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
      { source, contract: hash, verdict: 'refused', from: null, until: null },
    ]);
    expect(refused.get('2026-09')?.status).toBe('refused');
    const other = await judged([only(staff, { absent: 'no_data', applies: false })], [], sessions);
    expect(other.get('2026-09')?.status).toBe('not_applicable');
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
