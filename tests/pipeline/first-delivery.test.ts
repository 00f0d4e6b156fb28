import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as accept } from '../../pipelines/commands/delivery-accept.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { onlySources } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let night = 0;
beforeEach(async () => {
  home = await sampleHome(undefined, onlySources('land-parcels', 'population-by-hamlet'));
});
afterEach(() => home.remove());

async function handIn(source: string, name: string, lines: readonly string[]): Promise<void> {
  const folder = join(home.context.home.inbox, source);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  await utimes(join(folder, name), new Date('2026-11-22T01:00:00Z'), new Date('2026-11-22T01:00:00Z'));
}
async function refreshed(): Promise<void> {
  night += 1;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, night));
  const { outcome, message } = await refresh(home.context, { site: false });
  expect([outcome, message]).not.toContain('failed');
}
const verdicts = async () =>
  Object.fromEntries(
    (
      await home.ask<{ name: string; verdict: string; code: string | null }>(`
        select l.file_name as name, l.verdict, any_value(q.code) filter (q.row_number is null) as code
        from ops.load_in_force l left join ops.quarantine q using (load_id) group by all`)
    ).map(({ name, verdict, code }) => [name, verdict === 'held' ? code : verdict]),
  );

const numbers = Array.from({ length: 30 }, (_, at) => at + 1);
/** A list of hamlets, with the code of the commune that they were in before 01/07/2025. */
const hamlets = (places: string) => [
  'Mã thôn,"Tên thôn, xóm, tổ dân phố","Xã, thị trấn cũ",Mã ĐVHC cũ,Số hộ',
  ...numbers.map((n) => `T${n},Thôn ${places} ${n},xã Cũ,13889,120`),
];
const residents = (places: string, month: number) => [
  'Năm,Tháng,Ngày chốt,Mã thôn,Thôn/xóm,Số nhân khẩu',
  ...numbers.map(
    (n) => `2026,${month},28/${month}/2026,T${n},${n % 2 === 0 ? 'thôn' : 'Xóm'} ${places} ${n},${400 + n}`,
  ),
];
const parcels = (code: string) => [
  'Mã ĐVHC cấp xã,Số phát hành GCN,Ngày cấp GCN,Số vào sổ GCN,Họ và tên chủ sử dụng,Số định danh cá nhân/CCCD,Số hiệu tờ trên bản đồ địa chính,Số thứ tự thửa trên bản đồ địa chính,Diện tích thửa đất',
  ...numbers.map(
    (n) => `${code},DG ${100_000 + n},15/03/2020,CH${n},Nguyễn Văn Mẫu,0361990000${10 + n},${n},${n * 3},250`,
  ),
];

test('a first delivery of another commune is held by the plan and by the lists of places; a former code is this commune’s', async () => {
  await handIn('hamlets', 'thon.csv', hamlets('Đông Hải'));
  await handIn('population-by-hamlet', 'dan-cu.csv', residents('Tây Sơn', 9));
  await handIn('land-parcels', 'thua-dat.csv', parcels('26734'));
  await refreshed();
  expect(await verdicts()).toEqual({
    'thon.csv': 'accepted',
    'dan-cu.csv': 'other_commune',
    'thua-dat.csv': 'other_commune',
  });
  await handIn('population-by-hamlet', 'dan-cu-2.csv', residents('Đông Hải', 9));
  await handIn('land-parcels', 'thua-dat-2.csv', parcels('13889'));
  await refreshed();
  expect(await verdicts()).toMatchObject({ 'dan-cu-2.csv': 'accepted', 'thua-dat-2.csv': 'accepted' });
}, 120_000);

test('what a person has accepted is how the source writes, from then on', async () => {
  await handIn('hamlets', 'thon.csv', hamlets('Đông Hải'));
  await handIn('population-by-hamlet', 'thang-8.csv', residents('Khu', 8));
  await refreshed();
  const [held] = await home.ask<{ id: string }>(
    "select left(sha256, 8) as id from ops.load where verdict = 'held'",
  );
  await accept(home.context, { id: held?.id ?? '', byWhom: 'Nguyễn Văn A' });
  await handIn('population-by-hamlet', 'thang-9.csv', residents('Khu', 9));
  await refreshed();
  expect(await verdicts()).toMatchObject({ 'thang-8.csv': 'accepted', 'thang-9.csv': 'accepted' });
}, 120_000);
