import { mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { run as accessList } from '../../pipelines/commands/access-list.ts';
import { run as explain } from '../../pipelines/commands/indicator-explain.ts';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { run as rebuild } from '../../pipelines/commands/rebuild.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { messages } from '../../pipelines/messages/index.ts';
import { publishedColumns } from '../../pipelines/publish/published-columns.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { takeRunLock } from '../../pipelines/run/run-lock.ts';
import { type Dossier, delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { onlySources } from '../support/few-indicators.ts';
import { openWorkbookRows } from '../support/workbook-rows.ts';
import { portal, type SampleHome, sampleHome } from './sample-home.ts';

const who = 'Nguyễn Văn A, kiểm tra quý III';
const open = { status: 'Đang xử lý', closed: '', returned: '' };
const waiting = { ...open, status: 'Yêu cầu bổ sung giấy tờ' };

/** An export that tells when a supplement was asked for: of the fifth dossier. */
const exported = (rows: readonly Dossier[]): string =>
  delimited(
    sheet(rows).map((line, at) => {
      const asked = rows[at - 1]?.status === waiting.status ? '11/10/2026 10:00' : '';
      return [...line, at === 0 ? 'Ngày yêu cầu bổ sung' : asked];
    }),
  );

/** Five petitions of one hamlet and three of another, which are too few to be told, out of files of whole months. */
const petitions = [
  ['Mã phản ánh', 'Ngày tiếp nhận', 'Hạn xử lý', 'Ngày trả lời', 'Lĩnh vực', 'Kết quả xử lý', 'Thôn/xóm'],
  ...['01', '05', '09', '13', '17', '21', '26', '31'].map((day, at) => [
    `PA-${at}`,
    `${day}/10/2026 08:00`,
    at < 2 ? '10/10/2026' : '31/10/2026',
    at === 0 ? '11/10/2026' : at === 1 ? '' : `${day}/10/2026 17:00`,
    'Đất đai',
    at === 1 ? 'Đang xử lý' : 'Đã trả lời',
    at < 5 ? 'Thôn Đông' : 'Thôn Đoài',
  ]),
];
const hamlets = [
  ['Mã thôn', 'Tên thôn', 'Xã cũ', 'Mã xã cũ', 'Số hộ'],
  ['T1', 'Thôn Đông', 'Xã Cũ', '14377', '120'],
  ['T2', 'Thôn Đoài', 'Xã Cũ', '14377', '90'],
];

let home: SampleHome;

async function deliver(source: string, name: string, lines: readonly (readonly string[])[]): Promise<void> {
  const path = join(home.context.home.inbox, source, name);
  await mkdir(join(home.context.home.inbox, source), { recursive: true });
  await writeFile(path, delimited(lines));
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(path, rested, rested);
}

beforeAll(async () => {
  home = await sampleHome(undefined, onlySources(portal, 'petitions'));
  home.context.asOf = '2026-11-05';
  await home.deliver(
    'thang-10-2026.csv',
    exported([
      dossier(1),
      dossier(2, { closed: '13/10/2026 09:30:00', returned: '' }),
      dossier(3, { ...open, due: '30/11/2026 17:00' }),
      dossier(4, open),
      dossier(5, { ...waiting, supplements: '1' }),
      dossier(6, { supplements: '2' }),
      dossier(7, { due: 'sắp tới' }),
      dossier(8),
    ]),
  );
  await deliver('petitions', 'pakn-thang-10-2026.csv', petitions);
  await deliver('hamlets', 'thon.csv', hamlets);
  await refresh(home.context, { site: false });
  // The newest row of dossier 8 cannot be right: the older one stands.
  await home.deliver('thang-10-2026-sua.csv', exported([dossier(8, { status: 'Lạ' }), dossier(9)]));
  await refresh(home.context, { site: false });
});
afterAll(() => home.remove());
beforeEach(() => {
  home.context.json = true;
  home.printed.length = 0;
});

const last = () => JSON.parse(home.printed.at(-1) ?? '');
const rowsOf = async (id: string, more: Record<string, unknown> = {}) => {
  await explain(home.context, { id, period: '2026-10', rows: true, byWhom: who, ...more });
  return last();
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    (error: KpiError) => `${error.code} ${error.exitCode}`,
  );

test('each dossier is told with its file and row, the moment by which it was judged, its due time and a verdict', async () => {
  const { rows, numerator, denominator, cutoff, as_of } = await rowsOf('tthc-dung-han');
  const told = rows.map((row: Record<string, unknown>) => [
    String(row.code).slice(-4),
    row.file,
    row.row,
    row.verdict,
    row.judged_at,
  ]);
  expect(told).toEqual([
    ['0001', 'thang-10-2026.csv', 2, 'finished_on_time', '2026-10-12 09:30:00'],
    ['0002', 'thang-10-2026.csv', 3, 'finished_late', '2026-10-13 09:30:00'],
    ['0003', 'thang-10-2026.csv', 4, 'open_within', '2026-10-13 23:59:59'],
    ['0004', 'thang-10-2026.csv', 5, 'open_overdue', '2026-10-13 23:59:59'],
    ['0005', 'thang-10-2026.csv', 6, 'waiting', '2026-10-11 10:00:00'],
    ['0006', 'thang-10-2026.csv', 7, 'supplements', '2026-10-12 09:30:00'],
    ['0007', 'thang-10-2026.csv', 8, 'left_out', '2026-10-12 09:30:00'],
    ['0008', 'thang-10-2026.csv', 9, 'left_out', '2026-10-12 09:30:00'],
    ['0009', 'thang-10-2026-sua.csv', 3, 'finished_on_time', '2026-10-12 09:30:00'],
  ]);
  expect(rows[6].verdict_text).toContain('Ngày hẹn trả');
  expect(rows[7]).toMatchObject({ is_older: true, verdict_text: messages().measure.newestRefused });
  expect(rows[0]).toMatchObject({ due_at: '2026-10-12 17:00:00', day: '2026-10-08' });
  expect([cutoff, as_of]).toEqual(['2026-10-13', '2026-10-13']);
  const counted = rows.filter((row: { counts: boolean }) => row.counts);
  expect([counted.filter((row: { meets: boolean }) => row.meets).length, counted.length]).toEqual([
    numerator,
    denominator,
  ]);
});

test('petitions are answered or open; another indicator says whether a row meets', async () => {
  const petition = await rowsOf('pakn-dung-han');
  expect(petition.rows.map(({ verdict }: { verdict: string }) => verdict).slice(0, 3)).toEqual([
    'answered_late',
    'open_overdue',
    'answered_on_time',
  ]);
  const channel = await rowsOf('tthc-truc-tuyen');
  expect(new Set(channel.rows.map(({ verdict }: { verdict: string }) => verdict))).toEqual(
    new Set(['meets', 'left_out']),
  );
});

test('no rows without a name and a purpose, and options of rows only with them', async () => {
  const ask = (options: Record<string, unknown>) =>
    code(explain(home.context, { id: 'tthc-dung-han', period: '2026-10', ...options }));
  expect(await ask({ rows: true })).toBe('by_whom_missing 2');
  expect(await ask({ rows: true, byWhom: ' ' })).toBe('by_whom_missing 2');
  expect(await ask({ rows: true, byWhom: 'Nguyễn Văn A' })).toBe('purpose_missing 2');
  expect(await ask({ rows: true, byWhom: 'Nguyễn Văn A: 123' })).toBe('purpose_missing 2');
  expect(await ask({ byWhom: who })).toBe('rows_missing 2');
  expect(await ask({ rows: true, byWhom: who, limit: '0' })).toBe('bad_number 2');
  expect(await ask({ rows: true, byWhom: who, xlsx: '/no/such/folder/a.xlsx' })).toBe('two_forms 2');
  expect(home.printed).toEqual([]);
});

test('a part of fewer than five answers with the rule, and so does what would tell how many it has', async () => {
  const by = 'hamlet=Thôn Đoài';
  const asking = explain(home.context, {
    id: 'pakn-tiep-nhan',
    period: '2026-10',
    by,
    rows: true,
    byWhom: who,
  });
  await expect(asking).rejects.toMatchObject({
    code: 'suppressed_part',
    exitCode: 2,
    message: expect.stringContaining('91/2025/QH15'),
  });
  await explain(home.context, { id: 'pakn-tiep-nhan', period: '2026-10', by });
  expect(last()).toMatchObject({ numerator: null, status: 'suppressed', loads: [], changes: [] });
  // The other hamlet, of five, would give it back with the whole.
  await expect(rowsOf('pakn-tiep-nhan', { by: 'hamlet=Thôn Đông' })).rejects.toMatchObject({
    code: 'suppressed_part',
  });
});

test('who asked, when, for what and how many is kept, also by a rebuild, and stands nowhere that is published', async () => {
  await rowsOf('tthc-dung-han', { limit: '2', byWhom: 'Trần B (đối chiếu hồ sơ 036123456789)' });
  await accessList(home.context, {});
  const before = last();
  expect(before[0]).toEqual({
    kind: 'rows',
    accessed_at: '2026-11-22 09:00:00',
    by_whom: 'Trần B',
    purpose: 'đối chiếu hồ sơ ••••••89',
    indicator: 'tthc-dung-han',
    period: '2026-10',
    by: null,
    key: null,
    rows: 2,
    shown_as: 'json',
  });
  await rebuild(home.context, {});
  await accessList(home.context, {});
  expect(last()).toEqual(before);
  expect(Object.keys(publishedColumns).filter((name) => name.includes('access'))).toEqual([]);
});

test('while a run is going on nothing can be recorded, and nothing is shown', async () => {
  const letGo = await takeRunLock(home.context.home.lock, '2026-11-22 09:00:00');
  try {
    expect(await code(rowsOf('tthc-dung-han'))).toBe('run_locked 4');
  } finally {
    await letGo();
  }
  expect(home.printed).toEqual([]);
});

test('as a table no more than is asked for, with how many there are; as a workbook all, for its writer only', async () => {
  home.context.json = false;
  await explain(home.context, {
    id: 'tthc-dung-han',
    period: '2026-10',
    rows: true,
    byWhom: who,
    limit: '3',
  });
  const said = home.printed.join('\n');
  expect(said).toContain('Xong quá hạn');
  expect(said).toContain('12/10/2026 17:00');
  expect(said).toContain('và 6 dòng nữa');
  expect(said).not.toContain('0004');
  const path = join(home.context.home.root, 'dong.xlsx');
  await explain(home.context, {
    id: 'tthc-dung-han',
    period: '2026-10',
    rows: true,
    byWhom: who,
    xlsx: path,
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const [rows, about] = openWorkbookRows(await readFile(path));
  expect(rows).toHaveLength(10);
  expect(rows?.[2]).toContain('Xong quá hạn');
  expect(about?.map(([, text]) => text)).toContain('kiểm tra quý III');
  const served = join(home.context.home.site, 'dong.xlsx');
  expect(
    await code(explain(home.context, { id: 'tthc-dung-han', rows: true, byWhom: who, xlsx: served })),
  ).toBe('served_folder 2');
});

test('of a locked period the rows are those of today, and how many differ is told', async () => {
  await lock(home.context, { period: '2026-10', byWhom: 'Văn phòng' });
  await home.deliver('thang-10-2026-them.csv', exported([dossier(10), dossier(11), dossier(4)]));
  await refresh(home.context, { site: false });
  const { locked, numerator, denominator, rows } = await rowsOf('tthc-dung-han');
  expect(locked).toMatchObject({
    numerator,
    denominator,
    today_denominator: denominator + 2,
    more_in_numerator: 3,
    more_in_denominator: 2,
  });
  expect(rows.filter((row: { counts: boolean }) => row.counts)).toHaveLength(denominator + 2);
  home.context.json = false;
  await explain(home.context, { id: 'tthc-dung-han', period: '2026-10', rows: true, byWhom: who });
  expect(home.printed.join('\n')).toContain('tử số nhiều hơn 3, mẫu số nhiều hơn 2');
});
