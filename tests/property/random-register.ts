import * as xlsx from '@e965/xlsx';
import fc from 'fast-check';

/** A register of an office as it may be kept: what it looks like, and how many of its lines are records. */
export interface Register {
  rows: string[][];
  sheets: readonly string[];
  records: number;
  hasPeriod: boolean;
  hasSections: boolean;
}

const hamlets = ['Thôn Đông', 'Thôn Đoài', 'Tổ dân phố Phú Sa', 'Xóm 3', 'Thôn Bến Đò'];
const sectionNames = ['Chỉ đạo, điều hành', 'Dữ liệu số', 'Hạ tầng', 'An toàn thông tin'];
const people = ['Nguyễn Văn Giả', 'Trần Thị Bịa', 'Lê Văn Mẫu', 'Phạm Thị Thử', 'Vũ Đình Ví'];

/** Columns by their labels: what stands in the n-th row. */
const columns: Record<string, (row: number) => string> = {
  'Họ và tên': (row) => people[row % people.length] ?? '',
  'Số nhân khẩu': (row) => String(1 + (row % 7)),
  'Số tiền vay (đồng)': (row) => (row % 3 === 0 ? '-' : `${20 + (row % 40)}.000.000`),
  'Diện tích (m²)': (row) => `${100 + row},5`,
  'Ngày cấp': (row) => `${String((row % 28) + 1).padStart(2, '0')}/03/2024`,
  'Kết quả': (row) => ['Đạt', 'Chưa đạt'][row % 2] ?? '',
  'Có thẻ BHYT': (row) => (row % 2 === 0 ? 'x' : ''),
  'Tỷ lệ (%)': (row) => `${row % 100}%`,
  'Ghi chú': (row) => (row % 9 === 4 ? `Chuyển đến tháng ${(row % 12) + 1}` : ''),
};

const look = fc.record({
  labels: fc.subarray(Object.keys(columns), { minLength: 4 }),
  sizes: fc.array(fc.integer({ min: 4, max: 14 }), { minLength: 1, maxLength: 4 }),
  section: fc.constantFrom('none', 'numeral', 'joined', 'plain'),
  isOfHamlets: fc.boolean(),
  heading: fc.constantFrom('none', 'title', 'office'),
  period: fc.constantFrom(
    '',
    'Tháng 9 năm 2026',
    'QUÝ III NĂM 2026',
    'Từ ngày 01/09/2026 đến ngày 30/09/2026',
  ),
  isNumbered: fc.boolean(),
  total: fc.constantFrom('', 'Tổng cộng', 'CỘNG', 'Tổng số:'),
  isSigned: fc.boolean(),
  hasOrdinal: fc.boolean(),
  sheets: fc.constantFrom(['S'], ['S'], ['Thôn Đông', 'Thôn Đoài', 'Phú Sa']),
});

type Look = typeof look extends fc.Arbitrary<infer T> ? T : never;

function above({ heading, period }: Look, width: number): string[][] {
  const rows: string[][] = [];
  if (heading === 'office') {
    const motto = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
    rows.push(['UBND XÃ BỊA', ...Array(Math.max(0, width - 2)).fill(''), motto], []);
  }
  if (heading !== 'none' || period !== '') rows.push(['SỔ THEO DÕI CỦA XÃ']);
  if (period !== '') rows.push([period]);
  return rows.length > 0 ? [...rows, []] : rows;
}

function sectionRow({ section, isOfHamlets }: Look, at: number): string[] | undefined {
  const name = (isOfHamlets ? hamlets : sectionNames)[at] ?? '';
  const numeral = ['I', 'II', 'III', 'IV'][at] ?? '';
  if (section === 'numeral') return [numeral, name];
  if (section === 'joined') return [`${numeral}. ${name}`];
  return section === 'plain' ? ['', name] : undefined;
}

function build(its: Look): Register {
  const front = its.hasOrdinal || its.section !== 'none' ? ['STT'] : [];
  const labels = [...front, 'Mã số', ...its.labels];
  const body: string[][] = [];
  let row = 0;
  for (const [at, size] of its.sizes.entries()) {
    const section = sectionRow(its, at);
    if (section) body.push(section);
    for (let n = 0; n < size; n += 1) {
      row += 1;
      const code = `MS-${String(row).padStart(3, '0')}`;
      body.push([
        ...front.map(() => String(row)),
        code,
        ...its.labels.map((label) => columns[label]?.(row) ?? ''),
      ]);
    }
  }
  const numbering = its.isNumbered ? [labels.map((_, at) => `(${at + 1})`)] : [];
  const sums = its.labels.map((label) => (label === 'Số nhân khẩu' ? String(row * 4) : ''));
  const total = its.total === '' ? [] : [[...front.map(() => ''), its.total, ...sums]];
  const gap = Array(Math.max(1, labels.length - 2)).fill('');
  const signed = [
    [],
    ['', ...gap, 'Rạng Đông, ngày 30 tháng 9 năm 2026'],
    ['', 'Người lập biểu', ...gap.slice(1), 'TM. ỦY BAN NHÂN DÂN'],
    [],
    ['', 'Trần Thị Bịa', ...gap.slice(1), 'Phạm Văn Bịa'],
  ];
  return {
    rows: [
      ...above(its, labels.length),
      labels,
      ...numbering,
      ...body,
      ...total,
      ...(its.isSigned ? signed : []),
    ],
    sheets: its.sheets,
    records: row * its.sheets.length,
    hasPeriod: its.period !== '',
    hasSections: its.section !== 'none',
  };
}

export const register: fc.Arbitrary<Register> = look.map(build);

/** The register as a workbook: of several sheets each has codes of its own. */
export function workbookOf({ rows, sheets }: Register): Uint8Array {
  const book = xlsx.utils.book_new();
  for (const [at, sheet] of sheets.entries()) {
    const own = rows.map((row) => row.map((cell) => cell.replace(/^MS-/, `M${at}-`)));
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(own), sheet);
  }
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;
}
