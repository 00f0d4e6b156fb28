import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnType, ContractColumn } from '../../pipelines/config/contract.ts';
import { compileType } from '../../pipelines/land/types.ts';
import { literal, Warehouse } from '../../pipelines/warehouse/warehouse.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await Warehouse.open({ path: ':memory:', temporary: join(tmpdir(), 'kpi-types') });
});
afterAll(() => warehouse.close());

async function typed(type: ColumnType, raw: string, more: Partial<ContractColumn> = {}): Promise<unknown> {
  const column: ContractColumn = {
    name: 'x',
    labels: ['X'],
    from: [],
    unknown: 'refuse',
    type,
    required: false,
    date_only: 'start_of_day',
    otherwise: 'refuse_row',
    blank: [],
    ...more,
  };
  const { value, parsed, written } = compileType(column, 'raw', 'parsed', 'written');
  const sql = `select ${value} as v from (
    select *, ${written ?? 'null'} as written from (select *, ${parsed ?? 'null'} as parsed from (select ${literal(raw)} as raw)))`;
  return (await warehouse.one<{ v: unknown }>(sql)).v;
}

const number: [string, unknown][] = [
  ['12', 12],
  ['0', 0],
  ['-3', -3],
  ['1.245', 1245],
  ['1,245', 1245],
  ['1.245.000', 1245000],
  ['12.0', 12],
  ['1,5', null],
  ['1.5', null],
  ['3 ngày', null],
  ['1.24.500', null],
  ['1e3', null],
  ['12 500', 12500],
  ['12\u00a0500', 12500],
  ['1 2500', null],
  ['1.245,00', 1245],
  ['1,245.00', 1245],
  ['1.245,000', null],
  ['1500.000', null],
  ['+3', 3],
  ['3 đ', null],
];
const money: [string, unknown][] = [
  ['8000', 8000],
  ['8.000', 8000],
  ['1.245', 1245],
  ['8,000', 8000],
  ['1.245.000', 1245000],
  ['8.000 đ', 8000],
  ['8000đ', 8000],
  ['8.000đồng', 8000],
  ['8.000 VNĐ', 8000],
  ['8000 vnd.', 8000],
  ['8000.0', 8000],
  ['8000.5', null],
  ['0', 0],
  ['miễn', null],
  ['miễn phí?', null],
  ['1e3', null],
  ['500.000 ₫', 500000],
  ['1.500.000 ₫', 1500000],
  ['₫500,000', 500000],
  ['VND 500.000', 500000],
  ['500.000,00', 500000],
  ['500,000.00', 500000],
  ['500 000', 500000],
  ['1 500 000 đồng', 1500000],
  ['1500.000', null],
  ['2000,000', null],
];
const decimal: [string, unknown][] = [
  ['96,1', 96.1],
  ['96.1', 96.1],
  ['1.245,5', 1245.5],
  ['1.245.000', 1245000],
  ['3', 3],
  ['-0,5', -0.5],
  ['1,2,3', null],
  ['nhiều', null],
  ['1,245.5', 1245.5],
  ['1,245,000', 1245000],
  ['1 245,5', 1245.5],
  ['0.125', 0.125],
  ['0,125', 0.125],
  ['1234,567', 1234.567],
  ['1.234', null],
  ['12,500', null],
  ['1500.000', null],
];
const percent: [string, unknown][] = [
  ['96,1', 96.1],
  ['96.1%', 96.1],
  ['98,125 %', 98.125],
  ['12.345', 12.345],
  ['100', 100],
  ['nhiều', null],
];
const timestamp: [string, unknown][] = [
  ['037203000001', null],
  ['3.63E+10', null],
  ['08/10/2026', '2026-10-08 00:00:00'],
  ['8/10/2026 8:05', '2026-10-08 08:05:00'],
  ['08/10/2026 08:15:30', '2026-10-08 08:15:30'],
  ['2026-10-08', '2026-10-08 00:00:00'],
  ['2026-10-08 08:15:30', '2026-10-08 08:15:30'],
  ['2026-10-08T08:15:30', '2026-10-08 08:15:30'],
  ['46303', '2026-10-08 00:00:00'],
  ['46303.34375', '2026-10-08 08:15:00'],
  ['31/02/2026', null],
  ['10/13/2026', null],
  ['29/02/2027', null],
  ['29/02/2028', '2028-02-29 00:00:00'],
  ['08/10/0206', null],
  ['2026', null],
  ['hôm qua', null],
  ['08/10/2026 8:15:00 SA', '2026-10-08 08:15:00'],
  ['08/10/2026 2:15:00 CH', '2026-10-08 14:15:00'],
  ['08/10/2026 12:15 SA', '2026-10-08 00:15:00'],
  ['8/10/2026 02:15 PM', '2026-10-08 14:15:00'],
  ['08:15 08/10/2026', '2026-10-08 08:15:00'],
  ['08:15:30, 08/10/2026', '2026-10-08 08:15:30'],
  ['2026-10-08 08:15:00.0', '2026-10-08 08:15:00'],
  ['2026-10-08 08:15:30.1234567', '2026-10-08 08:15:30'],
  ['2026-10-08T08:15:30+07:00', '2026-10-08 08:15:30'],
  ['2026-10-08T08:15:30+0700', '2026-10-08 08:15:30'],
  ['2026-10-08T01:15:30Z', '2026-10-08 08:15:30'],
  ['2026-10-07T18:15:30.000Z', '2026-10-08 01:15:30'],
  ['2026-10-08 01:15:30 UTC', '2026-10-08 08:15:30'],
  ['08.10.2026', '2026-10-08 00:00:00'],
  ['8.10.2026 08:15', '2026-10-08 08:15:00'],
  ['08-10-2026 08:15', '2026-10-08 08:15:00'],
  ['2026/10/08', '2026-10-08 00:00:00'],
  ['20261008', '2026-10-08 00:00:00'],
  ['ngày 08 tháng 10 năm 2026', '2026-10-08 00:00:00'],
  ['08 tháng 10, 2026', '2026-10-08 00:00:00'],
  ['8 giờ 15 phút ngày 8 tháng 10 năm 2026', '2026-10-08 08:15:00'],
  ['Thứ Năm, 08/10/2026', '2026-10-08 00:00:00'],
  ['8/10/2026 8h15', '2026-10-08 08:15:00'],
  ["8h15' 8/10/2026", '2026-10-08 08:15:00'],
  ['8h ngày 08/10/2026', '2026-10-08 08:00:00'],
  ['08/10/2026 - 08:15', '2026-10-08 08:15:00'],
  ['08 / 10 / 2026', '2026-10-08 00:00:00'],
  ['08/10/26', '2026-10-08 00:00:00'],
  ['08-Oct-26', '2026-10-08 00:00:00'],
  ['08-OCT-26 09.15.00.000000 AM', '2026-10-08 09:15:00'],
  ['8-10-99', '1999-10-08 00:00:00'],
  ['08/10/26 8:15', '2026-10-08 08:15:00'],
  ['08-Oct-2026', '2026-10-08 00:00:00'],
  ['Oct  8 2026  8:15AM', '2026-10-08 08:15:00'],
  ['08-Thg10-26', '2026-10-08 00:00:00'],
  ['/Date(1791422100000)/', '2026-10-08 08:15:00'],
  ['\\/Date(1791422100000+0700)\\/', '2026-10-08 08:15:00'],
  ['/Date(178880000100000)/', null],
  ['1791422100000', '2026-10-08 08:15:00'],
  ['01/01/0001', null],
  ['24:30 08/10/2026', null],
  ['08/10', null],
  ['08/10/2026 hoặc 09/10/2026', null],
  ['8/10/2026 8h15 9h', null],
];
const birth: [string, unknown][] = [
  ['1985', { year: 1985, date: null }],
  ['08/10/1985', { year: 1985, date: '1985-10-08' }],
  ['08.10.1985', { year: 1985, date: '1985-10-08' }],
  ['08/10/85', null],
  ['08.10.85', null],
  ['31/02/1985', null],
];
const yesNo: [string, unknown][] = [
  ['Có', true],
  ['có', true],
  ['X', true],
  ['1', true],
  ['Không', false],
  ['KHÔNG', false],
  ['0', false],
  ['2', null],
  ...['✓', '✔', 'v', 'V', '√', 'x', 'X', 'ü', '☑', '☒', '+', 'þ'].map((tick): [string, boolean] => [
    tick,
    true,
  ]),
  ...['☐', '□', '¨'].map((box): [string, boolean] => [box, false]),
  ['u', null],
  ['✗', null],
];
const personalId: [string, unknown][] = [
  ['037190000001', '037190000001'],
  ['37190000001', '037190000001'],
  ['037190000001.0', '037190000001'],
  ['37190000001.0', '037190000001'],
  ['3719000001', null],
  ['3.63E+10', null],
  ['03719000000a', null],
  ['037 190 000 001', '037190000001'],
  ['037.190.000.001', '037190000001'],
  ['0371 9000 0001', '037190000001'],
  ['037-190000-001', '037190000001'],
  ['037 190 000 01', null],
];
const phone: [string, unknown][] = [
  ['0912000001', '0912000001'],
  ['0912 000 001', '0912 000 001'],
  ['+84912000001', '+84912000001'],
  ['12345', null],
];
const dossierCode: [string, unknown][] = [
  ['H15.50.05.13-261008-0975', 'H15.50.05.13-261008-0975'],
  ['000.00.01.H26-260930-0012', '000.00.01.H26-260930-0012'],
  ['G15-261008-0975123', 'G15-261008-0975123'],
  ['H15-261008-975', null],
  ['H15-26108-0975', null],
  ['', null],
];
const procedureCode: [string, unknown][] = [
  ['1.000689', '1.000689'],
  ['1.000689.000.00.00.H42', '1.000689'],
  ['1.0006890', null],
  ['TT-12', null],
];

