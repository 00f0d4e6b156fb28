/** Text of one dossier as an export prints it; every field a case does not care about has a sound value. */
export interface Dossier {
  code: string;
  procedure: string;
  name: string;
  field: string;
  channel: string;
  received: string;
  due: string;
  limit: string;
  status: string;
  closed: string;
  returned: string;
  supplements: string;
  fee: string;
  written: string;
  applicant: string;
  id: string;
  phone: string;
}
export type Field = keyof Dossier;

export const labels: Record<Field, string> = {
  code: 'Số hồ sơ',
  procedure: 'Mã TTHC',
  name: 'Tên thủ tục hành chính',
  field: 'Tên lĩnh vực',
  channel: 'Hình thức nộp',
  received: 'Ngày tiếp nhận',
  due: 'Ngày hẹn trả',
  limit: 'Thời hạn giải quyết (ngày)',
  status: 'Trạng thái hồ sơ',
  closed: 'Ngày kết thúc xử lý',
  returned: 'Ngày trả kết quả',
  supplements: 'Số lần yêu cầu bổ sung',
  fee: 'Phí, lệ phí (đồng)',
  written: 'Có kết quả bằng văn bản',
  applicant: 'Chủ hồ sơ',
  id: 'Số định danh',
  phone: 'Số điện thoại',
};
export const allFields = Object.keys(labels) as Field[];

/** The n-th invented dossier, closed and sound, with some fields replaced. */
export function dossier(n: number, change: Partial<Dossier> = {}): Dossier {
  const serial = String(n).padStart(4, '0');
  return {
    code: `H42.15.01-261008-${serial}`,
    procedure: '1.000689',
    name: 'Đăng ký lại khai sinh',
    field: 'Hộ tịch',
    channel: 'Trực tuyến',
    received: '08/10/2026 08:15',
    due: '12/10/2026 17:00',
    limit: '3',
    status: 'Đã trả kết quả',
    closed: '12/10/2026 09:30:00',
    returned: '12/10/2026 10:00',
    supplements: '0',
    fee: '8000',
    written: 'Có',
    applicant: 'Bùi Thị Bịa',
    id: `03719000${serial}`,
    phone: `091200${serial}`,
    ...change,
  };
}

export const dossiers = (count: number, from = 1): Dossier[] =>
  Array.from({ length: count }, (_, at) => dossier(from + at));

export const cellsOf = (row: Dossier, fields: readonly Field[] = allFields): string[] =>
  fields.map((field) => row[field]);
export const headerOf = (fields: readonly Field[] = allFields): string[] =>
  fields.map((field) => labels[field]);

const quoteWhere = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Lines of cells as delimited text, each line ended. */
export const delimited = (lines: readonly (readonly string[])[], delimiter = ',', end = '\r\n'): string =>
  lines.map((line) => line.map((cell) => quoteWhere(cell, delimiter)).join(delimiter) + end).join('');

/** Header and rows of dossiers. */
export const sheet = (rows: readonly Dossier[], fields: readonly Field[] = allFields): string[][] => [
  headerOf(fields),
  ...rows.map((row) => cellsOf(row, fields)),
];
