export const model = {
  /** On the site, where a comparison quotes an example. */
  exampleElsewhere: 'xem bằng lệnh status',
  bad: (file: string, reason: string) => `Mô hình ${file} không chạy được: ${reason}`,
  readsFile: (name: string) => `Không được đọc tệp từ đây (${name}); chỉ được dùng các bảng của kho dữ liệu.`,
  oneStatement: 'Tệp phải có đúng một câu lệnh select.',
  noSubquery: 'Ở đây không viết được câu lệnh con (select): công thức chỉ dùng các cột của dòng.',
  noSuchFunction: (name: string) =>
    `Không được dùng "${name}" ở đây: kết quả chỉ được phụ thuộc vào dữ liệu trong kho.`,
  noSuchPart: (part: string) => `Không được viết phần ${part} ở đây.`,
  readsTable: (name: string) =>
    `Không được đọc bảng "${name}" từ đây; ghi tên bảng kèm nhóm, như fact.dossier, và chỉ dùng các bảng được phép.`,
  tooLong: (seconds: number) => `chạy quá ${seconds} giây nên đã dừng.`,
  macrosOnly: 'Tệp chỉ được có các lệnh "create or replace temp macro".',
  cycle: (files: readonly string[]) => `Các mô hình đọc vòng quanh nhau: ${files.join(' → ')}.`,
  checkFailed: (file: string, rows: number, example: string) => `${file}: ${rows} dòng sai, ví dụ ${example}`,
  checksFailed: (count: number) =>
    `${count} phép kiểm tra số liệu không đạt; chưa công bố gì, bản trước vẫn giữ nguyên.`,
};