describe.each([
  ['integer', number],
  ['money', money],
  ['decimal', decimal],
  ['percent', percent],
  ['year_or_date', birth],
  ['timestamp', timestamp],
  ['yes_no', yesNo],
  ['personal_id', personalId],
  ['phone', phone],
  ['dossier_code', dossierCode],
  ['procedure_code', procedureCode],
] as [ColumnType, [string, unknown][]][])('%s', (type, samples) => {
  test.each(samples)('%s → %s', async (raw, value) => {
    expect(await typed(type, raw)).toEqual(value);
  });
});

test('a deadline that names only the day lasts until the day is over', async () => {
  const lasting = { date_only: 'end_of_day' } as const;
  expect(await typed('timestamp', '12/10/2026', lasting)).toBe('2026-10-12 23:59:59');
  expect(await typed('timestamp', '12/10/2026 17:00', lasting)).toBe('2026-10-12 17:00:00');
  expect(await typed('timestamp', '12/10/2026 00:00:00', lasting)).toBe('2026-10-12 23:59:59');
  expect(await typed('timestamp', '2026-10-12T00:00:00', lasting)).toBe('2026-10-12 23:59:59');
  expect(await typed('timestamp', '12.10.26', lasting)).toBe('2026-10-12 23:59:59');
  expect(await typed('timestamp', '12/10/2026 00:00:01', lasting)).toBe('2026-10-12 00:00:01');
  expect(await typed('timestamp', '12/10/2026 00:00:00')).toBe('2026-10-12 00:00:00');
});

