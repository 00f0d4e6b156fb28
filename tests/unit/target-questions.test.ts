import { expect, test } from 'vitest';
import type { Indicator } from '../../pipelines/config/indicator.ts';
import { calendar } from '../../pipelines/config/period.ts';
import type { Target } from '../../pipelines/config/plan.ts';
import { type Reached, targetQuestions } from '../../pipelines/measure/target-questions.ts';

const indicator = (its: Partial<Indicator>) =>
  ({
    id: 'x',
    name: 'Lượt người',
    shape: 'total',
    aggregate: 'flow',
    unit: 'count',
    unit_label: 'lượt',
    better: 'higher',
    basis: 'calendar',
    ...its,
  }) as Indicator;
const share = indicator({ name: 'Tỷ lệ', shape: 'ratio', unit: 'percent' });
const target = (value: number, more: Partial<Target> = {}): Target => ({
  indicator: 'x',
  year: 2026,
  value,
  source: 'test',
  confirmed: true,
  ...more,
});
const reached = (value: number, more: Partial<Reached> = {}): Reached => ({
  indicator: 'x',
  period: '2026-10-YTD',
  by: null,
  key: null,
  value,
  ...more,
});
const ask = (its: Indicator, goal: Target, rows: Reached[], asOf = '2026-10-31') =>
  targetQuestions([goal], { indicators: [its], bases: [calendar], asOf, reached: rows });

test('a count is held against the pace of the year: ten times or a tenth of it is asked about, with the numbers', () => {
  const [question] = ask(indicator({}), target(100), [reached(64362)]);
  expect(question).toMatchObject({ indicator: 'x', target: 100, period: null });
  expect(question?.expected).toBeCloseTo(77234.4, 6);
  for (const said of ['100', '64.362', '77.234', '772 lần']) expect(question?.message).toContain(said);
  expect(ask(indicator({}), target(10_000), [reached(50)])[0]?.message).toContain('chỉ bằng 0,6 %');
  // At ten times, and not just below.
  expect(ask(indicator({}), target(120), [reached(1000)])).toHaveLength(1);
  expect(ask(indicator({}), target(120.1), [reached(1000)])).toEqual([]);
});

test('a target of one period or of one part is held against its own', () => {
  const rows = [reached(1000), reached(10, { by: 'hamlet', key: 'Thôn 1' })];
  const by = { dimension: 'hamlet', key: 'Thôn 1' };
  expect(ask(indicator({}), target(300, { period: '2026-Q3' }), rows)).toEqual([]);
  expect(ask(indicator({}), target(30, { period: '2026-Q3' }), rows)).toHaveLength(1);
  expect(ask(indicator({}), target(12, { by }), rows)).toEqual([]);
  expect(ask(indicator({}), target(1000, { by }), rows)).toMatchObject([{ by: 'hamlet', key: 'Thôn 1' }]);
});

test('of a share only a fraction is asked about: any share may be wanted', () => {
  expect(ask(share, target(0.8), [reached(74)])[0]?.message).toContain('có phải 80 % không');
  expect(ask(share, target(80), [reached(2)])).toEqual([]);
  expect(ask(share, target(1), [reached(0.7)])).toEqual([]);
  // Before there are readings a share of which much is good says enough.
  expect(ask(share, target(0.8), [])[0]).toMatchObject({ expected: null });
  expect(ask({ ...share, better: 'lower' }, target(0.8), [])).toEqual([]);
});

test('numbers that do not grow with the year are held against where they are', () => {
  const days = indicator({ shape: 'average', unit: 'days', better: 'lower' });
  expect(ask(days, target(120), [reached(5)])).toHaveLength(1);
  expect(ask(days, target(6), [reached(5)])).toEqual([]);
});

test('a target of 0, what has not begun, a yes or no, and a year of which no month is over are asked nothing', () => {
  expect(ask(indicator({ better: 'lower' }), target(0), [reached(1)])).toEqual([]);
  expect(ask(indicator({}), target(100), [reached(0)])).toEqual([]);
  expect(ask(indicator({}), target(100), [])).toEqual([]);
  expect(ask(indicator({ shape: 'yes_no', unit: 'yes_no' }), target(1), [reached(1)])).toEqual([]);
  const january = reached(500, { period: '2026-01-YTD' });
  expect(ask(indicator({}), target(100), [january], '2026-01-20')).toEqual([]);
  expect(ask(indicator({}), target(100), [january], '2026-01-31')).toHaveLength(1);
});
