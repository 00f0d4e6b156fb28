import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run as indicatorCheck } from '../../pipelines/commands/indicator-check.ts';
import type { KpiError } from '../../pipelines/error.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { delimited, dossier, sheet } from '../cases/dossier-sheet.ts';
import { checkout, type SampleHome, sampleHome } from './sample-home.ts';

let project: string;
let home: SampleHome;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kpi-project-'));
  for (const folder of ['sources', 'models'])
    await cp(join(checkout, folder), join(project, folder), { recursive: true });
  home = await sampleHome(project);
});
afterEach(async () => {
  await home.remove();
  await rm(project, { recursive: true, force: true });
});

/** Puts a text into a file of the models in place of another one. */
async function change(file: string, ...pairs: [from: string, to: string][]): Promise<void> {
  const path = join(project, 'models', file);
  let text = await readFile(path, 'utf8');
  for (const [from, to] of pairs) {
    expect(text, from).toContain(from);
    text = text.replace(from, to);
  }
  await writeFile(path, text);
}

/** The faults as they are told, without the line numbers of files that change with every indicator. */
async function faults(): Promise<string[]> {
  const error = await indicatorCheck(home.context, {}).catch((thrown: KpiError) => thrown);
  if (typeof error === 'number') return [];
  expect([error.code, error.exitCode]).toEqual(['config_invalid', 2]);
  return error.details.map((line) => line.replace(/^models\/(indicators|plan)\//, '').replace(/:\d+ /, ' '));
}

test('the catalogue as it is shipped has no faults, and at least 40 indicators', async () => {
  expect(await indicatorCheck(home.context, {})).toBe(0);
  const answer = JSON.parse(home.printed.at(-1) ?? '');
  expect(answer.indicators).toBeGreaterThanOrEqual(40);
  expect(answer.unconfirmed).toBe(answer.targets);
});

test('what stands in the files is told all at once: names, shapes, bands, rings, targets', async () => {
  await change(
    'indicators/social-payments.yaml',
    ['id: an-sinh-khong-tien-mat', 'id: tthc-dung-han'],
    ['shape: total\n    sum: amount', 'shape: average\n    meets: is_cashless'],
    ['by: [programme, hamlet]', 'by: [programme, hamlets]'],
  );
  await change('indicators/digital-skills.yaml', ['{ from: 60, points: 3 }', '{ from: 90, points: 9 }']);
  await change('indicators/tasks.yaml', [
    '- { indicator: van-ban-ky-so, weight: 1 }',
    '- { indicator: ket-qua-thuc-hien-ke-hoach, weight: 1 }',
  ]);
  await change('indicators/land.yaml', ['source: land-parcels', 'source: land-parcel']);
  await change(
    'plan/targets.yaml',
    ['    value: 98\n', '    value: 198\n'],
    [
      '  - indicator: tthc-toan-trinh\n    year: 2026\n',
      '  - indicator: tthc-toan-trinh\n    year: 2026\n    period: 2026-Q7\n',
    ],
    ['  - indicator: tthc-so-hoa\n    year: 2026\n', '  - indicator: tthc-so-hoa\n'],
    [
      '  - indicator: tthc-ket-qua-dien-tu\n    year: 2026\n',
      '  - indicator: tthc-ket-qua-dien-tu\n    period: Q3\n',
    ],
    // The period says the year.
    ['  - indicator: van-ban-ky-so\n    year: 2026\n', '  - indicator: van-ban-ky-so\n    period: 2026-Q3\n'],
  );
  const found = (await faults()).join('\n');
  for (const words of [
    'Chỉ tiêu "tthc-dung-han" đã có trong',
    'Chỉ tiêu dạng average phải có trường sum',
    'Chỉ tiêu dạng average không có trường meets',
    'Cách chia "hamlets" chưa khai báo trong models/plan/dimensions.yaml. Có phải "hamlet"?',
    'không chồng nhau: 85 đứng sau 90',
    'Mức 9 điểm cao hơn điểm tối đa 5',
    'Các chỉ tiêu tính vòng quanh: ket-qua-thuc-hien-ke-hoach → ket-qua-thuc-hien-ke-hoach',
    'Không có nguồn "land-parcel" trong sources/. Có phải "land-parcels"?',
    'Mục tiêu 198 không thể có: phải từ 0 đến 100 %',
    'Không có kỳ "2026-Q7" của chỉ tiêu này',
    'Mục tiêu phải nói của năm nào (year: 2026) hoặc của kỳ nào (period: 2026-Q3); mục tiêu này thiếu cả hai',
    'Không có kỳ "Q3" của chỉ tiêu này',
  ])
    expect(found).toContain(words);
  expect(found).not.toContain('van-ban-ky-so.');
});

test('a ring over several indicators is named from one end to the other', async () => {
  const ring = (id: string, of: string) => `
  - id: ${id}
    name: ${id}
    short_name: ${id}
    shape: index
    fact: ~
    when: ~
    by: []
    parts: [{ indicator: ${of}, weight: 1 }, { indicator: pakn-dung-han, weight: 1 }]
    description: x
    numerator_text: x
    legal: x
`;
  const path = join(project, 'models', 'indicators', 'petitions.yaml');
  await writeFile(path, (await readFile(path, 'utf8')) + ring('vong-a', 'vong-b') + ring('vong-b', 'vong-a'));
  expect((await faults()).join('\n')).toContain('vong-a → vong-b → vong-a');
});

test('formulas are tried: unknown columns with the nearest, no second statement, no file, no setting', async () => {
  await change(
    'indicators/petitions.yaml',
    ['count: satisfaction is not null', "count: (select count(*) from read_text('/etc/hostname')) > 0"],
    ['meets: is_satisfied', 'meets: is_satisfid'],
    [
      'meets: petition_on_time(answered_at, due_at, cutoff, as_of_end)',
      'meets: "true); drop table ops.load; select (true"',
    ],
  );
  await change('indicators/documents.yaml', [
    'meets: issued_digitally',
    "meets: (select count(*) from 'archive/x.csv') > 0",
  ]);
  await change(
    'indicators/land.yaml',
    ['meets: scan_filled', 'meets: count(*) > 1'],
    ['when: listed_on', 'when: listed_at'],
  );
  await change('indicators/social-payments.yaml', ['fact: payment', 'fact: payments']);
  const found = await faults();
  expect(found).toContain(
    'petitions.yaml · pakn-danh-gia.count — Công thức không tính được: Không được đọc tệp từ đây (read_text); chỉ được dùng các bảng của kho dữ liệu.',
  );
  expect(found).toContain(
    'petitions.yaml · pakn-danh-gia.meets — Bảng fact "petition" không có cột "is_satisfid". Có phải "is_satisfied"?',
  );
  expect(found.filter((line) => /^petitions\.yaml · [a-z-]+\.meets/.test(line))).toHaveLength(2);
  expect(found).toContain(
    'documents.yaml · van-ban-ky-so.meets — Công thức không tính được: Không được đọc tệp từ đây (archive/x.csv); chỉ được dùng các bảng của kho dữ liệu.',
  );
  expect(found).toContain(
    'land.yaml · defaults.when — Bảng fact "parcel" không có cột "listed_at". Có phải "listed_on"?',
  );
  expect(
    found.some((line) => line.startsWith('land.yaml · thua-dat-quet-giay.meets — Công thức không tính được')),
  ).toBe(true);
  expect(found).toContain(
    'social-payments.yaml · defaults.fact — Không có bảng fact "payments". Có phải "payment"?',
  );
});

const added = (fields: string, id: string) => `
  - id: ${id}
    name: Thử
    short_name: Thử
    description: Thử
    numerator_text: tử
    denominator_text: mẫu
    legal: Kế hoạch
    ${fields}
`;
async function add(fields: string, id = 'thu'): Promise<void> {
  const path = join(project, 'models', 'indicators', 'public-services.yaml');
  await writeFile(path, (await readFile(path, 'utf8')) + added(fields, id));
}

/** Formulas that the engine does not take, with words of what is said of them. */
const untaken: [fields: string, ...words: string[]][] = [
  ['meets: channel', '.meets — Điều kiện phải cho đúng hoặc sai', 'kiểu VARCHAR'],
  ['shape: total\n    sum: received_at', 'Công thức phải cho một số', 'kiểu TIMESTAMP'],
  ["meets: (channel = 'online'", 'thiếu dấu ngoặc đóng'],
  ["meets: channel = 'online", 'thiếu dấu nháy đóng'],
  ["meets: channel = = 'online'", 'sai cú pháp ở gần "="'],
  ["meets: lowr(channel) = 'online'", 'không có hàm "lowr"'],
  ['meets: sum(fee) > 0', 'không dùng hàm gộp'],
  ['meets: channel + 1 > 2', '+(VARCHAR (chữ), INTEGER (số nguyên))', 'không dùng được với kiểu dữ liệu này'],
  ['meets: received_at > 5', 'so sánh hai giá trị khác kiểu: TIMESTAMP (ngày giờ) và INTEGER (số nguyên)'],
  ["meets: received_at > date '2026-02-31'", 'không có ngày "2026-02-31"'],
  [
    'shape: deadline\n    done: ended_at\n    due: channel',
    '.due — Cột "channel" có kiểu VARCHAR (chữ), không phải ngày. Các cột ngày: ',
  ],
  [
    'shape: count\n    each: refused_columns',
    '.each — Cột "refused_columns" có kiểu',
    'không phải một giá trị',
  ],
];

test('formulas that the engine does not take are told in Vietnamese, each by itself and all at once', async () => {
  for (const [at, [fields]] of untaken.entries()) await add(fields, `thu-${at}`);
  const found = await faults();
  expect(found).toHaveLength(untaken.length);
  for (const [at, [, ...words]] of untaken.entries()) {
    const [its] = found.filter((line) => line.includes(` · thu-${at}.`));
    for (const word of words) expect(its).toContain(word);
  }
});

test('a curly quote in a formula is told with the straight one to write', async () => {
  await add('meets: channel = ‘online’');
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('Có dấu nháy cong (“ ” ‘ ’)');
});

test('a date that is none, as in the case of a list of poor households, is told by the check', async () => {
  await change('indicators/land.yaml', ['when: listed_on', 'when: area']);
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^land\.yaml · defaults\.when — Cột "area" có kiểu DOUBLE \(số thập phân\), không phải ngày\. Các cột ngày: listed_on\.$/,
  );
});

test('one cause is told once: a column that several indicators name, in defaults or each for itself', async () => {
  const all = async () => readFile(join(project, 'models', 'facts', 'parcel.sql'), 'utf8');
  await writeFile(
    join(project, 'models', 'facts', 'parcel.sql'),
    `select * exclude (has_certificate) from (${(await all()).replaceAll(/^--.*$/gm, '')})`,
  );
  expect(await faults()).toEqual([
    'land.yaml · thua-dat-du.count — Bảng fact "parcel" không có cột "has_certificate". Cũng vậy: thua-dat-chu-cu-tru.count, thua-dat-quet-giay.count.',
  ]);
});

test('curly quotes of a word processor are one fault of the file, whatever they do to it', async () => {
  await change(
    'indicators/public-services.yaml',
    ['shape: ratio', 'shape: “ratio”'],
    ['name: Tỷ lệ hồ sơ giải quyết', 'name: “Tỷ lệ: hồ sơ giải quyết'],
    ["channel = 'online'", 'channel = ‘online’'],
  );
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^public-services\.yaml — Có dấu nháy cong .* ở các dòng \d+, \d+\./);
});

