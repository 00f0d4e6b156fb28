export const model = {
  bad: (file: string, reason: string) => `Mô hình ${file} không chạy được: ${reason}`,
  readsFile: (name: string) => `Không được đọc tệp từ đây (${name}); chỉ được dùng các bảng của kho dữ liệu.`,
  oneStatement: 'Tệp phải có đúng một câu lệnh select.',
  macrosOnly: 'Tệp chỉ được có các lệnh "create or replace temp macro".',
  cycle: (files: readonly string[]) => `Các mô hình đọc vòng quanh nhau: ${files.join(' → ')}.`,
  checkFailed: (file: string, rows: number, example: string) => `${file}: ${rows} dòng sai, ví dụ ${example}`,
  checksFailed: (count: number) =>
    `${count} phép kiểm tra số liệu không đạt; chưa công bố gì, bản trước vẫn giữ nguyên.`,
};
