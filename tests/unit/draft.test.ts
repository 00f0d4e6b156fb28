import { describe, expect, test } from 'vitest';
import { columnName } from '../../pipelines/draft/column-name.ts';
import { guessHeader } from '../../pipelines/draft/guess-header.ts';
import { matchLabels } from '../../pipelines/draft/match-labels.ts';
import { looksVietnamese } from '../../pipelines/draft/vietnamese.ts';

const data = [
  ['1', 'Nguyễn Văn An', '12', '08/10/2026', '120,5'],
  ['2', 'Trần Thị Bình', '7', '09/10/2026', '80'],
  ['3', 'Lê Văn Cường', '3', '10/10/2026', '64,2'],
];
const labels = ['STT', 'Họ và tên', 'Số thửa', 'Ngày cấp', 'Diện tích'];

describe('the header of a table nobody has described', () => {
  test('in the first row', () => {
    expect(guessHeader([labels, ...data])).toMatchObject({ firstRow: 1, lastRow: 1, labels, missing: [] });
  });

  test('below titles, the motto of the state and blank rows', () => {
    const rows = [
      ['UBND XÃ RẠNG ĐÔNG', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      ['PHÒNG KINH TẾ', '', '', 'Độc lập - Tự do - Hạnh phúc'],
      [],
      ['DANH SÁCH THỬA ĐẤT'],
      [],
      labels,
      ...data,
    ];
    expect(guessHeader(rows)).toMatchObject({ firstRow: 6, lastRow: 6 });
  });

  test('of two rows, merged as a sheet shows them', () => {
    const rows = [
      ['STT', 'Họ và tên', 'Thửa đất', 'Thửa đất', 'Thửa đất'],
      ['STT', 'Họ và tên', 'Số thửa', 'Ngày cấp', 'Diện tích'],
      ...data,
    ];
    const found = guessHeader(rows);
    expect(found?.lastRow).toBe(2);
    expect([...(found?.cells.keys() ?? [])]).toEqual(labels);
  });

  test('of two rows, as a text file leaves them, where only the upper one tells columns apart', () => {
    const rows = [
      ['Mã', 'Loại đất 1', '', 'Loại đất 2', ''],
      ['', 'Diện tích', 'Nguồn gốc', 'Diện tích', 'Nguồn gốc'],
      ['A-1', '12', 'Giao', '5', 'Thuê'],
      ['A-2', '14', 'Giao', '', ''],
      ['A-3', '9', 'Thuê', '2', 'Giao'],
    ];
    const found = guessHeader(rows);
    expect(found).toMatchObject({ firstRow: 1, lastRow: 2 });
    expect([...(found?.cells.keys() ?? [])]).toEqual([
      'Mã',
      'Loại đất 1 › Diện tích',
      'Nguồn gốc',
      'Loại đất 2 › Diện tích',
      'Nguồn gốc (2)',
    ]);
  });

  test('of a table that holds nothing but texts is not mistaken for two rows', () => {
    const rows = [
      ['Mã thôn', 'Tên thôn', 'Trưởng thôn'],
      ['BM', 'Bình Minh', 'Bà An'],
      ['PS', 'Phù Sa', 'Ông Cường'],
    ];
    expect(guessHeader(rows)).toMatchObject({ firstRow: 1, lastRow: 1 });
  });

  test('is not there in prose, in numbers alone, in nothing', () => {
    expect(guessHeader([['Kính gửi Ủy ban nhân dân xã.'], ['Đề nghị xem xét.']])).toBeUndefined();
    expect(guessHeader(data.map((row) => row.slice(2)))).toBeUndefined();
    expect(guessHeader([])).toBeUndefined();
  });
});

test('Vietnamese is told from text read in the wrong encoding', () => {
  const right = ['Họ và tên', 'Ngày tiếp nhận', 'Thửa đất', 'Nghị quyết', 'người khuyết tật', 'STT', 'Email'];
  expect(looksVietnamese(right)).toBe(true);
  expect(looksVietnamese(right.map((text) => text.toUpperCase()))).toBe(true);
  expect(looksVietnamese(['1.250.000 đ', 'QĐ', 'HĐND và UBND', 'Phê duyệt'])).toBe(true);
  expect(looksVietnamese(['Hä vµ tªn', 'Ngµy tiÕp nhËn', 'Thöa ®Êt'])).toBe(false);
  expect(looksVietnamese(['Hoï vaø teân', 'Ngaøy tieáp nhaän'])).toBe(false);
  expect(looksVietnamese(['Há» vÃ  tÃªn', 'NgÃ y'])).toBe(false);
});

test('a column that keeps its place under another label is one column', () => {
  const january = ['Mã', 'Ngày', 'Kết quả', 'Thôn'];
  const february = ['Mã', 'Ngày', 'Trạng thái', 'Thôn', 'Ghi chú'];
  expect(matchLabels([january, february])).toEqual([
    ['Mã'],
    ['Ngày'],
    ['Kết quả', 'Trạng thái'],
    ['Thôn'],
    ['Ghi chú'],
  ]);
  // In one file both stand: they are two.
  expect(matchLabels([january, [...february, 'Kết quả']])).toContainEqual(['Kết quả']);
  // Two renamed side by side are known by a word they share.
  expect(
    matchLabels([
      ['A', 'Định danh mức 1', 'Định danh mức 2', 'B'],
      ['A', 'Mức 1', 'Mức 2', 'B'],
    ]),
  ).toEqual([['A'], ['Định danh mức 1', 'Mức 1'], ['Định danh mức 2', 'Mức 2'], ['B']]);
});

test('names of columns are what SQL and YAML take, each once', () => {
  const taken = new Set<string>();
  const names = [
    'Ngày tiếp nhận',
    'Ngày tiếp nhận',
    '2026',
    'Từ',
    'To',
    '%',
    'Đất ở (m²)',
    'Order',
    'maHoSo',
  ];
  expect(names.map((label) => columnName(label, taken))).toEqual([
    'ngay_tiep_nhan',
    'ngay_tiep_nhan_2',
    'cot_2026',
    'tu',
    'cot_to',
    'cot',
    'dat_o_m',
    'cot_order',
    'ma_ho_so',
  ]);
});
