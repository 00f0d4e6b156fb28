import { expect, test } from 'vitest';
import { calendar, nd09, periodsOf } from '../../pipelines/config/period.ts';

const periods = periodsOf(2026, calendar, '2026-09-30');
const period = (id: string) => periods.find((candidate) => candidate.id === id);
const nd09Period = (id: string) => periodsOf(2026, nd09, '2026-09-30').find((its) => its.id === `nd09-${id}`);

test('twelve months, four quarters, two halves, nine months, the year, and the year up to each month', () => {
  const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
  expect(periods.map(({ id }) => id)).toEqual([
    ...months.map((month) => `2026-${month}`),
    ...['Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2', '9M'].map((name) => `2026-${name}`),
    '2026',
    ...months.map((month) => `2026-${month}-YTD`),
  ]);
});

test('first and last days, leap years included', () => {
  expect(period('2026-02')).toMatchObject({ kind: 'month', startsOn: '2026-02-01', endsOn: '2026-02-28' });
  const leap = periodsOf(2028, calendar, '2028-01-01').find(({ id }) => id === '2028-02');
  expect(leap?.endsOn).toBe('2028-02-29');
  expect(period('2026-Q4')).toMatchObject({ startsOn: '2026-10-01', endsOn: '2026-12-31', months: 3 });
  expect(period('2026-H2')).toMatchObject({ startsOn: '2026-07-01', endsOn: '2026-12-31', months: 6 });
  expect(period('2026-9M')).toMatchObject({ startsOn: '2026-01-01', endsOn: '2026-09-30', months: 9 });
  expect(period('2026')).toMatchObject({ startsOn: '2026-01-01', endsOn: '2026-12-31', basis: 'calendar' });
  expect(period('2026-08-YTD')).toMatchObject({ startsOn: '2026-01-01', endsOn: '2026-08-31', months: 8 });
});

test('the windows of NĐ 09/2019 (domain.md, 5) run from the 15th to the 14th', () => {
  const windows = {
    '2026-01': ['2025-12-15', '2026-01-14'],
    '2026-03': ['2026-02-15', '2026-03-14'],
    '2026-Q1': ['2025-12-15', '2026-03-14'],
    '2026-Q2': ['2026-03-15', '2026-06-14'],
    '2026-Q3': ['2026-06-15', '2026-09-14'],
    '2026-Q4': ['2026-09-15', '2026-12-14'],
    '2026-H1': ['2025-12-15', '2026-06-14'],
    '2026-9M': ['2025-12-15', '2026-09-14'],
    '2026': ['2025-12-15', '2026-12-14'],
  };
  for (const [id, [startsOn, endsOn]] of Object.entries(windows))
    expect(nd09Period(id), id).toMatchObject({ startsOn, endsOn, basis: 'nd09' });
  expect(nd09Period('2026-09')?.label).toBe('Tháng 9/2026 (15/08/2026–14/09/2026)');
  expect(nd09Period('2026-01')?.previous).toBe('nd09-2025-12');
});

test('the period before, over the turn of the year; of a year to date the one a month shorter', () => {
  const before = [
    '2026-01',
    '2026-10',
    '2026-Q1',
    '2026-Q3',
    '2026-H1',
    '2026-H2',
    '2026-9M',
    '2026',
    '2026-08-YTD',
  ];
  expect(before.map((id) => period(id)?.previous)).toEqual([
    '2025-12',
    '2026-09',
    '2025-Q4',
    '2026-Q2',
    '2025-H2',
    '2026-H1',
    '2025-9M',
    '2025',
    '2026-07-YTD',
  ]);
});

test('the year up to a month is in the future until that month begins', () => {
  const states = (asOf: string) =>
    ['2026-09-YTD', '2026-10-YTD', '2026-11-YTD'].map(
      (id) => periodsOf(2026, calendar, asOf).find((its) => its.id === id)?.state,
    );
  expect(states('2026-09-30')).toEqual(['closed', 'future', 'future']);
  expect(states('2026-10-01')).toEqual(['closed', 'open', 'future']);
});

test('a period is closed on its last day, open from its first day on, and future before', () => {
  expect(['2026-09', '2026-10', '2026-Q3', '2026-Q4', '2026'].map((id) => period(id)?.state)).toEqual([
    'closed',
    'future',
    'closed',
    'future',
    'open',
  ]);
  const dayBefore = periodsOf(2026, calendar, '2026-09-29');
  expect(dayBefore.find(({ id }) => id === '2026-09')?.state).toBe('open');
  const first = periodsOf(2026, calendar, '2026-10-01');
  expect(first.find(({ id }) => id === '2026-10')?.state).toBe('open');
});
