import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Contract } from '../../pipelines/config/contract.ts';
import type { Project } from '../../pipelines/config/project.ts';
import { compose } from '../../pipelines/indicator/compose.ts';
import { parseCondition } from '../../pipelines/indicator/condition.ts';
import { newFile, withItem, withoutDefaults } from '../../pipelines/indicator/item-text.ts';
import type { ColumnKind, Profile, ProfileColumn } from '../../pipelines/indicator/profile.ts';
import { idOf } from '../../pipelines/indicator/proposals.ts';
import type { Wanted } from '../../pipelines/indicator/wanted.ts';
import { messages } from '../../pipelines/messages/index.ts';

const column = (
  name: string,
  label: string,
  kind: ColumnKind,
  values: [string, string][] = [],
): ProfileColumn => ({
  name,
  label,
  kind,
  filled: 10,
  distinct: 5,
  values: values.map(([value, words]) => ({ value, label: words, rows: 5 })),
  isMoney: name === 'so_tien',
  isPercent: false,
  decimals: 0,
});

const contract = {
  id: 'so-theo-doi',
  title: 'Sổ theo dõi',
  steward: 'Văn phòng',
  table: 'so_theo_doi',
  record: { key: ['ma'], delivery: 'increment' },
  expect: { data_date: ['ngay_nhan'] },
  columns: [
    { name: 'ngay_nhan', labels: ['Ngày nhận'], type: 'date' },
    { name: 'thon', labels: ['Thôn, xóm', 'Địa bàn'], type: 'text', dimension: 'hamlet' },
    { name: 'co_quan', labels: ['Nơi giải quyết'], type: 'text', dimension: 'unit' },
    { name: 'ho_ten', labels: ['Họ và tên'], type: 'text', personal: 'drop' },
  ],
} as unknown as Contract;

const profile: Profile = {
  contract,
  fact: 'so_theo_doi',
  rows: 10,
  columns: [
    column('ket_qua', 'Kết quả', 'choice', [
      ['da_xong', 'Đã xong'],
      ['cho', 'Chờ, bổ sung'],
      ['huy', 'Hủy'],
    ]),
    column('co_mang', 'Có mạng', 'yes_no'),
    column('so_tien', 'Số tiền', 'number'),
    column('so_lan', 'Số lần', 'number'),
    column('ngay_nhan', 'Ngày nhận', 'date'),
    column('ngay_xong', 'Ngày xong', 'date'),
    column('ghi_chu', 'Ghi chú', 'text'),
    column('group', 'Nhóm', 'number'),
    { ...column('ty_le', 'Tỷ lệ', 'number'), isPercent: true },
    { ...column('so_tan', 'Số tấn', 'number'), decimals: 2 },
    column('listed_on', 'ngày chốt của tệp', 'date'),
  ],
  breakdowns: new Map([
    ['hamlet', 'thon'],
    ['unit', 'co_quan'],
  ]),
};

const project = {
  indicators: [],
  off: { indicators: [] },
  plan: {
    plan: { year: 2026 },
    dimensions: { hamlet: { label: 'Thôn/xóm' }, unit: { label: 'Cơ quan, đơn vị' } },
  },
} as unknown as Project;

test.each([
  ['Kết quả=Đã xong', "ket_qua = 'da_xong'", 'Kết quả là "Đã xong"'],
  ['ket_qua = đã xong , huy', "ket_qua in ('da_xong', 'huy')", 'Kết quả là "Đã xong" hoặc "Hủy"'],
  ['ket_qua=Chờ, bổ sung', "ket_qua = 'cho'", 'Kết quả là "Chờ, bổ sung"'],
  ['ket_qua!=Hủy', "ket_qua <> 'huy'", 'Kết quả khác "Hủy" (ô trống không tính)'],
  ['co_mang', 'co_mang', 'Có mạng: có'],
  ['!co_mang', 'not co_mang', 'Có mạng: không'],
  ['Có mạng=không', 'not co_mang', 'Có mạng: không'],
  ['so_lan>=2', 'so_lan >= 2', 'Số lần từ 2'],
  ['so_tien<1,5', 'so_tien < 1.5', 'Số tiền dưới 1,5'],
  ['so_tien>=1.250.000', 'so_tien >= 1250000', 'Số tiền từ 1.250.000'],
  ['group=1', '"group" = 1', 'Nhóm bằng 1'],
  ['ngay_nhan>=01/09/2026', "cast(ngay_nhan as date) >= date '2026-09-01'", 'Ngày nhận từ 01/09/2026'],
  [
    'ngay_xong<=Ngày nhận',
    'cast(ngay_xong as date) <= cast(ngay_nhan as date)',
    'Ngày xong không quá Ngày nhận',
  ],
  ['ghi_chu', 'ghi_chu is not null', 'có ghi Ghi chú'],
  ['!ngay_xong', 'ngay_xong is null', 'chưa ghi Ngày xong'],
])('a condition in words becomes SQL: %s', (text, sql, words) => {
  expect(parseCondition(profile, text)).toEqual({ value: { sql, words } });
});

