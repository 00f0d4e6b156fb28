import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as accept } from '../../pipelines/commands/delivery-accept.ts';
import { run as compare } from '../../pipelines/commands/delivery-compare.ts';
import { run as list } from '../../pipelines/commands/delivery-list.ts';
import { run as restore } from '../../pipelines/commands/delivery-restore.ts';
import { run as show } from '../../pipelines/commands/delivery-show.ts';
import { run as withdraw } from '../../pipelines/commands/delivery-withdraw.ts';
import type { DeliveryRow } from '../../pipelines/delivery/deliveries.ts';
import { rebuild } from '../../pipelines/run/rebuild.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { onlySources } from '../support/few-indicators.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let home: SampleHome;
let night = 0;
beforeAll(async () => {
  home = await sampleHome(undefined, onlySources('petitions', 'population-by-hamlet'));
});
afterAll(() => home.remove());

const rested = new Date('2026-11-22T01:00:00Z');

async function handIn(source: string, name: string, text: string): Promise<void> {
  const folder = join(home.context.home.inbox, source);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text);
  await utimes(join(folder, name), rested, rested);
}

/** One night later. */
async function refreshed(): Promise<void> {
  night += 1;
  home.context.clock = () => new Date(Date.UTC(2026, 10, 22, 2, night));
  await refresh(home.context, { site: false });
}

async function deliveries(source: string): Promise<DeliveryRow[]> {
  home.printed.length = 0;
  await list(home.context, { source });
  return JSON.parse(home.printed.join('')) as DeliveryRow[];
}
const states = async (source: string) =>
  (await deliveries(source)).map(({ name, state }) => `${name} ${state}`);
const idOf = async (source: string, name: string) =>
  (await deliveries(source)).find((its) => its.name === name)?.id ?? '';

async function compared(source: string, name: string): Promise<unknown> {
  const id = await idOf(source, name);
  home.printed.length = 0;
  await compare(home.context, { id });
  return JSON.parse(home.printed.join(''));
}

const said = async (source: string) =>
  (
    await home.ask<{ message: string }>(`
      select q.message from ops.quarantine q join ops.load_in_force l using (load_id)
      where q.source = '${source}' and q.row_number is null order by l.load_id, q.code`)
  ).map(({ message }) => message);

const hamlets = (count: number, households = 100) =>
  ['Mã thôn,Tên thôn,Xã cũ,Mã xã cũ,Số hộ']
    .concat(
      Array.from(
        { length: count },
        (_, at) => `TB${String(at + 1).padStart(2, '0')},Thôn Bịa ${at + 1},Xã Bịa,13894,${households}`,
      ),
    )
    .join('\n');
const open = () =>
  home.ask(
    'select count(*)::integer as n, max(households)::integer as households from current.hamlets where _closed_on is null',
  );

const sheets = (...rows: [code: string, residents: number][]) =>
  [
    'Năm,Tháng,Ngày chốt số liệu,Mã thôn,Thôn/xóm,Số hộ,Số nhân khẩu,Từ đủ 14 tuổi,Từ đủ 15 tuổi,Từ đủ 18 tuổi',
  ]
    .concat(rows.map(([code, n]) => `2026,9,30/09/2026,${code},Thôn ${code},100,${n},190,180,170`))
    .join('\n');
const residents = async () =>
  (await home.ask<{ n: number }>('select sum(residents)::integer as n from current.population_by_hamlet'))[0]
    ?.n;

const petition = (code: string, answered: string, more: { received?: string; fields?: string } = {}) =>
  `${code},${more.received ?? '02/09/2026 08:00'},03/10/2026,${answered},Môi trường,${answered === '' ? 'Đang xử lý' : 'Đã trả lời'},Trực tiếp,${more.fields ?? 'Hài lòng'},Thôn Bịa`;
const petitions = (...rows: string[]) =>
  [
    'Mã phản ánh,Ngày tiếp nhận,Hạn xử lý,Ngày trả lời,Lĩnh vực,Kết quả xử lý,Kênh tiếp nhận,Mức độ hài lòng,Thôn/xóm',
    ...rows,
  ].join('\n');
const answered = () =>
  home.ask(
    'select petition_code as code, answered_at::varchar as at, satisfaction from current.petitions order by 1',
  );