test('curly quotes in a default and in many formulas are one fault with their lines', async () => {
  await change('indicators/public-services.yaml', [
    '  shape: ratio',
    '  shape: ratio\n  count: channel <> ‘x’',
  ]);
  await change('indicators/public-services.yaml', ["channel = 'online'", 'channel = ‘online’']);
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^public-services\.yaml · .* — Có dấu nháy cong .*, ở các dòng \d+, \d+\./);
});

test('curly quotes within a text are nobody’s fault', async () => {
  await change('indicators/land.yaml', [
    'legal: Kế hoạch 515',
    'legal: “Làm sạch dữ liệu” theo Kế hoạch 515',
  ]);
  expect(await faults()).toEqual([]);
});

test.each([
  ['    value: 98\n', '    value: 98,5\n', 'value — Số thập phân trong tệp này viết bằng dấu chấm: 98.5'],
  ['    value: 98\n', '    value: 98 %\n', 'value — Phải là số, không phải "98 %".'],
  ['    value: 98\n', '    value:\n', 'value — Chưa có giá trị.'],
  ['    value: 98\n', '', 'value — Thiếu trường này.'],
  ['    confirmed: false\n', '    confirmed: có\n', 'confirmed — Phải là true hoặc false, không phải "có".'],
  ['    year: 2026\n', '    year: [2026]\n', 'year — Phải là số, không phải danh sách.'],
])('a value of the wrong form is told in words of the officer: %j as %j', async (from, to, words) => {
  await change('plan/targets.yaml', [from, to]);
  expect((await faults()).join('\n')).toContain(words);
});

