import { expect, test } from 'vitest';
import { calendarPeriods } from '../../pipelines/measure/period.ts';

const periods = calendarPeriods(2026, '2026-09-30');
const period = (id: string) => periods.find((candidate) => candidate.id === id);

test('twelve months, four quarters, the year', () => {
  expect(periods.map(({ id }) => id)).toEqual([
    ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map(
      (month) => `2026-${month}`,
    ),
    ...['Q1', 'Q2', 'Q3', 'Q4'].map((quarter) => `2026-${quarter}`),
    '2026',
  ]);
});

test('first and last days, leap years included', () => {
  expect(period('2026-02')).toMatchObject({ kind: 'month', startsOn: '2026-02-01', endsOn: '2026-02-28' });
  expect(calendarPeriods(2028, '2028-01-01').find(({ id }) => id === '2028-02')?.endsOn).toBe('2028-02-29');
  expect(period('2026-Q1')).toMatchObject({ kind: 'quarter', startsOn: '2026-01-01', endsOn: '2026-03-31' });
  expect(period('2026-Q4')).toMatchObject({ startsOn: '2026-10-01', endsOn: '2026-12-31' });
  expect(period('2026')).toMatchObject({
    kind: 'year',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    basis: 'calendar',
  });
});

test('the months of a quarter, and the quarters of the year, leave no day out and take none twice', () => {
  for (const kind of ['month', 'quarter'] as const) {
    const days = periods.filter((p) => p.kind === kind);
    days.forEach((p, at) => {
      const next = days[at + 1];
      if (next) expect(Date.parse(next.startsOn) - Date.parse(p.endsOn)).toBe(86_400_000);
    });
    expect([days[0]?.startsOn, days.at(-1)?.endsOn]).toEqual(['2026-01-01', '2026-12-31']);
  }
});

test('the period before, over the turn of the year', () => {
  expect(['2026-01', '2026-10', '2026-Q1', '2026-Q3', '2026'].map((id) => period(id)?.previous)).toEqual([
    '2025-12',
    '2026-09',
    '2025-Q4',
    '2026-Q2',
    '2025',
  ]);
});

test('a period is closed on its last day, open from its first day on, and future before', () => {
  expect(['2026-09', '2026-10', '2026-Q3', '2026-Q4', '2026'].map((id) => period(id)?.state)).toEqual([
    'closed',
    'future',
    'closed',
    'future',
    'open',
  ]);
  const dayBefore = calendarPeriods(2026, '2026-09-29');
  expect(dayBefore.find(({ id }) => id === '2026-09')?.state).toBe('open');
  const first = calendarPeriods(2026, '2026-10-01');
  expect(first.find(({ id }) => id === '2026-10')?.state).toBe('open');
});
