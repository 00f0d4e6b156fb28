const n = (count: number): string => count.toLocaleString('vi-VN');
const day = (iso: string): string => iso.split('-').reverse().join('/');

/** A person's rights over what is kept of them; no text here says a number or a pseudonym. */
export const person = {
  ask: 'Số định danh (gõ vào sẽ không hiện lên), rồi Enter:',
  cancelled: 'Đã dừng, chưa làm gì.',
  badNumber: 'Đầu vào chuẩn không có một số định danh: phải là 12 chữ số (hoặc 9, của chứng minh thư cũ).',
  badNumberHint:
    'Chạy lệnh rồi gõ số khi được hỏi, hoặc đưa vào từ tệp: npm run kpi -- person report --by-whom "…" < so.txt. Không ghi số vào dòng lệnh.',
  byWhomMissing: 'Phải ghi ai làm và để làm gì.',
  numberInPurpose:
    '--by-whom có chính số định danh đó: sổ truy cập không giữ gì của người này. Ghi số đơn thay vào.',
  recorded: (who: string, purpose: string) =>
    `Đã ghi vào sổ truy cập: ${who}, ${purpose}. Xem sổ: npm run kpi -- access list`,
  onList: 'Người này có trong danh sách xóa: mọi tệp nạp về sau đều bỏ dòng của họ.',
  notOnList: 'Người này không có trong danh sách xóa.',
  nothing: 'Không có dòng nào của người này.',
  columns: ['Nguồn', 'Lần nộp', 'Tệp', 'Nhận ngày', 'Dòng đã nạp', 'Dòng khác'],
  othersNote: 'Dòng khác: bị cách ly, bị thay, hoặc của tệp chưa nạp; dữ liệu của chúng chỉ còn ở tệp gốc.',
  forgotten: (rows: number) =>
    rows === 0
      ? 'Đã ghi vào danh sách xóa; kho dữ liệu không có dòng nào của người này.'
      : `Đã xóa: ${n(rows)} dòng. Số liệu tính lại ở lần cập nhật tới: npm run kpi -- refresh`,
  wasKnown: 'Người này đã có trong danh sách xóa từ trước.',
  locked: 'Số liệu của các kỳ đã khóa giữ nguyên.',
  originals: 'Tệp gốc vẫn còn dòng của người này cho đến hết hạn lưu:',
  originalColumns: ['Nguồn', 'Lần nộp', 'Tệp', 'Nhận ngày', 'Đến khi nào'],
  until: {
    retention: (iso: string) => `lần cập nhật đầu tiên từ ngày ${day(iso)}`,
    prune: 'quy ước không nói hạn lưu: xóa bằng kpi archive prune',
    stays: 'chưa nạp (bị từ chối, đang giữ lại, đã rút): hạn lưu và archive prune không xóa',
  },
  inboxNote: 'Bản sao trong thư mục nhận (inbox) và bản sao lưu là của cơ quan: chương trình không xóa.',
  list: {
    broken: (path: string) => `Danh sách xóa ${path} không đọc được; chưa thay đổi gì.`,
    brokenHint: 'Lấy lại tệp này từ bản sao lưu.',
    otherKey: (path: string) =>
      `Danh sách xóa ${path} được lập với khóa bí danh khác: nạp tiếp sẽ đưa những người đã xóa trở lại.`,
    otherKeyHint:
      'Lấy lại secrets/pseudonym.key từ bản sao lưu. Nếu khóa đã mất hẳn: chuyển tệp này đi chỗ khác, chạy rebuild, rồi xóa lại từng người bằng kpi person forget.',
  },
};
