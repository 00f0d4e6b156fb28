const n = (count: number): string => count.toLocaleString('vi-VN');
const more = (count: number): string => (count < 0 ? `ít hơn ${n(-count)}` : `nhiều hơn ${n(count)}`);

/** The rows behind a number, and who has asked for them. */
export const rows = {
  verdict: {
    finished_on_time: 'Xong đúng hạn',
    finished_late: 'Xong quá hạn',
    open_within: 'Chưa xong, còn hạn',
    open_overdue: 'Chưa xong, quá hạn',
    waiting: 'Đang chờ bổ sung, trong hạn',
    waiting_overdue: 'Đang chờ bổ sung, đã quá hạn khi yêu cầu',
    supplements: 'Yêu cầu bổ sung quá một lần, tính là quá hạn',
    answered_on_time: 'Trả lời đúng hạn',
    answered_late: 'Trả lời quá hạn',
    meets: 'Đạt',
    does_not_meet: 'Không đạt',
    counted: 'Được tính',
    no_quantity: 'Không tính: số lượng để trống',
    /** Where what was refused is told with it. */
    left_out: 'Để riêng',
  },
  column: {
    indicator: 'Chỉ tiêu',
    code: 'Mã',
    file: 'Tệp',
    sheet: 'Trang tính',
    row: 'Dòng',
    day: 'Ngày thuộc kỳ',
    judged_at: 'Xét đến lúc',
    due_at: 'Hạn',
    verdict_text: 'Kết luận',
    quantity: 'Số lượng',
    over: 'Trên tổng',
    each: 'Giá trị được đếm',
    is_older: 'Bản cũ',
  },
  older: 'bản cũ',
  /** A component of an indicator that is made of others is called by its name. */
  counts: (name: string | undefined, counted: number, meeting: number | null, leftOut: number) =>
    [
      `${name === undefined ? '' : `${name}: `}${n(counted)} dòng được tính`,
      ...(meeting === null ? [] : [`${n(meeting)} dòng đạt`]),
      ...(leftOut === 0 ? [] : [`${n(leftOut)} dòng để riêng, không tính`]),
    ].join(', '),
  each: 'Chỉ tiêu đếm giá trị khác nhau, không đếm dòng: một giá trị có ở nhiều dòng chỉ tính một lần.',
  untraced: {
    file: 'Bảng đếm không cho biết số dòng trong tệp, chỉ cho biết tệp.',
    none: 'Bảng đếm gộp nhiều dòng của nhiều tệp: không chỉ ra được tệp và dòng.',
  },
  locked: (day: string, numerator: number | null, denominator: number | null) =>
    [
      `Kỳ đã khóa ngày ${day}: số đã công bố giữ nguyên, các dòng dưới đây là của dữ liệu hôm nay`,
      numerator === 0 && (denominator ?? 0) === 0
        ? ', vẫn ra cùng tử số, mẫu số.'
        : `: tử số ${numerator === null ? 'không rõ' : more(numerator)}${denominator === null ? '' : `, mẫu số ${more(denominator)}`} so với số đã khóa.`,
    ].join(''),
  more: (rest: number) => `… và ${n(rest)} dòng nữa: thêm --limit, hoặc ghi hết ra tệp bằng --xlsx.`,
  recorded: (who: string, purpose: string) =>
    `Đã ghi vào sổ truy cập: ${who}, ${purpose}. Xem sổ: npm run kpi -- access list`,
  byWhomMissing: 'Xem từng dòng thì phải ghi ai xem và để làm gì.',
  purposeMissing: (text: string) => `--by-whom "${text}" chưa đủ: phải có cả người xem và mục đích.`,
  byWhomHint: 'Ví dụ: --by-whom "Nguyễn Văn A, kiểm tra số liệu quý III"',
  onlyWithRows: (option: string) => `${option} chỉ dùng cùng --rows.`,
  oneForm: 'Chọn một: --json hoặc --xlsx.',
  suppressed: (part: string) =>
    `${part}: có nhóm dưới 5 người, hoặc tính ngược ra được nhóm như vậy. Theo Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 không nêu số và không liệt kê dòng của phần này.`,
  suppressedHint: 'Xem cả xã: bỏ --by.',
  noNumber: (period: string, status: string) =>
    `${period} không có số (${status.toLowerCase()}), nên không có dòng nào đứng sau.`,
  noNumberHint: 'Lý do: chạy lệnh này không có --rows.',
  otherRule: 'Công thức đã đổi sau lần cập nhật gần nhất: dòng theo công thức mới không khớp số đang có.',
  otherRuleHint: 'Cập nhật trước: npm run kpi -- refresh',
  tooMany: (count: number) => `${n(count)} dòng không vừa một trang tính.`,
  tooManyHint: 'Chọn một phần bằng --by, một kỳ ngắn hơn, hoặc dùng --json.',
  servedFolder: (path: string) =>
    `Không ghi từng dòng vào ${path}: đó là nơi trang báo cáo được đọc từ ngoài.`,
  noFolder: (path: string) => `Không có thư mục ${path}.`,
  written: (path: string, count: number) => `Đã ghi ${n(count)} dòng vào ${path} (chỉ người ghi đọc được).`,
  workbook: {
    rows: 'Các dòng',
    about: 'Về bảng này',
    indicator: 'Chỉ tiêu',
    period: 'Kỳ',
    part: 'Phần',
    result: 'Kết quả',
    cutoff: 'Xét đến hết ngày',
    asOf: 'Ngày cuối có số liệu',
    byWhom: 'Người xem',
    purpose: 'Mục đích',
    at: 'Lúc',
    note: 'Lưu ý',
  },
  accessColumns: ['Lúc', 'Người làm', 'Mục đích', 'Việc', 'Chỉ tiêu', 'Kỳ', 'Phần', 'Số dòng', 'Xem bằng'],
  /** What an entry of the audit trail is of. */
  accessKind: { rows: 'xem từng dòng', report: 'xem dữ liệu của một người', forget: 'xóa một người' },
  shownAs: { table: 'màn hình', json: 'JSON', xlsx: 'Excel' },
};
