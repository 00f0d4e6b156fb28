import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { run as indicatorCheck } from '../../pipelines/commands/indicator-check.ts';
import { makeIndicator, type NewIndicator } from '../../pipelines/commands/indicator-new.ts';
import { type Asker, atTerminal } from '../../pipelines/commands/indicator-new-ask.ts';
import { run as readings } from '../../pipelines/commands/readings.ts';
import { run as sourceNew } from '../../pipelines/commands/source-new.ts';
import { pathsBelow } from '../../pipelines/config/project-files.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { type CommuneFolder, communeFolder } from '../support/commune-folder.ts';
import { isLongRun } from '../support/runs.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.join(',')).join('\n')}\n`;

/** Three registers of offices that the program has never seen. */
const registers = {
  'tiem-chung': csv([
    ['Mã phiếu', 'Họ và tên', 'Thôn', 'Ngày hẹn', 'Kết quả', 'Mũi số'],
    ...Array.from({ length: 60 }, (_, at) => [
      `TC${1000 + at}`,
      `Nguyễn Thị ${String.fromCodePoint(65 + (at % 26))}${at}`,
      ['Thôn Đông', 'Thôn Đoài', 'Thôn Nam'][at % 3] ?? '',
      `${two(1 + (at % 28))}/${two(8 + (at % 3))}/2026`,
      ['Đã tiêm', 'Đã tiêm', 'Chưa tiêm', 'Hoãn'][at % 4] ?? '',
      String(1 + (at % 3)),
    ]),
  ]),
  'thiet-bi': csv([
    ['Mã thiết bị', 'Loại thiết bị', 'Tình trạng', 'Kết nối mạng', 'Nguyên giá'],
    ...Array.from({ length: 30 }, (_, at) => [
      `TB-${100 + at}`,
      ['Máy tính', 'Máy in', 'Máy quét'][at % 3] ?? '',
      ['Tốt', 'Tốt', 'Hỏng'][at % 3] ?? '',
      at % 2 === 0 ? 'Có' : 'Không',
      String(5_000_000 + at * 100_000),
    ]),
  ]),
  'rac-thai': csv([
    ['Kỳ báo cáo', 'Thôn', 'Khối lượng rác (tấn)'],
    ...Array.from({ length: 27 }, (_, at) => [
      `Tháng ${1 + Math.floor(at / 3)}/2026`,
      ['Thôn Đông', 'Thôn Đoài', 'Thôn Nam'][at % 3] ?? '',
      `${at}.5`,
    ]),
  ]),
  'don-thu': csv([
    ['Số đơn', 'Ngày nhận', 'Ngày giải quyết', 'Nội dung'],
    ...Array.from({ length: 40 }, (_, at) => [
      `KN${200 + at}`,
      `${two(1 + (at % 20))}/${two(9 + (at % 3))}/2026`,
      at % 4 === 0 ? '' : `${two(5 + (at % 20))}/${two(9 + (at % 3))}/2026`,
      ['Đất đai', 'Môi trường'][at % 2] ?? '',
    ]),
  ]),
};

let folder: CommuneFolder;
let home: SampleHome;

