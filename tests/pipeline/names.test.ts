import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as indicatorCheck } from '../../pipelines/commands/indicator-check.ts';
import { run as indicatorExplain } from '../../pipelines/commands/indicator-explain.ts';
import { run as nameAccept } from '../../pipelines/commands/name-accept.ts';
import { run as nameList } from '../../pipelines/commands/name-list.ts';
import { run as nameRemove } from '../../pipelines/commands/name-remove.ts';
import { run as readings } from '../../pipelines/commands/readings.ts';
import { run as sourceSql } from '../../pipelines/commands/source-sql.ts';
import { run as status } from '../../pipelines/commands/status.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { type CommuneFolder, communeFolder } from '../support/commune-folder.ts';
import { type SampleHome, sampleHome } from './sample-home.ts';

let folder: CommuneFolder;
let home: SampleHome;

async function deliver(source: string, name: string, lines: readonly string[]): Promise<void> {
  const at = join(home.context.home.inbox, source, name);
  await mkdir(join(at, '..'), { recursive: true });
  await writeFile(at, `\uFEFF${lines.join('\n')}\n`);
  const rested = new Date('2026-11-22T01:00:00Z');
  await utimes(at, rested, rested);
}

const rows = (count: number, row: (n: number) => string) => Array.from({ length: count }, (_, n) => row(n));

const answer = <T>(): T => JSON.parse(home.printed.at(-1) ?? '') as T;

async function byHamlet(indicator: string) {
  await readings(home.context, { indicator, period: '2026-09', by: 'hamlet' });
  return answer<{ key: string; numerator: number; denominator: number | null; left_out: number }[]>().map(
    ({ key, numerator, denominator, left_out: left }) => [key, numerator, denominator, left],
  );
}

/** One hamlet in six writings, as the office of one commune had it. */
const spellings = [
  'Thôn Hòa Bình',
  'Thôn Hoà Bình',
  'thôn Hòa Bình',
  'Thôn  Hòa Bình',
  'THÔN HÒA BÌNH',
  'Hòa Bình',
];

beforeAll(async () => {
  folder = await communeFolder();
  await folder.change(
    'plan.yaml',
    /$/,
    'off: { sources: [digital-skills, e-documents, land-parcels, population, population-by-hamlet, procedures, public-service-portal, social-payments, unit-returns] }\n',
  );
  await folder.write(
    'sources/tiem-chung/source.yaml',
    `id: tiem-chung
title: Tiêm chủng
publisher: Trạm Y tế
steward: Trạm Y tế
pull: { kind: folder, files: "*.csv" }
expect: { every: 30d, warn_after: 400d, stale_after: 500d, data_date: [day] }
record: { key: [code] }
columns:
  code: { labels: [Mã], type: text, required: true }
  day: { labels: [Ngày], type: date, required: true }
  hamlet: { labels: [Thôn], type: text, dimension: hamlet }
  doses: { labels: [Số mũi], type: integer, min: 0, max: 9 }
`,
  );
  await folder.write(
    'indicators/tiem-chung.yaml',
    `group: { id: tiem-chung, name: Tiêm chủng, order: 30 }
indicators:
  - id: tiem-du-hai-mui
    name: Tỷ lệ trẻ tiêm đủ hai mũi
    short_name: Đủ hai mũi
    shape: ratio
    fact: tiem_chung
    when: day
    meets: doses >= 2
    unit: percent
    unit_label: "%"
    decimals: 1
    better: higher
    by: [hamlet]
    description: Trẻ tiêm đủ hai mũi.
    numerator_text: Trẻ tiêm đủ
    denominator_text: Trẻ
    legal: Kế hoạch của xã
    plan_section: III.4
    owner: Trạm Y tế
    responsible: Trạm Y tế
    source: tiem-chung
`,
  );
  home = await sampleHome(undefined, folder.root);
  await deliver('petitions', 'pakn.csv', [
    'Mã phản ánh,Ngày tiếp nhận,Hạn xử lý,Ngày trả lời,Lĩnh vực,Kết quả xử lý,Kênh tiếp nhận,Mức độ hài lòng,Thôn/xóm',
    ...spellings.flatMap((hamlet, at) =>
      [0, 1, 2, 3, 4, 5].map(
        (n) =>
          `H-${at}${n},05/09/2026 08:00,15/09/2026,10/09/2026 08:00,Môi trường,Đã trả lời,Trực tiếp,Hài lòng,${hamlet}`,
      ),
    ),
  ]);
  await deliver('tiem-chung', 'tiem.csv', [
    'Mã,Ngày,Thôn,Số mũi',
    ...rows(20, (n) => `A${n},${10 + n}/09/2026,thôn hoà bình,${n % 2 === 0 ? 2 : 1}`),
    // Refused alone: they are in neither count.
    ...rows(5, (n) => `B${n},07/09/2026,Hòa Bình,hai`),
    ...rows(6, (n) => `C${n},08/09/2026,Thôn Hoa Binh,2`),
  ]);
  // The list of names comes a night later.
  await refresh(home.context, { site: false });
});
afterAll(() => home.remove());