test.each([
  ['ket_qa=Hủy', 'Có phải "ket_qua"?'],
  ['ket_qua=Da xong', 'Có phải "Đã xong"?'],
  ['ket_qua>=Hủy', 'không so sánh'],
  ['so_lan', 'cột số'],
  ['Kết quả', 'viết "Kết quả=Đã xong". Các giá trị: Đã xong'],
  ['so_lan>=nhiều', 'không phải số'],
  ['ngay_nhan>=31/02/2026', 'không phải ngày'],
  ['co_mang=chưa rõ', 'không phải có hay không'],
  ['ghi_chu=abc', 'chữ tự do'],
  ['ket_qua=', 'Không hiểu'],
  ['!ket_qua=Hủy', 'Không hiểu'],
  ['', 'Không hiểu'],
])('a condition that cannot be is refused: %s', (text, words) => {
  expect(parseCondition(profile, text)).toEqual({ fault: expect.stringContaining(words) });
});

const fieldsOf = (wanted: Wanted): Record<string, unknown> => {
  const { composed, faults } = compose(profile, project, wanted);
  expect(faults).toEqual([]);
  return Object.fromEntries((composed?.lines ?? []).map(({ field, value }) => [field, value]));
};

describe('each kind becomes its shape', () => {
  test.each<[Wanted, Record<string, unknown>]>([
    [
      { kind: 'number', where: ['co_mang', 'so_lan>=2'], each: 'ket_qua' },
      { shape: 'count', count: 'co_mang and so_lan >= 2', each: 'ket_qua', unit: 'count', better: 'none' },
    ],
    [
      { kind: 'share', where: ['ket_qua=Đã xong'], of: ['ket_qua!=Hủy'], by: ['Thôn/xóm'] },
      {
        shape: 'ratio',
        meets: "ket_qua = 'da_xong'",
        count: "ket_qua <> 'huy'",
        unit: 'percent',
        by: ['hamlet'],
      },
    ],
    [
      { kind: 'days', fromDate: 'ngay_nhan', toDate: 'Ngày xong', median: true },
      {
        shape: 'median',
        sum: "date_diff('day', cast(ngay_nhan as date), cast(ngay_xong as date))",
        count: 'ngay_nhan is not null and ngay_xong is not null',
        better: 'lower',
      },
    ],
    [
      { kind: 'amount', sum: 'so_tien', target: '1.000', targetSource: 'QĐ 1' },
      { shape: 'total', sum: 'so_tien', unit: 'money', unit_label: 'đồng', better: 'higher', legal: 'QĐ 1' },
    ],
    [
      { kind: 'share', sum: 'so_lan', over: 'Số tiền', where: ['co_mang'] },
      { shape: 'ratio', sum: 'so_lan', over: 'so_tien', count: 'co_mang', unit: 'percent', better: 'higher' },
    ],
    [
      { kind: 'yes_no', where: ['ngay_xong'] },
      { shape: 'yes_no', meets: 'ngay_xong is not null', unit: 'yes_no' },
    ],
  ])('%o', (wanted, fields) => {
    expect(fieldsOf(wanted)).toMatchObject({
      fact: 'so_theo_doi',
      when: 'ngay_nhan',
      aggregate: 'flow',
      ...fields,
    });
  });
});

test('a list counts as it stood last, by its own day, and as a flow by any other', () => {
  const list = { ...contract, record: { key: ['ma'], delivery: 'snapshot' } } as unknown as Contract;
  const of = (wanted: Wanted) =>
    Object.fromEntries(
      compose({ ...profile, contract: list }, project, wanted).composed?.lines.map(({ field, value }) => [
        field,
        value,
      ]) ?? [],
    );
  expect(of({ kind: 'number' })).toMatchObject({ when: 'listed_on', aggregate: 'stock' });
  expect(of({ kind: 'number', date: 'ngay_xong' })).toMatchObject({ when: 'ngay_xong', aggregate: 'flow' });
});

const monthly = {
  ...contract,
  record: { key: ['thang'], delivery: 'increment' },
  columns: [
    ...contract.columns,
    { name: 'thang', labels: ['Tháng'], type: 'period' },
    { name: 'so_tan', labels: [], across: ['Tháng *'], type: 'decimal' },
  ],
} as unknown as Contract;

