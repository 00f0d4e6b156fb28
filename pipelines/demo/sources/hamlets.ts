import { hamlets } from '../data/hamlets.ts';
import { type SheetCell, writeWorkbook } from '../export/workbook.ts';
import { livesHere } from '../life/resident.ts';
import { endOfMonth } from '../wall-clock.ts';
import type { SampleGenerator } from './source.ts';

const takenAt = endOfMonth(2026, 10);
const header = ['STT', 'Mã thôn', 'Tên thôn, xóm, tổ dân phố', 'Xã, thị trấn cũ', 'Mã ĐVHC cũ ', 'Số hộ'];

/** The list of hamlets as an office keeps it: titles, a total, a signature; one new quarter has no code yet. */
export const hamletList: SampleGenerator = (_seed, { residents }) => {
  const households = new Map<string, Set<number>>();
  for (const resident of residents) {
    if (!livesHere(resident, takenAt)) continue;
    const known = households.get(resident.hamlet.code) ?? new Set();
    households.set(resident.hamlet.code, known.add(resident.household));
  }
  const rows: SheetCell[][] = hamlets.map((hamlet, at) => [
    at + 1,
    hamlet.code,
    hamlet.name,
    hamlet.formerCommune,
    // Typed as a number here and as text there.
    at % 3 === 0 ? Number(hamlet.formerCode) : hamlet.formerCode,
    households.get(hamlet.code)?.size ?? 0,
  ]);
  rows.push([hamlets.length + 1, null, 'Khu dân cư mới Cồn Xanh', 'xã Nam Điền', '13963', 0]);
  const total = rows.reduce((sum, row) => sum + Number(row[5]), 0);
  const lines: SheetCell[][] = [
    ['ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG'],
    ['DANH SÁCH THÔN, XÓM, TỔ DÂN PHỐ'],
    ['(Số liệu đến ngày 31/10/2026)'],
    [],
    header,
    ...rows,
    ['Tổng cộng', null, null, null, null, total],
    [],
    [null, null, null, 'NGƯỜI LẬP BIỂU'],
  ];
  const bytes = writeWorkbook({
    sheet: 'Thôn xóm',
    rows: lines,
    merges: [0, 1, 2].map((row) => ({ rows: [row, row], columns: [0, 5] })),
    made: takenAt,
  });
  return {
    source: 'hamlets',
    files: [
      {
        name: 'danh-sach-thon-xom.xlsx',
        bytes,
        rows: rows.length,
        accepted: hamlets.length,
        refused: rows.length - hamlets.length,
      },
    ],
  };
};
