import { expect, test } from 'vitest';
import { monthInName, periodInName, periodInTitle } from '../../pipelines/land/own-date.ts';

const said = (period: { from: string; until: string } | undefined) =>
  period && (period.from === period.until ? period.until : `${period.from} ${period.until}`);

test.each([
  ['BÁO CÁO THÁNG 9 NĂM 2026', '2026-09-01 2026-09-30'],
  ['Tháng 9/2026', '2026-09-01 2026-09-30'],
  ['(Đến ngày 30/09/2026)', '2026-09-30'],
  ['Tính đến hết ngày 30 tháng 9 năm 2026', '2026-09-30'],
  ['Kỳ báo cáo: Tháng 10 năm 2026', '2026-10-01 2026-10-31'],
  ['Từ ngày 01/07/2026 đến ngày 30/09/2026', '2026-07-01 2026-09-30'],
  ['(từ 1/7/2026 đến hết ngày 15/9/2026)', '2026-07-01 2026-09-15'],
  ['(Từ tháng 7 đến tháng 9 năm 2026)', '2026-07-01 2026-09-30'],
  ['BÁO CÁO 6 THÁNG ĐẦU NĂM 2026', '2026-01-01 2026-06-30'],
  ['QUÝ III NĂM 2026', '2026-07-01 2026-09-30'],
  ['Quý 4/2026', '2026-10-01 2026-12-31'],
  // The day of a signature or of a decree is none of the table's.
  ['Theo Quyết định 766/QĐ-TTg ngày 23/6/2022', undefined],
  ['Bịa, ngày 05 tháng 10 năm 2026', undefined],
  ['DANH SÁCH THÁNG 9 NĂM 2026 Bịa, ngày 05 tháng 10 năm 2026', '2026-09-01 2026-09-30'],
  ['Tháng 13 năm 2026', undefined],
  ['DANH SÁCH THÔN, XÓM', undefined],
])('a title: %s', (title, period) => expect(said(periodInTitle(title))).toBe(period));

test.each([
  ['thang-09-2026.xlsx', '2026-09-01 2026-09-30'],
  ['Tháng 9 năm 2026.xls', '2026-09-01 2026-09-30'],
  ['2026-09-30.csv', '2026-09-30'],
  ['ho-so-20260930.csv', '2026-09-30'],
  ['ho-so_30092026_0815.csv', '2026-09-30'],
  ['30.09.2026.csv', '2026-09-30'],
  ['1-thon-2026-10.csv', '2026-10-01 2026-10-31'],
  ['2-danh-muc-2025-01.csv', '2025-01-01 2025-01-31'],
  ['so-lieu-2026-quy-1.csv', '2026-01-01 2026-03-31'],
  ['T9.2026 sửa lần 2.xlsx', '2026-09-01 2026-09-30'],
  ['202609.csv', '2026-09-01 2026-09-30'],
  ['4-thang-9-sua-lan-3.csv', undefined],
  ['export(12).csv', undefined],
  ['ngay-2026-13-40.csv', undefined],
])('a name: %s', (name, period) => expect(said(periodInName(name))).toBe(period));

test.each([
  ['ho-ngheo-thang-11.xlsx', 11],
  ['HN T9.xlsx', 9],
  ['so-lieu-2026-10.csv', 10],
  ['thang-13.xlsx', undefined],
  ['quy-3-2026.xlsx', undefined],
  ['danh-sach.xlsx', undefined],
])('the month that the name %s says', (name, month) => {
  expect(monthInName(name)).toBe(month);
});
