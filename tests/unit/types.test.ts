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
    type,
    required: false,
    date_only: 'start_of_day',
    otherwise: 'refuse_row',
    blank: [],
    ...more,
  };
  const { value, parsed } = compileType(column, 'raw', 'parsed');
  const sql = `select ${value} as v from (select *, ${parsed ?? 'null'} as parsed from (select ${literal(raw)} as raw))`;
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
  ['1e3', null],
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
];
const personalId: [string, unknown][] = [
  ['037190000001', '037190000001'],
  ['37190000001', '037190000001'],
  ['037190000001.0', '037190000001'],
  ['37190000001.0', '037190000001'],
  ['3719000001', null],
  ['3.63E+10', null],
  ['03719000000a', null],
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
  expect(await typed('timestamp', '12/10/2026 00:00:00', lasting)).toBe('2026-10-12 00:00:00');
});

test('labels of a code column are told apart without case, accents and blanks', async () => {
  const codes = { codes: { 'Trực tuyến': 'online', 'Đã trả kết quả': 'returned' } };
  for (const raw of ['Trực tuyến', 'TRỰC TUYẾN', 'trực\u00a0 tuyến', 'Trực tuyến'.normalize('NFD')])
    expect(await typed('code', raw, codes)).toBe('online');
  expect(await typed('code', 'đã trả  kết quả', codes)).toBe('returned');
  expect(await typed('code', 'Trực tiếp', codes)).toBeNull();
});
