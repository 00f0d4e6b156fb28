const at = (path: string | undefined) => (path === undefined ? '' : ` ${path}`);
const written = (path: string | undefined) =>
  path === undefined ? 'không ghi thêm được gì' : `không ghi được ${path}`;

/** What the machine refuses. */
export const machine = {
  faults: {
    disk_full: (path?: string) => `Đĩa đã đầy: ${written(path)}.`,
    disk_read_only: (path?: string) => `Đĩa chỉ cho đọc: ${written(path)}.`,
    disk_broken: (path?: string) => `Đĩa báo lỗi khi đọc hoặc ghi${at(path)}.`,
    no_access: (path?: string) => `Không có quyền đọc hoặc ghi${at(path)}.`,
    too_many_files: (_path?: string) => 'Máy không mở thêm được tệp nào: đã đến giới hạn số tệp mở.',
    no_memory: (_path?: string) => 'Máy không đủ bộ nhớ cho việc này.',
  },
  hints: {
    disk_full:
      'Số liệu và trang báo cáo của lần chạy tốt gần nhất vẫn dùng được. Giải phóng chỗ trên đĩa (cần trống ít nhất 1 GB) rồi chạy lại lệnh này.',
    disk_read_only:
      'Số liệu và trang báo cáo của lần chạy tốt gần nhất vẫn dùng được. Cho phép ghi lại vào đĩa (đĩa hỏng cũng có thể tự chuyển sang chỉ đọc) rồi chạy lại lệnh này.',
    disk_broken:
      'Số liệu và trang báo cáo của lần chạy tốt gần nhất được giữ nguyên. Kiểm tra đĩa và bản sao lưu trước khi chạy lại.',
    no_access: 'Cấp quyền cho tài khoản chạy chương trình rồi chạy lại; số liệu đang có không thay đổi.',
    too_many_files:
      'Số liệu và trang báo cáo của lần chạy tốt gần nhất vẫn dùng được. Tăng giới hạn số tệp mở (ulimit -n) hoặc tắt bớt chương trình khác rồi chạy lại.',
    no_memory:
      'Số liệu và trang báo cáo của lần chạy tốt gần nhất vẫn dùng được. Tắt bớt chương trình khác rồi chạy lại.',
  },
  logNotWritten: (reason: string) => `Không ghi được nhật ký của lần chạy này: ${reason}`,
};