beforeAll(async () => {
  folder = await communeFolder();
  const others = ['digital-skills', 'e-documents', 'land-parcels', 'petitions', 'population'];
  const more = [
    'population-by-hamlet',
    'procedures',
    'social-payments',
    'unit-returns',
    'public-service-portal',
  ];
  await folder.change('plan.yaml', /$/, `off: { sources: [${[...others, ...more].join(', ')}] }\n`);
  home = await sampleHome(checkout, folder.root);
  for (const [id, text] of Object.entries(registers)) {
    const path = join(home.context.home.inbox, id, `${id}.csv`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    await utimes(path, new Date('2026-11-22T01:00:00Z'), new Date('2026-11-22T01:00:00Z'));
    await sourceNew(home.context, { id, from: [path], title: `Sổ ${id}` });
  }
  await folder.change(
    'sources/rac-thai/source.yaml',
    / {2}ky_bao_cao:\n[\s\S]*?(?=\n {2}#)/,
    '  ky_bao_cao: { labels: [Kỳ báo cáo], type: period, required: true }',
  );
  await refresh(home.context, { site: false });
});
afterAll(() => home.remove());
beforeEach(() => {
  home.printed.length = 0;
});

/** The answer to `kpi indicator new … --json`. */
async function make(options: NewIndicator) {
  await makeIndicator(home.context, options);
  return JSON.parse(home.printed.at(-1) ?? '');
}
const inMonth = (answer: { readings: { period: string; numerator?: number }[] }, period: string) =>
  answer.readings.find((its) => its.period === period);
const fileOf = (path: string) => readFile(join(folder.root, path), 'utf8');
const state = () => Promise.all(pathsBelow(folder.root).map(async (path) => [path, await fileOf(path)]));

const vaccinated: NewIndicator = {
  source: 'tiem-chung',
  kind: 'share',
  title: 'Tỷ lệ trẻ đã tiêm',
  where: ['Kết quả=Đã tiêm'],
  of: ['ket_qua!=Hoãn'],
  target: '95',
  targetSource: 'Kế hoạch 12/KH-UBND',
};

test('a share is shown on the real rows first, and nothing is written', async () => {
  const before = await state();
  const answer = await make(vaccinated);
  expect(answer).toMatchObject({ id: 'ty-le-tre-da-tiem', group: 'tiem-chung', written: [] });
  expect(answer.rows).toEqual({ all: 60, counted: 45, undated: 0 });
  expect(inMonth(answer, '2026-09')).toMatchObject({
    numerator: 10,
    denominator: 15,
    // Fifteen cases are too few for a verdict.
    status: 'few_cases',
    target: 95,
  });
  expect(await state()).toEqual(before);
});

test('a share, a count, an amount and days of three unknown files: from the file to readings with a target', async () => {
  const share = await make({ ...vaccinated, yes: true });
  expect(share.written).toEqual(['indicators/tiem-chung.yaml', 'targets.yaml']);
  await make({
    source: 'thiet-bi',
    kind: 'number',
    title: 'Số máy tính tốt nối mạng',
    where: ['loai_thiet_bi=máy tính', 'tinh_trang=Tốt', 'ket_noi_mang'],
    unit: 'máy',
    yes: true,
  });
  const amount = await make({
    source: 'thiet-bi',
    kind: 'amount',
    sum: 'Nguyên giá',
    id: 'nguyen-gia',
    yes: true,
  });
  expect(amount.written).toEqual(['indicators/thiet-bi.yaml']);
  const days = await make({
    source: 'don-thu',
    kind: 'days',
    title: 'Số ngày giải quyết đơn',
    fromDate: 'ngay_nhan',
    toDate: 'Ngày giải quyết',
    target: '10',
    targetSource: 'Quy chế tiếp công dân',
    confirmed: true,
    better: 'lower',
    section: 'III.1',
    yes: true,
  });
  expect(days.target).toMatchObject({ value: 10, confirmed: true, year: 2026 });
  expect(inMonth(days, '2026-09')).toMatchObject({ value: 4, denominator: 10, status: 'few_cases' });

  home.printed.length = 0;
  expect(await indicatorCheck(home.context, {})).toBe(0);
  await refresh(home.context, { site: false });
  await readings(home.context, { period: '2026-09' });
  const found = JSON.parse(home.printed.at(-1) ?? '') as { indicator: string }[];
  const of = (id: string) => found.find(({ indicator }) => indicator === id);
  expect(of('ty-le-tre-da-tiem')).toMatchObject(inMonth(share, '2026-09') ?? {});
  expect(of('so-ngay-giai-quyet-don')).toMatchObject({ value: 4, target: 10, status: 'few_cases' });
  home.printed.length = 0;
  await readings(home.context, { period: '2026-11' });
  const november = JSON.parse(home.printed.at(-1) ?? '') as { indicator: string; value: number }[];
  expect(november.find(({ indicator }) => indicator === 'so-may-tinh-tot-noi-mang')?.value).toBe(5);
  expect(november.find(({ indicator }) => indicator === 'nguyen-gia')?.value).toBe(193_500_000);
});

test('what is written says why, in the commune’s own file, and leaves what stood there', async () => {
  const text = await fileOf('indicators/thiet-bi.yaml');
  expect(text.match(/^ {2}- id: /gm)).toHaveLength(2);
  for (const words of [
    '# Những dòng được tính: Loại thiết bị là "Máy tính" và Tình trạng là "Tốt" và Kết nối mạng: có.',
    '# Cộng cột Nguyên giá.',
    '# Đơn vị chịu trách nhiệm số liệu:',
    '# Lập bằng lệnh kpi indicator new ngày 22/11/2026.',
  ])
    expect(text).toContain(words);
  const own = `# ghi chú của xã\ngroup: { id: rieng, name: Riêng, order: 30 }\ndefaults: { count: mui_so = 1, score: { max: 5, rule: linear } }\nindicators:\n`;
  const [, first = ''] = /indicators:\n([\s\S]*)$/.exec(await fileOf('indicators/tiem-chung.yaml')) ?? [];
  await folder.write(
    'indicators/rieng.yaml',
    own + first.replace('ty-le-tre-da-tiem', 'ty-le-mui-mot').trimEnd(),
  );
  await make({
    source: 'tiem-chung',
    kind: 'number',
    title: 'Số trẻ hoãn',
    where: ['ket_qua=hoãn'],
    group: 'rieng',
    yes: true,
  });
  const added = await fileOf('indicators/rieng.yaml');
  expect(added.startsWith(own)).toBe(true);
  expect(added).toMatch(/- id: so-tre-hoan[\s\S]*count: ket_qua = '[a-z_]+'[\s\S]*score: ~\n$/);
});

test.each<[string, Partial<NewIndicator>, string]>([
  ['an unknown column', { where: ['ket_qa=Hoãn'] }, 'Có phải "ket_qua"?'],
  ['an unknown value', { where: ['ket_qua=Đã tim'] }, 'Có phải "Đã tiêm"? Các giá trị: Đã tiêm,'],
  ['a column of a person', { where: ['Họ và tên=A'] }, '"Họ và tên" là thông tin của một người'],
  ['a share of a number column', { where: ['mui_so'] }, 'Cột "mui_so" là cột số'],
  [
    'a date that is none',
    { date: 'mui_so' },
    'Cột "mui_so" không phải cột ngày. Có thể: Ngày hẹn (ngay_hen), ngày chốt của tệp (listed_on).',
  ],
  ['an unknown kind', { kind: 'shares' }, 'Có phải "share"?'],
  ['no rows that meet', { where: [] }, 'thêm --where'],
  ['a target above the whole', { target: '195' }, '--target — Mục tiêu 195 không thể có'],
  ['a target of nothing', { target: 'cao' }, 'Mục tiêu phải là một số'],
  [
    'a target without its document',
    { targetSource: undefined as unknown as string },
    'Mục tiêu lấy từ văn bản nào?',
  ],
  [
    'an id that is taken',
    { id: 'ty-le-tre-da-tiem' },
    '"ty-le-tre-da-tiem" (xa-thu/indicators/tiem-chung.yaml)',
  ],
  ['a name that is taken', { id: 'moi', title: 'Tỷ lệ trẻ đã tiêm' }, 'mã ty-le-tre-da-tiem, trong'],
  ['an unknown breakdown', { by: ['xa'] }, 'Không chia được theo "xa"'],
])('refused, and nothing is changed: %s', async (_, options, words) => {
  const before = await state();
  const { targetSource, ...rest } = { ...vaccinated, title: 'Khác', yes: true, ...options };
  const asked = targetSource === undefined ? rest : { ...rest, targetSource };
  const error = await makeIndicator(home.context, asked).catch((thrown: KpiError) => thrown);
  expect(error).toMatchObject({ code: 'indicator_refused', exitCode: 2 });
  const lines = (error as KpiError).details;
  expect(lines.join('\n')).toContain(words);
  const isOfColumns = /^--(where|date) /m.test(lines.join('\n'));
  expect(lines.join('\n').includes('ket_qua (Kết quả): Đã tiêm (30)')).toBe(isOfColumns);
  expect(lines.join('\n')).not.toContain('Nguyễn');
  expect(await state()).toEqual(before);
});

test('an unknown source, one that is off or without rows, and no project folder are refused with what to do', async () => {
  await expect(makeIndicator(home.context, { source: 'tiem-chun' })).rejects.toMatchObject({
    code: 'unknown_source',
    message: expect.stringContaining('Có phải "tiem-chung"?'),
  });
  await expect(makeIndicator(home.context, { source: 'hamlets', kind: 'number' })).rejects.toMatchObject({
    code: 'no_rows',
    message: expect.stringContaining('nộp tệp'),
  });
  await expect(makeIndicator(home.context, { source: 'petitions', kind: 'number' })).rejects.toMatchObject({
    code: 'source_off',
  });
  const context = { ...home.context, project: undefined };
  await expect(makeIndicator(context, vaccinated)).rejects.toMatchObject({ code: 'no_project' });
});

/** Somebody who answers from a list. */
function answering(...answers: string[]): Asker & { asked: string[]; told: string[] } {
  const asked: string[] = [];
  const told: string[] = [];
  return {
    asked,
    told,
    ask: async (question) => {
      asked.push(question);
      const answer = answers.shift();
      if (answer === undefined) throw new Error(`no answer to ${question}`);
      return answer;
    },
    tell: (text) => told.push(text),
    close: () => undefined,
  };
}

test('asked step by step: a bad answer is told at once, and its question put again', async () => {
  const asker = answering(
    ...['6', 'số ngày', 'ngay_nhan', 'so_don', 'ngay_giai_quyet', '', '', 'abc', '-1', '10'],
    ...['Quy chế', 'abc', 'k', 'Số ngày xử lý đơn', 'ừ', 'k'],
  );
  const before = await state();
  await makeIndicator({ ...home.context, json: false }, { source: 'don-thu' }, asker);
  expect(asker.told.filter((text) => text.startsWith('Hãy sửa:'))).toEqual([
    expect.stringContaining('Không có loại "6"'),
    expect.stringContaining('Cột "so_don" không phải cột ngày.'),
    expect.stringContaining('không phải "abc"'),
    expect.stringContaining('Mục tiêu -1 không thể có'),
    expect.stringContaining('Trả lời c (có) hoặc k (không)'),
    expect.stringContaining('Trả lời c (có) hoặc k (không)'),
  ]);
  expect(asker.asked[0]).toContain('3. số ngày');
  expect(asker.asked[5]).toContain('Ví dụ:\n  Ngày nhận>=');
  expect(asker.asked.at(-3)).toContain('Số ngày từ Ngày nhận đến Ngày giải quyết (trung bình)');
  const shown = home.printed.join('\n');
  expect(shown).toContain('Cách tính: tử số – Số ngày từ Ngày nhận đến Ngày giải quyết; mẫu số – ');
  expect(shown).toContain('10 dòng chưa có ngày cuối');
  expect(shown).toContain('Tháng 9/2026');
  expect(shown).not.toContain('date_diff');
  // The last answer was no.
  expect(await state()).toEqual(before);
});

test.runIf(isLongRun)('days that run backwards are counted, with those that have no end yet', async () => {
  const backwards = { fromDate: 'Ngày giải quyết', toDate: 'Ngày nhận' };
  const { rows } = await make({ source: 'don-thu', kind: 'days', ...backwards });
  expect(rows).toMatchObject({ all: 40, counted: 30, unfinished: 0, reversed: 30 });
  await makeIndicator({ ...home.context, json: false }, { source: 'don-thu', kind: 'days', ...backwards });
  expect(home.printed.join('\n')).toContain('30 dòng có ngày cuối trước ngày đầu');
});

test('a target taken back takes its document with it, and the questions end', async () => {
  const asker = answering('abc', '', '', 'k');
  const told = { source: 'don-thu', kind: 'number', where: [], date: 'ngay_nhan', by: [], unit: 'đơn' };
  await makeIndicator(
    { ...home.context, json: false },
    { ...told, targetSource: 'QĐ', confirmed: true },
    asker,
  );
  expect(asker.asked).toHaveLength(4);
});

test('three bad answers end the questions, and nothing is written', async () => {
  const asker = answering('6', '7', '8', '1');
  const before = await state();
  await expect(
    makeIndicator({ ...home.context, json: false }, { source: 'don-thu' }, asker),
  ).rejects.toMatchObject({
    code: 'indicator_refused',
    exitCode: 2,
    details: [expect.stringContaining('"8"')],
  });
  expect(await state()).toEqual(before);
});

test('what no question is about is refused, not asked for ever', async () => {
  const told = { source: 'don-thu', kind: 'number', where: [], date: 'ngay_nhan', by: [], unit: 'đơn' };
  await expect(
    makeIndicator({ ...home.context, json: false }, { ...told, better: 'up' }, answering('')),
  ).rejects.toMatchObject({ details: [expect.stringContaining('--better')] });
});

test('the end of the input is leaving: cancelled, before a question and at one', async () => {
  const input = new PassThrough();
  const asker = atTerminal(home.context, input);
  const first = asker.ask('?');
  input.end();
  await expect(first).rejects.toMatchObject({ code: 'cancelled', exitCode: 2 });
  await expect(asker.ask('?')).rejects.toMatchObject({ code: 'cancelled' });
});

test.runIf(isLongRun)(
  'tons of a monthly register add up to those of the year where it is said, with their decimals',
  async () => {
    const tons = { source: 'rac-thai', kind: 'amount', sum: 'Khối lượng rác (tấn)' };
    const added = await make({ ...tons, accumulate: 'yes' });
    expect(added.indicator).toMatchObject({ aggregate: 'flow', decimals: 1 });
    expect(inMonth(added, '2026')?.numerator).toBe(364.5);
    const standing = await make({ ...tons, accumulate: 'no' });
    expect(inMonth(added, '2026-Q3')?.numerator).toBe(202.5);
    expect(inMonth(standing, '2026-Q3')?.numerator).toBe(76.5);
    home.printed.length = 0;
    await makeIndicator({ ...home.context, json: false }, { ...tons, accumulate: 'yes' });
    const shown = home.printed.join('\n');
    expect(shown).toMatch(/364,5 +364,5/);
    expect(shown).toContain('thêm --accumulate no');
  },
);