test('before the list of names is there every text is unknown; the night after, six writings are one hamlet', async () => {
  expect(await byHamlet('pakn-tiep-nhan')).toEqual([['unknown', 36, null, null]]);
  await deliver('hamlets', 'thon.csv', [
    'Mã thôn,Tên thôn,Xã cũ,Mã xã cũ,Số hộ',
    'HB,Thôn Hòa Bình,Xã Bịa,13894,100',
    'BD,Xóm Bến Đò,Xã Bịa,13894,100',
  ]);
  const { message } = await refresh(home.context, { site: false });
  expect(message).toContain('1 tên không khớp danh mục');
  expect(await byHamlet('pakn-tiep-nhan')).toEqual([['Thôn Hòa Bình', 36, null, null]]);
});

test('an indicator over a source without SQL: names matched, what was refused in neither count, what matches nothing unknown', async () => {
  // How many rows of a hamlet were left out is told of none: it may be a few.
  expect((await byHamlet('tiem-du-hai-mui')).sort()).toEqual([
    ['Thôn Hòa Bình', 10, 20, null],
    ['unknown', 6, 6, null],
  ]);
});

test('readings show what was left out and the way to it; a breakdown is called as people call it', async () => {
  const plain = { ...home.context, json: false };
  home.printed.length = 0;
  await readings(plain, { indicator: 'Tỷ lệ trẻ tiêm đủ hai mũi', period: '2026-09' });
  expect(home.printed.join('\n')).toMatch(/Tử\/mẫu +Để riêng[\s\S]*16\/26 +5 /);
  expect(home.printed.join('\n')).toContain('indicator explain tiem-du-hai-mui --period 2026-09');
  home.printed.length = 0;
  await readings(plain, { indicator: 'Tỷ lệ trẻ tiêm đủ hai mũi', period: '2026-09', by: 'thôn' });
  expect(home.printed.join('\n')).toMatch(/Thôn Hòa Bình[\s\S]*10\/20/);
  await indicatorExplain(home.context, {
    id: 'tiem-du-hai-mui',
    period: '2026-09',
    by: 'thôn=Thôn Hòa Bình',
  });
  expect(answer()).toMatchObject({ by: 'hamlet', numerator: 10 });
  await expect(readings(plain, { indicator: 'tiem-du-hai-mui', by: 'lĩnh vực' })).rejects.toMatchObject({
    code: 'unknown_dimension',
    message: expect.stringMatching(/"Tỷ lệ trẻ tiêm đủ hai mũi".*chia theo: hamlet \(Thôn\/xóm\)/),
  });
  await expect(readings(plain, { indicator: 'tiem' })).rejects.toMatchObject({
    code: 'unknown_indicator',
    message: expect.stringContaining('"tiem-du-hai-mui" (Tỷ lệ trẻ tiêm đủ hai mũi)'),
  });
});

test('what matches nothing is listed with the nearest name, and told by status', async () => {
  await nameList(home.context, {});
  expect(answer()).toMatchObject([
    {
      dimension: 'hamlet',
      source: 'tiem-chung',
      written: 'Thôn Hoa Binh',
      rows: 6,
      how: 'none',
      choices: ['Thôn Hòa Bình'],
    },
  ]);
  await nameList(home.context, { all: true });
  expect(
    answer<{ how: string }[]>()
      .map(({ how }) => how)
      .sort(),
  ).toEqual(['none', 'prefix', 'prefix', 'spelling', 'spelling', 'spelling', 'spelling', 'spelling'].sort());
  const plain = { ...home.context, json: false };
  await nameList(plain, {});
  expect(home.printed.at(-2)).toMatch(/hamlet +tiem-chung +Thôn Hoa Binh +6 +Thôn Hòa Bình\?/);
  await status(plain, {});
  expect(home.printed).toContainEqual(
    expect.stringContaining('Tên không khớp danh mục: 1 (xem: npm run kpi -- name list)'),
  );
});

const accept = (name: string, more: object = {}) =>
  nameAccept(home.context, {
    dimension: 'hamlet',
    written: 'Thôn Hoa Binh',
    name,
    byWhom: 'Văn phòng',
    ...more,
  });

test('only a name on the list can be accepted, by a person, into a project folder', async () => {
  await expect(accept('Thôn Hoà Bìn')).rejects.toMatchObject({
    code: 'unknown_name',
    exitCode: 2,
    message: expect.stringContaining('Thôn Hòa Bình'),
  });
  await expect(accept('Thôn Hòa Bình', { dimension: 'hamlets' })).rejects.toMatchObject({
    code: 'unknown_dimension',
    message: expect.stringContaining('"hamlet"'),
  });
  await expect(accept('Thôn Hòa Bình', { byWhom: ' ' })).rejects.toMatchObject({ code: 'by_whom_missing' });
  await expect(accept('Thôn Hòa Bình', { from: '1/7/2026' })).rejects.toMatchObject({
    code: 'bad_date_option',
  });
  await expect(accept('Thôn Hòa Bình', { from: '2026-07-02', until: '2026-07-01' })).rejects.toMatchObject({
    code: 'bad_days',
  });
  const withoutFolder = { ...home.context, project: undefined };
  await expect(
    nameAccept(withoutFolder, { dimension: 'hamlet', written: 'x', name: 'HB', byWhom: 'Văn phòng' }),
  ).rejects.toMatchObject({ code: 'no_project' });
});

