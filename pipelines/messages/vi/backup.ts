const n = (count: number): string => count.toLocaleString('vi-VN');
const megabytes = (bytes: number): string =>
  (bytes / 1e6).toLocaleString('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const day = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

/** Backups of a home, and bringing one back. */
export const backup = {
  packing: 'Sao lưu',
  verifying: 'Đọc lại',
  unpacking: 'Khôi phục',
  /** By the folder, or the file, of the home. */
  parts: {
    archive: 'kho lưu trữ',
    inbox: 'tệp chưa nhận',
    secrets: 'khóa',
    project: 'thư mục dự án',
    'warehouse.duckdb': 'kho dữ liệu',
    other: 'tệp khác',
  } as Record<string, string>,
  count: { files: 'tệp', megabytes: 'MB' },
  /** By the system's name of the fault. */
  reasons: {
    ENOSPC: 'ổ đĩa hết chỗ',
    EDQUOT: 'hết hạn mức ổ đĩa',
    EACCES: 'không có quyền',
    EPERM: 'không có quyền',
    EROFS: 'ổ đĩa chỉ đọc',
    ENOENT: 'không có tệp hoặc thư mục này',
    ENOTDIR: 'trên đường dẫn có tệp không phải thư mục',
    EEXIST: 'đã có tệp trùng tên',
    EISDIR: 'đây là thư mục, không phải tệp',
    EIO: 'ổ đĩa lỗi',
  } as Record<string, string>,
  otherReason: (code: string) => `lỗi hệ thống ${code}`,
  nothing: (home: string) => `Không có gì để sao lưu: ${home} chưa có kho lưu trữ, chưa có kho dữ liệu.`,
  nothingHint: 'Chỉ đúng nơi lưu dữ liệu bằng --home.',
  misplaced: (folder: string, within: string) =>
    `Không đặt bản sao lưu ở ${folder}: nằm trong ${within} thì mất cùng nơi đó. Chọn ổ đĩa hoặc thư mục khác.`,
  exists: (file: string) => `Đã có ${file}, không ghi đè. Chạy lại sau ít giây.`,
  noWarehouse: 'Chưa có kho dữ liệu (warehouse.duckdb): chỉ sao lưu kho lưu trữ và những gì bên cạnh.',
  sourceUnreadable: (path: string, reason: string) =>
    `Không đọc được ${path} (${reason}): chưa có bản sao lưu nào được ghi.`,
  changed: (path: string) => `${path} thay đổi trong lúc sao lưu: chưa có bản sao lưu nào được ghi.`,
  changedHint: 'Chờ việc chép tệp đó xong rồi chạy lại.',
  notWritten: (folder: string, reason: string) =>
    `Không ghi được vào ${folder} (${reason}): chưa có bản sao lưu nào được ghi, không để lại tệp dở.`,
  logged: (file: string, files: number) => `Đã ghi bản sao lưu ${file}, ${n(files)} tệp.`,
  done: (file: string, bytes: number, files: number) =>
    `XONG. Đã ghi và đọc lại bản sao lưu ${file} (${n(files)} tệp, ${megabytes(bytes)} MB).`,
  sealed:
    'Bản này có dữ liệu cá nhân và khóa bí danh; đã mã hóa bằng mật khẩu (định dạng age). Cất mật khẩu ở một nơi khác: mất mật khẩu thì không ai mở lại được.',
  plain:
    'Bản này có dữ liệu cá nhân và khóa bí danh, KHÔNG mã hóa: ai cầm được tệp là đọc được. Chỉ cất trên ổ đĩa đã mã hóa, không gửi qua thư hay mạng.',
  environment:
    'Không nằm trong bản này: mật khẩu lấy dữ liệu (biến KPI_SECRET_…) và các biến khác của máy; ghi lại ở nơi cất mật khẩu.',
  sameDisk:
    'Bản sao lưu nằm cùng ổ đĩa với dữ liệu: ổ đĩa hỏng thì mất cả hai. Nên cất ở ổ đĩa khác; nếu đã chọn ổ đĩa ngoài thì xem ổ đó đã cắm chưa.',
  damagedOriginals: (files: readonly string[]) =>
    `${n(files.length)} tệp gốc trong kho lưu trữ không còn đúng như khi nhận: ${files.join(', ')}. Bản sao lưu này giữ chúng như hiện có; lấy lại từ một bản sao lưu cũ hơn.`,
  missingProject: (folder: string) =>
    `Không có thư mục dự án ${folder} mà nơi lưu dữ liệu đã nhớ: bản sao lưu này không có thư mục dự án.`,
  passphrase: {
    ask: 'Mật khẩu của bản sao lưu (gõ vào sẽ không hiện lên), rồi Enter:',
    again: 'Gõ lại mật khẩu đó, rồi Enter:',
    differs: 'Hai lần gõ không giống nhau; chưa làm gì.',
    missing: 'Bản sao lưu có dữ liệu cá nhân nên phải có mật khẩu để mã hóa; chưa ghi gì.',
    missingHint:
      'Đặt biến KPI_BACKUP_PASSPHRASE, hoặc --passphrase-file <tệp> (chỉ chủ tài khoản đọc được); nếu ổ đĩa nhận đã mã hóa thì có thể dùng --plain.',
    needed: 'Bản sao lưu này đã mã hóa: phải có mật khẩu; chưa làm gì.',
    neededHint:
      'Đặt biến KPI_BACKUP_PASSPHRASE, hoặc --passphrase-file <tệp> (chỉ chủ tài khoản đọc được), hoặc chạy lệnh này tại màn hình lệnh để được hỏi.',
    short: (least: number) => `Mật khẩu phải có ít nhất ${least} ký tự; chưa ghi gì.`,
    shortHint: 'Dùng năm, sáu từ không liên quan đến nhau, ví dụ do nhiều người chọn.',
    fileUnreadable: (path: string) => `Không đọc được tệp mật khẩu ${path}; chưa làm gì.`,
    fileOpen: (path: string) =>
      `Tệp mật khẩu ${path} để người khác trên máy đọc được; chưa làm gì. Đặt quyền 0600 cho tệp (chmod 600).`,
    twoWays: 'Dùng --plain hoặc --passphrase-file, không dùng cả hai.',
  },
  of: (commune: string, at: string) => `Bản sao lưu của ${commune}, lúc ${at.slice(11, 16)} ngày ${day(at)}.`,
  finishing: (at: string) =>
    `Lần khôi phục trước (bản ngày ${day(at)}) đã kiểm tra xong rồi bị ngắt: làm nốt lần đó, không đọc tệp lần này.`,
  homeNotEmpty: (home: string) =>
    `${home} không trống: khôi phục không trộn với dữ liệu đang có; chưa làm gì.`,
  homeNotEmptyHint: 'Chọn một thư mục trống hoặc chưa có bằng --home; chưa cần chạy init.',
  wrongPassphrase: 'Mật khẩu không đúng (hoặc phần đầu của tệp đã hỏng); chưa có gì được khôi phục.',
  wrongPassphraseHint: 'Kiểm tra bộ gõ và chữ hoa, chữ thường; thử mật khẩu của lúc sao lưu.',
  damaged: (file: string) =>
    `${file} không phải bản sao lưu còn nguyên: bị cắt cụt, bị sửa hoặc hỏng; chưa có gì được khôi phục.`,
  damagedHint: 'Chép lại tệp từ nơi cất, hoặc dùng một bản sao lưu khác.',
  outside: (file: string, path: string) =>
    `${file} có mục "${path}" không thuộc nơi lưu dữ liệu: tệp đã bị sửa; chưa có gì được khôi phục.`,
  unreadable: (file: string, reason: string) => `Không đọc được ${file} (${reason}).`,
  newer: (program: string) =>
    `Bản sao lưu do chương trình mới hơn ghi (bản ${program}); chưa có gì được khôi phục.`,
  newerHint: 'Cập nhật chương trình rồi chạy lại.',
  notRestored: (folder: string, reason: string) =>
    `Không ghi được vào ${folder} (${reason}): chưa có gì được khôi phục. Sửa xong rồi chạy lại.`,
  projectPlace: (folder: string) =>
    `Bản sao lưu có thư mục dự án, trước ở ${folder}, nay không còn ở đó; chưa có gì được khôi phục.`,
  projectPlaceHint: (folder: string) => `Chỉ nơi đặt nó bằng --project, ví dụ --project "${folder}".`,
  projectMisplaced: (folder: string) =>
    `Không đặt thư mục dự án ở ${folder}: phải nằm ngoài chương trình và ngoài nơi lưu dữ liệu.`,
  restored: (home: string, files: number) =>
    `XONG. Đã khôi phục ${n(files)} tệp vào ${home}, mọi tệp đều đúng mã kiểm tra.`,
  /** Of what there is no count is null. */
  holds: (its: {
    deliveries: number | null;
    decisions: number | null;
    locked_periods: number | null;
    locked_readings: number | null;
    readings: number | null;
  }) =>
    its.deliveries === null
      ? 'Bản này không có kho dữ liệu: chạy rebuild để dựng lại từ kho lưu trữ.'
      : `Có ${n(its.deliveries)} lần nộp, ${n(its.decisions ?? 0)} quyết định về lần nộp, ${n(its.locked_periods ?? 0)} kỳ đang khóa (${n(its.locked_readings ?? 0)} kết quả đã giữ), ${n(its.readings ?? 0)} kết quả.`,
  project: {
    put: (folder: string) => `Thư mục dự án: ${folder}`,
    same: (folder: string) => `Thư mục dự án ${folder} có sẵn, giống bản sao lưu.`,
    differs: (folder: string) =>
      `Thư mục dự án ${folder} có sẵn và KHÁC bản sao lưu: giữ nguyên như hiện có. Nếu muốn dùng thư mục trong bản sao lưu: khôi phục lại vào nơi trống với --project <thư mục mới>.`,
  },
  next: (home: string) => `Việc tiếp theo: npm run kpi -- refresh --home "${home}"`,
};
