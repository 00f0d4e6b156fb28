interface Facts {
  found?: string[];
  missing?: { label: string; nearest: string | undefined }[];
  other?: string;
  line?: number | undefined;
}

const list = (labels: readonly string[] | undefined) =>
  (labels ?? [])
    .slice(0, 30)
    .map((label) => `"${label}"`)
    .join(', ');

export const read = {
  fault: {
    empty_file: (_facts: Facts) => 'Tệp rỗng. Xuất lại từ hệ thống nguồn rồi chép vào.',
    not_a_table: (_facts: Facts) =>
      'Tệp không phải bảng dữ liệu (CSV, Excel hoặc HTML). Xuất lại ở một trong các dạng đó.',
    password_protected: (_facts: Facts) => 'Tệp Excel có mật khẩu. Bỏ mật khẩu rồi chép lại.',
    unreadable: (_facts: Facts) =>
      'Không mở được tệp (đang bị khóa hoặc không có quyền đọc). Đóng chương trình đang mở tệp, kiểm tra quyền đọc.',
    broken_quoting: (facts: Facts) =>
      `Dấu ngoặc kép mở ra mà không đóng${facts.line ? ` (gần dòng ${facts.line})` : ''}. Tệp bị cắt dở hoặc bị sửa tay; xuất lại từ hệ thống nguồn.`,
    header_not_found: (facts: Facts) =>
      (facts.found ?? []).length === 0
        ? 'Không tìm thấy dòng tiêu đề của nguồn này. Tệp không có dòng nào trông như tiêu đề. Kiểm tra có phải đúng loại báo cáo không.'
        : `Không tìm thấy dòng tiêu đề của nguồn này. Dòng nhiều chữ nhất trong tệp là: ${list(facts.found)}. Kiểm tra có phải đúng loại báo cáo không.`,
    missing_column: (facts: Facts) =>
      `${(facts.missing ?? [])
        .map(
          ({ label, nearest }) =>
            `Thiếu cột "${label}"${nearest === undefined ? '' : `, gần giống nhất là "${nearest}"`}.`,
        )
        .join(' ')} Tệp có các cột: ${list(facts.found)}.`,
    wrong_source: (facts: Facts) =>
      `Tệp này là dữ liệu "${facts.other}", không phải của nguồn này. Chuyển sang đúng thư mục nhận.`,
  },
};