test('the contract says what the month is, but not where a cell says it itself', async () => {
  const months = { dates: 'month_first' } as const;
  expect(await typed('timestamp', '08/10/2026 08:15', months)).toBe('2026-08-10 08:15:00');
  expect(await typed('date', '8-10-2026', months)).toBe('2026-08-10');
  expect(await typed('date', '08:15 08/10/2026', months)).toBe('2026-08-10');
  expect(await typed('date', '08/13/2026', months)).toBe('2026-08-13');
  expect(await typed('date', '13/08/2026', months)).toBeNull();
  expect(await typed('date', '2026-10-08', months)).toBe('2026-10-08');
  expect(await typed('date', '8 tháng 10 năm 2026', months)).toBe('2026-10-08');
});

test('the contract says what stands before decimals, but not where a cell says it itself', async () => {
  const comma = { decimals: 'comma' } as const;
  const point = { decimals: 'point' } as const;
  for (const [raw, withComma, withPoint] of [
    ['1.234', 1234, 1.234],
    ['1,234', 1.234, 1234],
    ['12.500', 12500, 12.5],
    ['96.1', 96.1, 96.1],
    ['1.245,5', 1245.5, 1245.5],
    ['1,245.5', 1245.5, 1245.5],
  ] as const) {
    expect([raw, await typed('decimal', raw, comma)]).toEqual([raw, withComma]);
    expect([raw, await typed('decimal', raw, point)]).toEqual([raw, withPoint]);
  }
  for (const [raw, withComma, withPoint] of [
    ['1500.000', 1500000, 1500],
    ['700.000', 700000, 700],
    ['1.500.000', 1500000, 1500000],
    ['1,500', null, 1500],
    ['8000.0', 8000, 8000],
  ] as const) {
    expect([raw, await typed('money', raw, comma)]).toEqual([raw, withComma]);
    expect([raw, await typed('money', raw, point)]).toEqual([raw, withPoint]);
  }
});

test('labels of a code column are told apart without case, accents and blanks', async () => {
  const codes = { codes: { 'Trực tuyến': 'online', 'Đã trả kết quả': 'returned' } };
  for (const raw of ['Trực tuyến', 'TRỰC TUYẾN', 'trực\u00a0 tuyến', 'Trực tuyến'.normalize('NFD')])
    expect(await typed('code', raw, codes)).toBe('online');
  expect(await typed('code', 'đã trả  kết quả', codes)).toBe('returned');
  expect(await typed('code', 'Trực tiếp', codes)).toBeNull();
});

test.each([
  ['Tháng 9/2026', '2026-09-01'],
  ['THÁNG 09 NĂM 2026', '2026-09-01'],
  ['T9.2026', '2026-09-01'],
  ['9/2026', '2026-09-01'],
  ['2026-09', '2026-09-01'],
  ['Tháng 3 BẢNG THEO DÕI THU THUẾ KHOÁN NĂM 2026', '2026-03-01'],
  ['Quý III/2026', '2026-07-01'],
  ['QUÝ 4 NĂM 2026', '2026-10-01'],
  ['Năm 2026', '2026-01-01'],
  ['2026', '2026-01-01'],
  ['15/09/2026', '2026-09-01'],
  ['2026-09-15 00:00:00', '2026-09-01'],
  ['Tháng 13/2026', null],
  ['9', null],
  ['Thôn 9', null],
  ['Tháng 9', null],
])('a period is named by %s', async (text, expected) => {
  const value = await typed('period', text);
  expect(value === null ? null : String(value)).toBe(expected);
});