test('a broken file is told, not all that is missing because of it', async () => {
  await change('indicators/public-services.yaml', ['    meets: channel', '\tmeets: channel']);
  const found = await faults();
  expect(found.length).toBeGreaterThan(0);
  for (const line of found) expect(line).toContain('public-services.yaml — Sai cú pháp YAML');
});

test('a fault in one indicator does not make others say that it is not there', async () => {
  await change('indicators/public-services.yaml', ['    short_name: Hồ sơ đúng hạn\n', '']);
  expect(await faults()).toEqual(['public-services.yaml · tthc-dung-han.short_name — Thiếu trường này.']);
});

test('a file in an old code page is told with its line', async () => {
  const path = join(project, 'models', 'plan', 'targets.yaml');
  const text = await readFile(path, 'latin1');
  await writeFile(path, Buffer.from(`${text}# M\xffc\n`, 'latin1'));
  const found = await faults();
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('Tệp không phải bảng mã UTF-8');
});

test('a formula that fails on a row is named by the run, and the last computation stays', async () => {
  await add('meets: fee = channel');
  expect(await faults()).toEqual([]);
  await home.deliver('1.csv', delimited(sheet([dossier(1)])));
  const { outcome, exit_code } = await refresh(home.context, { site: false });
  expect([outcome, exit_code]).toEqual(['failed', 2]);
  expect(home.said.join('\n')).toMatch(
    /public-services\.yaml:\d+ · thu\.meets — Công thức không tính được: không đổi được "online"/,
  );
  expect(home.said.join('\n')).toContain('Cấu hình có 1 lỗi');
});