test('a dimension is called as people call it; a name without its marks, or its word, is proposed', async () => {
  for (const name of ['Ben Do', 'thon hoa binh'])
    await expect(accept(name, { dimension: 'xóm' })).rejects.toMatchObject({
      code: 'unknown_name',
      message: expect.stringMatching(/Có phải "(Xóm Bến Đò|Thôn Hòa Bình)"/),
    });
});

test('a name on the list is not taken for another one, unless from a day on', async () => {
  for (const written of ['Xóm Bến Đò', 'xóm  bến đò', 'bd'])
    await expect(accept('Thôn Hòa Bình', { written })).rejects.toMatchObject({
      code: 'name_listed',
      exitCode: 2,
      message: expect.stringMatching(/"Xóm Bến Đò".*--from/),
    });
  await expect(accept('Xóm Bến Đò', { written: 'Xóm Bến Đò' })).rejects.toMatchObject({
    code: 'name_listed',
  });
  expect(await accept('Thôn Hòa Bình', { written: 'Xóm Bến Đò', from: '2026-07-01' })).toBe(0);
  await expect(
    nameRemove(home.context, { dimension: 'thôn', written: 'Xóm Bến Đò', from: '2026-08-01' }),
  ).rejects.toMatchObject({ code: 'name_not_accepted' });
  expect(await nameRemove(home.context, { dimension: 'thôn/xóm', written: 'Xóm Bến Đò' })).toBe(0);
  const written = await readFile(join(folder.root, 'names.yaml'), 'utf8');
  expect(written).toMatch(/^# Tên gọi khác[\s\S]*names: \[\]\n/);
});

test('what is accepted stands in names.yaml with its comments, and counts from the next night on', async () => {
  await accept('hb', { from: '2026-09-01' });
  const written = await readFile(join(folder.root, 'names.yaml'), 'utf8');
  expect(written).toMatch(
    /^# Tên gọi khác[\s\S]*names:\n {2}- dimension: hamlet\n {4}written: Thôn Hoa Binh\n {4}name: Thôn Hòa Bình\n {4}valid_from: 2026-09-01\n/,
  );
  await expect(accept('Xóm Bến Đò')).rejects.toMatchObject({ code: 'name_accepted' });
  const { message } = await refresh(home.context, { site: false });
  expect(message).not.toContain('không khớp danh mục');
  expect(await byHamlet('tiem-du-hai-mui')).toEqual([['Thôn Hòa Bình', 16, 26, null]]);
});

test('what was accepted is taken back, and the comments of the file stay', async () => {
  const at = join(folder.root, 'names.yaml');
  const before = await readFile(at, 'utf8');
  const note = '  # Hỏi trưởng thôn\n';
  const other = '  - dimension: unit\n    written: UB xã\n    name: UBND xã\n';
  await folder.write('names.yaml', `${before.replace('names:\n', `$&${note}`)}  # Cơ quan\n${other}`);
  await expect(nameRemove(home.context, { dimension: 'hamlet', written: 'Hoa Binh' })).rejects.toMatchObject({
    code: 'name_not_accepted',
    message: expect.stringContaining('"Thôn Hoa Binh"'),
  });
  expect(await nameRemove(home.context, { dimension: 'hamlet', written: 'Thôn Hoa Binh' })).toBe(0);
  const after = await readFile(at, 'utf8');
  expect(after).not.toContain('Hoa Binh');
  expect(after).toContain(before.slice(0, before.indexOf('names:\n')));
  expect(after).toContain(other);
  for (const comment of ['# Hỏi trưởng thôn', '# Cơ quan']) expect(after).toContain(comment);
  await folder.write('names.yaml', before);
});

test('the statement of the fact is shown; SQL of the same name stands in its place, and that is told', async () => {
  await sourceSql(home.context, { id: 'tiem-chung' });
  expect(home.printed.at(-1)).toContain('from matched."tiem_chung" c');
  await folder.write(
    'facts/tiem_chung.sql',
    'select *, _refused as refused_columns from current.tiem_chung where doses > 0',
  );
  await sourceSql(home.context, { id: 'tiem-chung' });
  expect(home.printed.at(-1)).toMatch(/fact\.tiem_chung .*facts\/tiem_chung\.sql/);
  expect(await indicatorCheck(home.context, {})).toBe(0);
  expect(home.said.join('\n')).toMatch(/fact\.tiem_chung: .*facts\/tiem_chung\.sql.*tiem-chung/);
});
