import { expect, test } from 'vitest';
import { findHeader, labelBlock, nearestLabel } from '../../pipelines/read/header.ts';

const wanted = [
  { name: 'code', labels: ['Số hồ sơ', 'Mã hồ sơ'], required: true },
  { name: 'received', labels: ['Ngày tiếp nhận'], required: true },
  { name: 'due', labels: ['Ngày hẹn trả'], required: true },
  { name: 'status', labels: ['Trạng thái'], required: true },
  { name: 'fee', labels: ['Phí › Phải nộp'], required: false },
];
const plain = ['Số hồ sơ', 'Ngày tiếp nhận', 'Ngày hẹn trả', 'Trạng thái'];

test('a header in the first row', () => {
  const found = findHeader([plain, ['1', '2', '3', '4']], wanted);
  expect(found).toMatchObject({ firstRow: 1, lastRow: 1, missing: [], labels: plain });
  expect([...(found?.cells ?? [])]).toEqual([
    ['code', 0],
    ['received', 1],
    ['due', 2],
    ['status', 3],
  ]);
});

test('a header below titles; the titles belong to no label', () => {
  const found = findHeader(
    [['DANH SÁCH HỒ SƠ'], ['Tháng 10', 'Tháng 10', 'Tháng 10', 'Tháng 10'], plain],
    wanted,
  );
  expect(found?.lastRow).toBe(3);
  expect(found?.labels).toEqual(plain);
});

test('a header of two rows: the lower text counts, both together where only they tell columns apart', () => {
  const rows = [
    ['Hồ sơ', 'Thời gian', 'Thời gian', 'Trạng thái', 'Phí', 'Phí'],
    ['Mã hồ sơ', 'Ngày tiếp nhận', 'Ngày hẹn trả', '', 'Được miễn', 'Phải nộp'],
  ];
  const found = findHeader(rows, wanted);
  expect(found).toMatchObject({ lastRow: 2, missing: [] });
  expect(found?.cells.get('status')).toBe(3);
  expect(found?.cells.get('fee')).toBe(5);
});

test('a label too short to say anything is told with the one above it', () => {
  const labels = labelBlock([
    ['Họ và tên', 'Năm sinh', 'Năm sinh'],
    ['', 'Nam', 'Nữ'],
  ]).map(({ label }) => label);
  expect(labels).toEqual(['Họ và tên', 'Năm sinh › Nam', 'Năm sinh › Nữ']);
});

test('most of the labels are a header, though the one required is not among them', () => {
  const loose = wanted.map((column) => ({ ...column, required: column.name === 'code' }));
  const found = findHeader([['Danh sách', 'năm 2026'], plain.slice(1)], loose);
  expect(found).toMatchObject({ firstRow: 2, missing: [{ name: 'code' }] });
});

test('the first column wins where a label stands twice', () => {
  expect(findHeader([[...plain, 'Trạng thái']], wanted)?.cells.get('status')).toBe(3);
});

test('labels that stand again are known by their number', () => {
  const columns = [
    { name: 'first', labels: ['Ghi chú'], required: true },
    { name: 'second', labels: ['Ghi chú (2)'], required: true },
  ];
  const found = findHeader([['Ghi chú', 'Mã', 'Ghi chú']], columns);
  expect(found?.labels).toEqual(['Ghi chú', 'Mã', 'Ghi chú (2)']);
  expect(found?.cells.get('second')).toBe(2);
});

test('case, tones, decomposed letters, line breaks and blanks make no difference', () => {
  const found = findHeader(
    [['SỐ HỒ SƠ ', 'Ngày\ntiếp nhận', 'ngay hen tra', 'Trạng  thái'.normalize('NFD')]],
    wanted,
  );
  expect(found?.missing).toEqual([]);
});

test('what is missing is named, with what resembles it most', () => {
  const found = findHeader([['Số hồ sơ', 'Ngày tiếp nhận', 'Ngày hẹn', 'Trạng thái']], wanted);
  const [missing] = found?.missing ?? [];
  expect(missing?.name).toBe('due');
  expect(found && missing && nearestLabel(found, missing)).toBe('Ngày hẹn');
});

test('a title above the header does not hide what resembles a missing column', () => {
  const title = 'DANH SÁCH HỒ SƠ TIẾP NHẬN VÀ TRẢ KẾT QUẢ THÁNG 10 NĂM 2026';
  const found = findHeader(
    [
      [title, title, title, title],
      ['Số hồ sơ', 'Ngày tiếp nhận', 'Ngày hẹn', 'Trạng thái'],
    ],
    wanted,
  );
  const [missing] = found?.missing ?? [];
  expect(found && missing && nearestLabel(found, missing)).toBe('Ngày hẹn');
});

test('no header: fewer than two labels, or fewer than half of the required ones', () => {
  expect(findHeader([['Số hồ sơ', 'Tên', 'Xã']], wanted)).toBeUndefined();
  expect(findHeader([['Kính gửi UBND xã'], [], ['Trân trọng']], wanted)).toBeUndefined();
  expect(findHeader([], wanted)).toBeUndefined();
});
