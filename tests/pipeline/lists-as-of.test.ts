import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as explain } from '../../pipelines/commands/indicator-explain.ts';
import { run as readings } from '../../pipelines/commands/readings.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;

const catalogue = (day: string, codes: readonly string[]) => [
  [
    'Mã TTHC',
    'Tên thủ tục hành chính',
    'Lĩnh vực',
    'Mức độ',
    'Ngày công bố',
    'Hạn công bố',
    'Ngày trích xuất',
  ],
  ...codes.map((code) => [code, `Thủ tục ${code}`, 'Hộ tịch', 'Toàn trình', '10/07/2026', '15/07/2026', day]),
];
const parcels = (numbers: readonly number[]) => [
  [
    'Mã ĐVHC cấp xã',
    'Số phát hành GCN',
    'Ngày cấp GCN',
    'Số vào sổ GCN',
    'Họ và tên chủ sử dụng',
    'Số định danh cá nhân/CCCD',
    'Số hiệu tờ trên bản đồ địa chính',
    'Số thứ tự thửa trên bản đồ địa chính',
    'Diện tích thửa đất',
  ],
  ...numbers.map((n) => [
    '14377',
    `CH 0${n}`,
    '01/02/2020',
    `${n}`,
    'Bùi Thị Bịa',
    '',
    '1',
    String(n),
    '100',
  ]),
];

async function deliver(source: string, name: string, lines: readonly (readonly string[])[]): Promise<void> {
  const folder = join(home.context.home.inbox, source);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), delimited(lines));
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(join(folder, name), rested, rested);
}

beforeEach(async () => {
  home = await sampleHome(undefined, onlySources('procedures', 'land-parcels'));
  await deliver('procedures', 'danh-muc-2026-07.csv', catalogue('31/07/2026', ['1.000001', '1.000002']));
  await deliver('procedures', 'danh-muc-2026-10.csv', catalogue('31/10/2026', ['1.000001', '1.000003']));
  await deliver('land-parcels', 'pl3-2026-10.csv', parcels([1, 2, 3]));
});
afterEach(() => home.remove());

const asOf = async (day: string | undefined) => {
  home.context.asOf = day;
  await refresh(home.context, { site: false });
};
const reading = async (indicator: string, period: string) => {
  const [found] = await home.ask<Record<string, unknown>>(
    `select numerator, denominator, status from measure.reading where indicator = '${indicator}' and period = '${period}' and breakdown is null`,
  );
  return found;
};
const inForce = () =>
  home.ask('select procedure_code as code from staging.procedures where in_force order by code');

test('a run as of an earlier day has lists as they were: none that came later, open what a later one closes', async () => {
  await asOf('2026-08-31');
  expect(await inForce()).toEqual([{ code: '1.000001' }, { code: '1.000002' }]);
  expect(await reading('tthc-cung-cap-truc-tuyen', '2026-08')).toMatchObject({ denominator: 2 });
  expect(await reading('thua-dat', '2026-08')).toMatchObject({ numerator: null, status: 'no_data' });
  expect(home.said.join('\n')).toContain('pl3-2026-10.csv');
  await explain(home.context, { id: 'thua-dat', period: '2026-08' });
  expect(JSON.parse(home.printed.at(-1) ?? '')).toMatchObject({
    value: null,
    loads: [],
    later_lists: [{ file: 'pl3-2026-10.csv', own_date: '2026-10-31' }],
  });

  await asOf(undefined);
  expect(await inForce()).toEqual([{ code: '1.000001' }, { code: '1.000003' }]);
  expect(await reading('thua-dat', '2026-10')).toMatchObject({ numerator: 3 });
  await explain(home.context, { id: 'thua-dat', period: '2026-10' });
  expect(JSON.parse(home.printed.at(-1) ?? '')).toMatchObject({
    loads: [{ file: 'pl3-2026-10.csv', rows: 3 }],
    later_lists: [],
  });
});

test('readings of an earlier day are made in the same way, and leave the warehouse as it was', async () => {
  await asOf(undefined);
  home.context.asOf = '2026-08-31';
  await readings(home.context, { indicator: 'thua-dat', period: '2026-08' });
  expect(JSON.parse(home.printed.at(-1) ?? '')).toMatchObject([{ numerator: null, status: 'no_data' }]);
  expect(await reading('thua-dat', '2026-10')).toMatchObject({ numerator: 3 });
  expect(await inForce()).toEqual([{ code: '1.000001' }, { code: '1.000003' }]);
});

test('a list that comes undated after the newest day of the data stands in the report of today', async () => {
  await deliver('land-parcels', 'thua-dat-lan-2.csv', parcels([1, 2, 3, 4]));
  await asOf(undefined);
  expect(await reading('thua-dat', '2026-10')).toMatchObject({ numerator: 4 });
});

test('names that are read by have the oldest list where none is of before', async () => {
  await asOf('2026-06-30');
  expect(await inForce()).toEqual([{ code: '1.000001' }, { code: '1.000002' }]);
  expect(await reading('tthc-cung-cap-truc-tuyen', '2026-06')).toMatchObject({ status: 'no_data' });
});
