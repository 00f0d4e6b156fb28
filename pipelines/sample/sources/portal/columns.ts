/** The columns of an export, in the order in which the portal prints them unless told otherwise, and their usual labels. */
export const standardLabels = {
  code: 'Số hồ sơ',
  procedureCode: 'Mã TTHC',
  procedureName: 'Tên thủ tục hành chính',
  field: 'Tên lĩnh vực',
  department: 'Phòng ban',
  agency: 'Cơ quan/đơn vị',
  channel: 'Hình thức nộp',
  level: 'Mức độ',
  receivedAt: 'Ngày tiếp nhận',
  dueAt: 'Ngày hẹn trả',
  limit: 'Thời hạn giải quyết (ngày)',
  status: 'Trạng thái hồ sơ',
  closedAt: 'Ngày kết thúc xử lý',
  returnedAt: 'Ngày trả kết quả',
  supplementCount: 'Số lần yêu cầu bổ sung',
  requestedAt: 'Ngày yêu cầu bổ sung',
  suppliedAt: 'Ngày bổ sung',
  fee: 'Phí, lệ phí (đồng)',
  payment: 'Thanh toán trực tuyến',
  writtenResult: 'Có kết quả bằng văn bản',
  electronicResult: 'Kết quả điện tử',
  digitised: 'Số hóa hồ sơ',
  hamlet: 'Thôn/xóm',
  applicant: 'Chủ hồ sơ',
  personalId: 'Số định danh',
  phone: 'Số điện thoại',
  officer: 'Cán bộ xử lý hiện tại',
} as const;

export type Column = keyof typeof standardLabels;
export const columns = Object.keys(standardLabels) as readonly Column[];

/** Heads of a workbook, from the left; the columns under none of them stand behind. */
const heads: Readonly<Record<string, readonly Column[]>> = {
  'Thông tin hồ sơ': [
    'code',
    'procedureCode',
    'procedureName',
    'field',
    'department',
    'agency',
    'channel',
    'level',
    'status',
  ],
  'Thời gian': [
    'receivedAt',
    'dueAt',
    'limit',
    'closedAt',
    'returnedAt',
    'supplementCount',
    'requestedAt',
    'suppliedAt',
  ],
  'Kết quả': ['writtenResult', 'electronicResult', 'digitised'],
  'Người nộp': ['hamlet', 'applicant', 'personalId', 'phone'],
};

export const groups: Partial<Record<Column, string>> = Object.fromEntries(
  Object.entries(heads).flatMap(([head, below]) => below.map((column) => [column, head])),
);
/** The order of a workbook. */
export const groupedColumns: readonly Column[] = [
  ...Object.values(heads).flat(),
  ...columns.filter((column) => groups[column] === undefined),
];
