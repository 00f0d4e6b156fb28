import { expect, test } from 'vitest';
import { outlookOf } from '../../pipelines/measure/outlook/outlook.ts';
import { recentOf } from '../../pipelines/measure/outlook/recent.ts';
import { sentenceOf } from '../../pipelines/measure/outlook/sentence.ts';
import type { YearSoFar } from '../../pipelines/measure/outlook/year.ts';
import { shareOf } from '../support/counted-years.ts';

const percent = { indicator: 'x', unit: 'percent', unitLabel: '%', decimals: 1 };
const said = (year: YearSoFar, how: Partial<typeof percent> = {}): string => {
  const row = { ...year, ...percent, ...how };
  return sentenceOf(row, outlookOf(row), recentOf(row));
};
const monthly = (met: readonly number[], cases: number) => met.map((its) => ({ met: its, cases }));

/** Sentences with the figures that chance has a part in left out: what stays is what a person reads aloud. */
const masked = (sentence: string) => sentence.replace(/khoảng [\d.,]*\d/g, 'khoảng #');

test('a share: what is to be expected, what is asked of the rest, and what the last months and the best one were', () => {
  const year = monthly([93, 96, 94, 95, 96, 94, 95, 96], 100);
  expect(masked(said(shareOf(year, 96.7)))).toBe(
    'Đến nay 94,9 %, mục tiêu 96,7 %: cả năm dự kiến từ khoảng # % đến khoảng # %; dù cả khoảng # trường hợp còn lại đều đạt cũng chưa đủ, ba tháng gần đây 95 %, tháng tốt nhất 96 % (tháng 2).',
  );
  expect(masked(said(shareOf(year, 95.5)))).toBe(
    'Đến nay 94,9 %, mục tiêu 95,5 %: cả năm dự kiến từ khoảng # % đến khoảng # %; cần khoảng # % số trường hợp còn lại, ba tháng gần đây 95 %, tháng tốt nhất 96 % (tháng 2): tốc độ hiện nay chưa đủ.',
  );
});

test('sure and out of reach: what all that can still come would do', () => {
  const year = monthly([93, 96, 94, 95, 96, 94, 95, 96], 100);
  expect(masked(said(shareOf(year, 20)))).toBe(
    'Đến nay 94,9 %, mục tiêu 20 %: kể cả 100 % trường hợp còn lại (nhiều nhất khoảng #) đều không đạt, cả năm vẫn đạt ít nhất khoảng # %.',
  );
  expect(masked(said(shareOf(monthly([10, 10, 10, 10, 10, 10, 10, 10], 100), 95)))).toBe(
    'Đến nay 10 %, mục tiêu 95 %: kể cả 100 % trường hợp còn lại (nhiều nhất khoảng #) đều đạt, cả năm cũng chỉ đạt nhiều nhất khoảng # %.',
  );
  const open = { ...shareOf(year, 20), openCases: 12 };
  expect(masked(said(open))).toContain('(nhiều nhất khoảng #, thêm 12 trường hợp chưa xong)');
});

test('a broken target of 100 % is told as that, with how many', () => {
  expect(masked(said(shareOf(monthly([100, 99, 98, 100], 100), 100)))).toBe(
    'Mục tiêu 100 % đã lỡ: 3 trường hợp không đạt; đến nay 99,3 %, cả năm nhiều nhất khoảng # %.',
  );
});

test('a missing or partial file is named', () => {
  const year = shareOf(monthly([93, 96, 94, 95], 100), 97);
  const months = year.months.map((month, k) => ({
    ...month,
    gap: k === 1 ? ('missing' as const) : k === 2 ? ('partial' as const) : null,
  }));
  expect(said({ ...year, months })).toBe(
    'Đến nay 94,5 %, mục tiêu 97 %: thiếu tệp tháng 2, tệp tháng 3 chưa đủ, chưa đủ căn cứ để dự báo cả năm.',
  );
});

test('a state: what each month must add', () => {
  const year = shareOf(monthly([40, 43, 46, 49, 52, 55], 100), 90, {
    course: 'state',
    numerator: 55,
    denominator: 100,
    value: 55,
  });
  expect(masked(said(year))).toBe(
    'Đến nay 55 %, mục tiêu 90 %: cần tăng thêm khoảng # điểm % mỗi tháng, ba tháng gần đây bình quân 3,0 điểm: tốc độ hiện nay chưa đủ; cuối năm dự kiến từ khoảng # % đến khoảng # %.',
  );
});

test('a year that has ended, one without cases, one of a single month', () => {
  const year = shareOf(
    monthly(
      Array.from({ length: 12 }, () => 95),
      100,
    ),
    90,
  );
  expect(said(year)).toBe('Năm đã hết: 95 %, mục tiêu 90 %.');
  expect(said({ ...year, value: null, numerator: 0, denominator: 0 })).toBe(
    'Chưa phát sinh trường hợp nào, chưa đủ căn cứ để dự báo cả năm.',
  );
  expect(said(shareOf(monthly([95], 100), 90))).toBe(
    'Đến nay 95 %, mục tiêu 90 %: cần ít nhất hai tháng trọn để dự báo cả năm.',
  );
});

test('a month with many open cases is neither the best one nor a recent one yet', () => {
  const months = [...monthly([93, 94, 95, 93], 100), { met: 99, cases: 100, open: 30 }];
  expect(said(shareOf(months, 94))).toContain(', ba tháng gần đây 94 %, tháng tốt nhất 95 % (tháng 3)');
});