test('one night after the other: what is later, what is older, what has to be asked', async () => {
  await handIn('hamlets', '1-thon-2026-10.csv', hamlets(20));
  await handIn('population-by-hamlet', '1-thang-9.csv', sheets(['TB01', 400], ['TB02', 600], ['TB03', 200]));
  const impossible = petition('X-2', '', { received: '02/09/2062 08:00' });
  await handIn('petitions', 'nop-nham.csv', petitions(petition('X-1', '04/09/2026 10:00'), impossible));
  const first = ['P-1', 'P-2'].map((code) => petition(code, '20/09/2026 08:00'));
  await handIn('petitions', 'lan-2.csv', petitions(...first, petition('P-3', '20/09/2026 08:00')));
  // Of the same night, and a later name as people count.
  await handIn('petitions', 'lan-10.csv', petitions(petition('P-3', '20/09/2026 08:00', { fields: '' })));
  await refreshed();

  await handIn('hamlets', '2-danh-muc-2025-01.csv', hamlets(15, 70));
  await handIn('hamlets', '3-thon-bo-sung.csv', hamlets(1, 50));
  await handIn('population-by-hamlet', '2-thang-9-sap-nhap.csv', sheets(['TB01', 400], ['TB02', 800]));
  await handIn('petitions', 'sua.csv', petitions(petition('P-1', ''), petition('P-2', '10/09/2026 08:00')));
  await handIn('petitions', 'rong.csv', petitions());
  await handIn(
    'petitions',
    'hoi.csv',
    petitions(
      petition('Q-1', '', { received: '01/09/2026' }),
      petition('Q-2', '', { received: '02/09/2026' }),
      petition('Q-3', '', { received: '09/13/2026' }),
    ),
  );
  await refreshed();

  // A later delivery wins: open again is open, and a day may be put right to an earlier one.
  expect(await answered()).toMatchObject([
    { code: 'P-1', at: null },
    { code: 'P-2', at: '2026-09-10 08:00:00' },
    { code: 'P-3', satisfaction: null },
    { code: 'X-1' },
  ]);
  // Hamlet 3 went into hamlet 2: the corrected month is all of its month.
  expect(await residents()).toBe(1200);
  expect(await said('population-by-hamlet')).toEqual(['So với tệp trước: 1 dòng mất.']);
  expect(await compared('population-by-hamlet', '2-thang-9-sap-nhap.csv')).toMatchObject({
    added: 0,
    changed: 1,
    same: 1,
    gone: 1,
    columns: [{ column: 'residents', records: 1 }],
  });
  expect(await compared('petitions', 'sua.csv')).toMatchObject({ added: 0, changed: 2, same: 0, gone: 0 });
  // The older list changes nothing, the short one waits.
  expect(await open()).toEqual([{ n: 20, households: 100 }]);
  expect(await said('hamlets')).toEqual([
    'Tệp cũ hơn (ngày 31/01/2025; đã có tệp ngày 31/10/2026): 15 dòng không có tác dụng, 0 dòng bổ sung chỗ còn thiếu.',
    'Tệp trước có 20 dòng, tệp này chỉ còn 1, giảm quá 20 %.',
  ]);
  expect(await states('hamlets')).toEqual([
    '2-danh-muc-2025-01.csv superseded',
    '1-thon-2026-10.csv standing',
    '3-thon-bo-sung.csv held',
  ]);
  expect((await states('petitions')).filter((its) => its.endsWith('held'))).toEqual([
    'hoi.csv held',
    'rong.csv held',
  ]);
}, 200_000);

test('what is accepted lands, what is withdrawn counts nowhere, after a rebuild too, and can come back', async () => {
  const short = await idOf('hamlets', '3-thon-bo-sung.csv');
  const wrong = await idOf('petitions', 'nop-nham.csv');
  await expect(accept(home.context, { id: short })).rejects.toMatchObject({ code: 'by_whom_missing' });
  await expect(accept(home.context, { id: 'ffff00', byWhom: 'A' })).rejects.toMatchObject({
    code: 'unknown_delivery',
  });
  await expect(restore(home.context, { id: wrong, byWhom: 'A' })).rejects.toMatchObject({
    code: 'delivery_state',
  });
  for (const [source, name] of [
    ['hamlets', '3-thon-bo-sung.csv'],
    ['petitions', 'hoi.csv'],
    ['petitions', 'rong.csv'],
  ] as const)
    expect(await accept(home.context, { id: await idOf(source, name), byWhom: 'Văn phòng' })).toBe(0);
  const refused = () => home.ask('select petition_code as code from refused.petitions');
  expect(await refused()).toContainEqual({ code: 'X-2' });
  await withdraw(home.context, { id: wrong, byWhom: 'Văn phòng' });
  // Or they would be those of the file that gets its number, once it is forgotten.
  expect(await refused()).not.toContainEqual({ code: 'X-2' });
  const { sha256 } = (await deliveries('petitions')).find(({ id }) => id === wrong) ?? {};
  // A file that is withdrawn need not be there any more, and is not looked for.
  await rm(join(home.context.home.inbox, 'petitions', 'nop-nham.csv'));
  const original = join(home.context.home.archive, 'petitions', `${sha256}.csv`);
  const bytes = await readFile(original);
  await rm(original);
  await refreshed();
  const standing = async () => [
    await states('hamlets'),
    // The day of a file that is not read is that of its taking.
    (await states('petitions')).sort(),
    await open(),
    (await answered()).map(({ code }) => code),
  ];
  const before = await standing();
  expect(before.slice(2)).toEqual([[{ n: 1, households: 50 }], ['P-1', 'P-2', 'P-3', 'Q-1', 'Q-2']]);
  expect(before[1]).toContain('nop-nham.csv withdrawn');
  home.printed.length = 0;
  await show(home.context, { id: wrong });
  expect(JSON.parse(home.printed.join(''))).toMatchObject({
    state: 'withdrawn',
    counts: { read: 2, accepted: 1 },
    decisions: [{ decision: 'withdraw', decided_by: 'Văn phòng' }],
  });

  await rm(home.context.home.warehouse);
  expect(await rebuild(home.context)).toMatchObject({ outcome: 'warned' });
  expect(await standing()).toEqual(before);
  await writeFile(original, bytes);
  await restore(home.context, { id: wrong, byWhom: 'Văn phòng' });
  await refreshed();
  expect((await answered()).map(({ code }) => code)).toContain('X-1');
}, 200_000);
