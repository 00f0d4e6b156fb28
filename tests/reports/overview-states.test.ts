import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as lock } from '../../pipelines/commands/period-lock.ts';
import { portal } from '../pipeline/sample-home.ts';
import {
  emptyCommune,
  fields,
  type GeneratedCommune,
  generatedCommune,
  hamletNames,
  portalFile,
} from '../support/generated-commune.ts';
import { overviewOf } from '../support/overview-of.ts';

const lots = () => fields.map((field) => ({ field, cases: 10 }));
/** Some on each working day. */
const dense = () => fields.map((field) => ({ field, cases: 30 }));
const months = (last: number) => Array.from({ length: last }, (_, at) => at + 1);
const portalTitle = 'Hồ sơ thủ tục hành chính';
const [open, notOver, locked, sample] = [
  'Chưa khóa số liệu',
  'Kỳ chưa kết thúc',
  'Đã khóa số liệu',
  'Dữ liệu mẫu, không phải số liệu thật',
];

let commune: GeneratedCommune;
const shown = (period?: string) => overviewOf(commune.home.context.home.marts, period);

describe('a commune with one source', () => {
  beforeAll(async () => {
    commune = await emptyCommune({
      name: 'xã Một Nguồn',
      targets: { 'tthc-dung-han': 90, 'tthc-truc-tuyen': 95 },
      months: 0,
      now: '',
      also: [portal],
    });
  });
  afterAll(() => commune.remove());

  test('on its first day, without a file: there is nothing, and nothing is said to be well', async () => {
    await commune.night('2026-01-04T18:30:00Z');
    const { chips, headline, text } = await shown();
    expect(chips).toEqual([notOver, open, 'Chưa có tệp số liệu nào']);
    expect(headline).toBe(
      'Cả năm: chưa đủ căn cứ để dự báo 2 chỉ tiêu ' +
        'Tháng 1/2026 (chưa kết thúc): chưa có chỉ tiêu nào đủ số liệu để đánh giá.',
    );
    expect(text).toContain('chưa có tệp số liệu nào; cập nhật lúc 01:30 ngày 05/01/2026');
    expect(text).toContain('0/3 nguồn đúng hạn 3 nguồn chưa có tệp nào');
    expect(text).not.toMatch(/Không có hồ sơ quá hạn|Không nguồn nào chậm|số liệu đến ngày|quyết định/);
  });

  test('a year without a closed month: what there is so far, and no forecast', async () => {
    commune.deliver(portal, 'ho-so-2026-01.csv', portalFile([1], lots));
    await commune.night('2026-01-20T02:00:00Z', '2026-01-20');
    for (const period of [undefined, '2026-Q1', '2026']) {
      const { chips, headline } = await shown(period);
      expect(chips).toEqual([notOver, open]);
      expect(headline).toContain('chưa đủ căn cứ để dự báo 2 chỉ tiêu');
      expect(headline).toContain('2 trên 2 chỉ tiêu đạt trong kỳ');
    }
  });

  test('over and not locked; of the quarter that runs that it is not over', async () => {
    commune.deliver(portal, 'ho-so-2026.csv', portalFile(months(10), lots));
    await commune.night('2026-11-01T02:00:00Z', '2026-10-31');
    const { chips, text } = await shown();
    expect(chips).toEqual([open]);
    expect(text).toContain('Không có hồ sơ quá hạn');
    expect((await shown('2026-Q4')).chips).toEqual([notOver, open]);
    await lock(commune.home.context, { period: '2026-09', byWhom: 'Chánh văn phòng' });
  });

  test('locked, of that period alone; stale; a file refused whole; sample data', async () => {
    commune.deliver(portal, 'ho-so-2026-11.csv', '%PDF-1.7');
    mkdirSync(commune.home.context.home.sample, { recursive: true });
    await commune.night('2026-11-21T02:00:00Z');
    const [stale, refused] = [`${portalTitle}: số liệu cũ 22 ngày`, `Tệp chưa nhận: ${portalTitle}`];
    expect((await shown('2026-09')).chips).toEqual([locked, sample, stale, refused]);
    expect((await shown('2026-Q3')).chips).toEqual([open, sample, stale, refused]);
    // It is over by the calendar: what is lacking is data of its last day.
    expect((await shown('2026-10')).chips).toEqual([
      'Số liệu mới đến 30/10/2026',
      open,
      sample,
      stale,
      refused,
    ]);
    const { text } = await shown();
    expect(text).toContain(`0/3 nguồn đúng hạn Chậm hoặc cũ: ${portalTitle}. 2 nguồn chưa có tệp nào`);
  });
});

