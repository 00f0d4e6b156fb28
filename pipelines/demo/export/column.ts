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