test.each<[string, Wanted, 'flow' | 'stock']>([
  ['rows of a period are a list', { kind: 'number' }, 'stock'],
  ['unless it is told that they add up', { kind: 'number', accumulate: 'yes' }, 'flow'],
  ['a number column does not add up by itself', { kind: 'amount', sum: 'so_lan' }, 'stock'],
  ['unless it is told', { kind: 'amount', sum: 'so_lan', accumulate: 'có' }, 'flow'],
  ['money adds up', { kind: 'amount', sum: 'so_tien' }, 'flow'],
  ['unless it is told otherwise', { kind: 'amount', sum: 'so_tien', accumulate: 'no' }, 'stock'],
  ['a column written across adds up', { kind: 'amount', sum: 'so_tan' }, 'flow'],
])('figures of a month and those of the year: %s', (_, wanted, aggregate) => {
  const period = column('thang', 'Tháng', 'date');
  const source = { ...profile, contract: monthly, columns: [...profile.columns, period] };
  const { composed, faults } = compose(source, project, wanted);
  expect(faults).toEqual([]);
  expect(composed?.lines).toContainEqual(expect.objectContaining({ field: 'when', value: 'thang' }));
  expect(composed?.lines).toContainEqual(expect.objectContaining({ field: 'aggregate', value: aggregate }));
});

test.each([
  ['hamlet', ['hamlet']],
  ['Thôn/xóm', ['hamlet']],
  ['thôn', ['hamlet']],
  ['Thôn, xóm', ['hamlet']],
  ['thon', ['hamlet']],
  ['Địa bàn', ['hamlet']],
  ['Cơ quan, đơn vị', ['unit']],
  ['đơn vị, xóm', ['unit', 'hamlet']],
  ['co_quan', ['unit']],
])('a breakdown is known by the dimension, its label, a word of it, and its column: %s', (text, by) => {
  expect(fieldsOf({ kind: 'number', by: [text] })).toMatchObject({ by });
});

test('rows that count and rows without a date do not contradict', () => {
  const { rows } = messages().indicator.shown;
  expect(rows(36, 36, 30)).toContain('6 dòng có ngày và được tính, 30 dòng không có ngày');
  expect(rows(36, 36, 0)).toBe('Nguồn có 36 dòng; 36 dòng đúng điều kiện và được tính.');
});

test('a sum has the decimals of its column', () => {
  expect(fieldsOf({ kind: 'amount', sum: 'Số tấn' })).toMatchObject({ decimals: 2 });
  expect(fieldsOf({ kind: 'amount', sum: 'so_lan' })).toMatchObject({ decimals: 0 });
});

test('days are remarked where the last is missing or before the first', () => {
  const { composed } = compose(profile, project, {
    kind: 'days',
    fromDate: 'ngay_nhan',
    toDate: 'ngay_xong',
    where: ['co_mang'],
  });
  expect(composed?.remarks).toEqual({
    unfinished: 'ngay_nhan is not null and ngay_xong is null and co_mang',
    reversed: 'cast(ngay_xong as date) < cast(ngay_nhan as date) and co_mang',
  });
});

const meeting: Wanted = { kind: 'share', where: ['co_mang'], targetSource: 'QĐ' };
test.each<[string, Wanted, string, string]>([
  ['a share of 120', { ...meeting, target: '120' }, '--target', 'từ 0 đến 100 %'],
  ['a target below nothing', { ...meeting, kind: 'number', target: '-1' }, '--target', 'từ 0 trở lên'],
  [
    'a target of what is only watched',
    { ...meeting, better: 'none', target: '5' },
    '--target',
    'chỉ theo dõi',
  ],
  ['half a yes', { ...meeting, kind: 'yes_no', target: '0,5' }, '--target', '1 (có) hoặc 0'],
  ['a sum of percentages', { kind: 'amount', sum: 'Tỷ lệ' }, '--sum', 'tỷ lệ không cộng được'],
  ['percentages over', { kind: 'share', sum: 'so_lan', over: 'ty_le' }, '--over', 'tỷ lệ không cộng được'],
  ['a person', { kind: 'number', where: ['Họ và tên'] }, '--where', 'giữ riêng tư'],
  ['no yes', { kind: 'number', accumulate: 'x' }, '--accumulate', 'mới phát sinh, cộng dồn được'],
  ['no breakdown', { kind: 'number', by: ['xã'] }, '--by', 'Thôn/xóm (hamlet)'],
  [
    'quotes forgotten',
    { kind: 'number', where: ['co_mang', 'Kết', 'quả=Đã', 'xong'] },
    '--where',
    '--where "Kết quả=Đã xong"',
  ],
])('refused by its own option: %s', (_, wanted, option, words) => {
  const { faults } = compose(profile, project, wanted);
  expect(faults).toEqual([{ option, message: expect.stringContaining(words) }]);
});

test('a list does not add up, its files stand for one another', () => {
  const list = { ...contract, record: { key: ['ma'], delivery: 'snapshot' } } as unknown as Contract;
  const { faults } = compose({ ...profile, contract: list }, project, { kind: 'number', accumulate: 'yes' });
  expect(faults).toEqual([{ option: '--accumulate', message: expect.stringContaining('cả danh sách') }]);
});