test('what nobody can tell of ripening is named, and is no fault; formulas of open cases are tried like others', async () => {
  await change(
    'indicators/public-services.yaml',
    ['    ripens: false\n    name: Số hồ sơ đã giải quyết xong', '    name: Số hồ sơ đã giải quyết xong'],
    [
      '    ripens: false\n    name: Tỷ lệ hồ sơ nộp trực tuyến\n',
      '    ripens: true\n    name: Tỷ lệ hồ sơ nộp trực tuyến\n',
    ],
  );
  expect(await indicatorCheck(home.context, {})).toBe(0);
  expect(JSON.parse(home.printed.at(-1) ?? '')).toMatchObject({ ripening_unknown: ['tthc-da-giai-quyet'] });
  await change(
    'indicators/public-services.yaml',
    ['open: ended_at is null or ended_at > as_of_end', 'open: ended is null'],
    ['from: vpcp06, why', 'from: vpcp6, why'],
  );
  const found = (await faults()).join('\n');
  expect(found).toContain('Không có chỉ tiêu "vpcp6". Có phải "vpcp06"?');
  await change('indicators/public-services.yaml', ['from: vpcp6, why', 'from: vpcp06, why']);
  expect((await faults()).join('\n')).toContain('open — Bảng fact "dossier" không có cột "ended"');
});
