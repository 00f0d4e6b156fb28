import { describe, expect, test } from 'vitest';
import { columnName } from '../../pipelines/draft/column-name.ts';
import { guessColumn } from '../../pipelines/draft/guess-column.ts';
import { guessHeader } from '../../pipelines/draft/guess-header.ts';
import { matchLabels } from '../../pipelines/draft/match-labels.ts';
import type { Profile } from '../../pipelines/draft/profile.ts';
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

  test('below what is asked beside its answer, and below the heads of offices, however narrow the table', () => {
    const rows = [
      ['BÁO CÁO SỐ LIỆU THÔN THÁNG 9/2026'],
      ['Người lập:', '(bỏ)'],
      ['Mã', 'Nội dung', 'Đơn vị', 'Giá trị'],
      ['CT01', 'Tổng số hộ dân', 'Hộ', '412'],
      ['CT02', 'Tổng số nhân khẩu', 'Người', '1.630'],
    ];
    expect(guessHeader(rows)).toMatchObject({ firstRow: 3, lastRow: 3 });
    const office = [
      ['UBND XÃ RẠNG ĐÔNG', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      ['Mã', 'Tên', 'Số'],
      ['A1', 'An', '3'],
      ['A2', 'Bình', '4'],
    ];
    expect(guessHeader(office)).toMatchObject({ firstRow: 2, lastRow: 2 });
  });

  test('above the title of a section', () => {
    const rows = [labels, ['I', 'Thôn Đông'], ...data];
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

/** A column of texts that come `times` times each in every one of `files` files. */
function textColumn(label: string, texts: readonly string[], times: number, files = 2): Profile {
  const filled = texts.length * times * files;
  const values = texts.map((value) => ({ value, rows: times * files, files, fewest: times }));
  const none = new Proxy({}, { get: () => 0 });
  return {
    ...{ labels: [label], label, column: 'c0', rows: filled, filled, distinct: texts.length, files, values },
    ...{ longest: 20, dashes: [], oldest: null, newest: null },
    share: none as Profile['share'],
    shape: none as Profile['shape'],
  };
}

describe('a column of texts', () => {
  const drafted = (profile: Profile) => {
    const { type, personal, codes, dimension } = guessColumn(profile, new Set());
    return { type, personal, codes: codes && Object.keys(codes), dimension };
  };
  const nothing = { personal: undefined, codes: undefined, dimension: undefined };

  test('whose label names a person is dropped, however often its values come again', () => {
    for (const label of ['Họ và tên trẻ', 'Người nộp', 'Cán bộ thụ lý', 'Tên chủ hộ', 'Chủ hộ'])
      expect(drafted(textColumn(label, ['A', 'B', 'C'], 9))).toMatchObject({ personal: 'drop' });
    // A kind of persons is no name.
    expect(drafted(textColumn('Loại đối tượng người có công', ['A', 'B'], 9))).toMatchObject({
      type: 'code',
      personal: undefined,
    });
  });

  test('of notes is free text and is dropped, also where it is blank or always says the same', () => {
    expect(drafted(textColumn('Ghi chú', ['Đã chuyển đi'], 9))).toMatchObject({
      type: 'text',
      personal: 'drop',
    });
    expect(drafted(textColumn('Ghi chú', [], 0))).toMatchObject({ type: 'text', personal: 'drop' });
  });

  test('is a list of codes only where each comes several times in each file', () => {
    expect(drafted(textColumn('Kết quả', ['Đạt', 'Chưa đạt'], 9))).toEqual({
      ...nothing,
      type: 'code',
      codes: ['Đạt', 'Chưa đạt'],
    });
    const once = textColumn('Kết quả', ['A', 'B', 'C', 'D'], 1, 3);
    expect(drafted(once)).toEqual({ ...nothing, type: 'text' });
    const another = textColumn('Kết quả', ['A', 'B', 'C', 'D'], 5, 2);
    const ofOneFile = another.values?.map((value) => ({ ...value, files: 1 }));
    expect(drafted({ ...another, values: ofOneFile })).toEqual({ ...nothing, type: 'text' });
  });

  test('whose label speaks of a list of names is called by it, and is no list of codes', () => {
    const lists = ['Thôn/xóm', 'Địa bàn', 'Đơn vị chủ trì', 'Lĩnh vực giải quyết', 'Tên thủ tục hành chính'];
    expect(lists.map((label) => drafted(textColumn(label, ['A', 'B'], 9)).dimension)).toEqual([
      'hamlet',
      'hamlet',
      'unit',
      'field',
      'procedure',
    ]);
    expect(drafted(textColumn('Đơn vị tính', ['Cái', 'Bộ'], 9))).toMatchObject({ type: 'code' });
  });
});