test('the same name over the same source is refused with where it stands, whatever its id', () => {
  const twin = {
    id: 'so-ho',
    source: 'so-theo-doi',
    name: 'Số hộ',
    group: { id: 'g', name: 'G', order: 1 },
    placeOf: () => ({ file: 'indicators/ho.yaml', line: 3, field: '' }),
  };
  const having = { ...project, indicators: [twin] } as unknown as Project;
  const faultsOf = (wanted: Wanted) => compose(profile, having, { kind: 'number', ...wanted }).faults;
  expect(faultsOf({ title: 'số  hộ', id: 'khac' })).toEqual([
    { option: '--title', message: expect.stringMatching(/so-ho.*indicators\/ho\.yaml/) },
  ]);
  expect(faultsOf({ title: 'Số hổ', id: 'so-ho' })).toEqual([
    { option: '--id', message: expect.stringMatching(/indicators\/ho\.yaml.*--id so-ho-2/) },
  ]);
});

test('everything that cannot be taken is told at once', () => {
  const { composed, faults } = compose(profile, project, {
    kind: 'days',
    fromDate: 'so_lan',
    where: ['ket_qa=1'],
    by: ['xa'],
    target: 'x',
    better: 'up',
  });
  expect(composed).toBeUndefined();
  const told = ['--better', '--by', '--from-date', '--target', '--to-date', '--where'];
  expect(faults.map(({ option }) => option).sort()).toEqual(told);
});

test.each([
  ['95', 95],
  ['95,5 %', 95.5],
  ['98.5', 98.5],
  ['1.000', 1000],
])('a target is a number as people write it: %s', (text, value) => {
  const { composed } = compose(profile, project, { kind: 'number', target: text, targetSource: 'QĐ' });
  expect(composed?.target?.value).toBe(value);
});

test('an id is without marks, short, and not one that is taken', () => {
  expect(idOf('Tỷ lệ trẻ đã tiêm đủ mũi', [])).toBe('ty-le-tre-da-tiem-du-mui');
  expect(idOf('12 tháng', [])).toBe('thang');
  expect(idOf('…', [])).toBe('chi-tieu');
  expect(idOf('Số hộ', ['so-ho', 'so-ho-2'])).toBe('so-ho-3');
});

const item = [
  { field: 'id', value: 'moi', why: 'vì sao: "thế"' },
  { field: 'name', value: 'Tên: có "dấu" # và \'nháy\'' },
  { field: 'by', value: ['hamlet', 'unit'] },
  { field: 'confirmed', value: false },
  { field: 'score', value: null },
];
const read = {
  id: 'moi',
  name: 'Tên: có "dấu" # và \'nháy\'',
  by: ['hamlet', 'unit'],
  confirmed: false,
  score: null,
};

test.each([
  ['a list by lines', '# đầu\nindicators:\n  - id: a # một\n    name: A\n\n# cuối\nother: 1\n'],
  ['dashes at the margin', 'indicators:\n- id: a\n  name: A'],
  ['Windows line ends', 'indicators:\r\n  - id: a\r\n    name: A\r\n'],
  ['an empty list', 'group: x\nindicators: []\nother: 1\n'],
  ['no list yet', 'indicators:\n'],
  ['a folded text last', 'indicators:\n  - id: a\n    name: >-\n      Dòng một\n      dòng hai\n'],
])('an item goes behind the others, and all else stays as it is written: %s', (_, text) => {
  const result = withItem(text, 'indicators', item, 'đặt hôm nay') ?? '';
  const before = parse(text) as { indicators: unknown[] | null };
  expect(parse(result)).toEqual({ ...before, indicators: [...(before.indicators ?? []), read] });
  for (const line of text.split(/\r?\n/)) expect(result).toContain(line.replace(' []', ''));
  expect(result.includes('\r\n')).toBe(text.includes('\r\n'));
});

test('a list in brackets takes nothing', () => {
  expect(withItem('indicators: [{ id: a }]\n', 'indicators', item, 'x')).toBeUndefined();
});

test('whatever a text says, it is read back as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const lines = [
        { field: 'id', value: 'a' },
        { field: 'name', value: text },
      ];
      const group = { id: 'g', name: text, order: 1 };
      const result = parse(newFile(group, lines, { file: 'x', item: 'y' }));
      expect(result).toEqual({ group, indicators: [{ id: 'a', name: text }] });
    }),
  );
});

test('defaults of the file that the indicator has not are known', () => {
  expect(withoutDefaults('defaults: { count: x, by: [a], id: y }\n', item)).toEqual(['count']);
  expect(withoutDefaults('indicators: []\n', item)).toEqual([]);
});