describe('a commune with a list by hamlet', () => {
  const title = 'Dân cư theo thôn';
  const some = hamletNames.filter((name) => name !== 'Xóm 4');
  beforeAll(async () => {
    commune = await generatedCommune({
      name: 'xã Thiếu Tệp',
      targets: { 'vneid-muc-2': 90, 'chu-ky-so-ca-nhan': 50 },
      months: 7,
      now: '2026-08-01T02:00:00Z',
      hamlets: (month) =>
        Object.fromEntries(some.map((name) => [name, { level2: 200 + month, signatures: 50 + month }])),
    });
  });
  afterAll(() => commune.remove());

  test('every indicator red, a hamlet without data', async () => {
    const { chips, headline, text } = await shown();
    expect(chips).toEqual([open]);
    expect(headline).toBe(
      'Cả năm: 0/2 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 2 khó đạt ' +
        'Tháng 7/2026: 0 trên 2 chỉ tiêu đạt trong kỳ · so với tháng 6: không chỉ tiêu nào đổi kết quả',
    );
    // Four hamlets that are all alike: none is the lowest. Dossiers are no source of this commune.
    expect(text).not.toMatch(/Thấp nhất|Không có hồ sơ quá hạn/);
    expect(text).toContain('Xóm 5 49,3 %');
    expect(text).not.toMatch(/Xóm 4 \d/);
  });

  test('a file that was refused is not missing; one that did not come is; a quarter has both', async () => {
    commune.deliver('population-by-hamlet', 'dan-cu-2026-08.csv', 'Năm,Tháng\r\n2026,8\r\n');
    await commune.night('2026-10-10T02:00:00Z', '2026-09-30');
    const [missing, refused] = [`Thiếu tệp: ${title}`, `Tệp chưa nhận: ${title}`];
    expect((await shown('2026-07')).chips).toEqual([open]);
    expect((await shown('2026-08')).chips).toEqual([open, refused]);
    expect((await shown('2026-09')).chips).toEqual([open, missing]);
    expect((await shown('2026-Q3')).chips).toEqual([open, missing, refused]);
  });
});

describe('a commune without any target', () => {
  beforeAll(async () => {
    commune = await generatedCommune({
      name: 'xã Không Đích',
      targets: {},
      months: 3,
      now: '2026-04-01T02:00:00Z',
      lots: dense,
    });
  });
  afterAll(() => commune.remove());

  test('says that it has none, and not that numbers are lacking', async () => {
    const { chips, headline, text } = await shown();
    expect(chips).toEqual([open]);
    expect(headline).toBe('Tháng 3/2026: chưa có chỉ tiêu nào có kế hoạch năm.');
    expect(text).toContain('Chưa có chỉ tiêu nào có kế hoạch năm.');
    expect(text).not.toContain('quyết định');
  });

  test('a month of which the file ends early has not data enough; one without a file has nothing that is well', async () => {
    const april = portalFile([4], dense).split('\r\n');
    const begun = april.filter((line) => !/-2604(?:[23]|1[1-9])/.test(line));
    commune.deliver(portal, 'ho-so-2026-04.csv', begun.join('\r\n'));
    await commune.night('2026-06-12T02:00:00Z', '2026-05-31');
    const stale = `${portalTitle}: số liệu cũ 63 ngày`;
    const [missing, thin] = [`Thiếu tệp: ${portalTitle}`, `Số liệu chưa đủ: ${portalTitle}`];
    expect((await shown('2026-03')).chips).toEqual([open, stale]);
    expect((await shown('2026-04')).chips).toEqual([open, stale, thin]);
    expect((await shown('2026-05')).chips).toEqual([open, stale, missing]);
    expect((await shown('2026-Q2')).chips).toEqual([notOver, open, stale, missing, thin]);
    for (const period of ['2026-04', '2026-05', '2026-Q2']) {
      const { text } = await shown(period);
      expect(text).toContain('Chưa đủ số liệu hồ sơ của kỳ.');
      expect(text).not.toContain('Không có hồ sơ quá hạn');
    }
  });
});
