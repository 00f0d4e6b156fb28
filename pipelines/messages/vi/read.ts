interface Facts {
  found?: string[];
  missing?: { label: string; nearest: string | undefined }[];
  other?: string;
  line?: number | undefined;
  path?: string | undefined;
  cause?: string;
}

const list = (labels: readonly string[] | undefined) =>
  (labels ?? [])
    .slice(0, 30)
    .map((label) => `"${label}"`)
    .join(', ');

export const read = {
  within: (name: string, message: string) => `Trong tệp nén, "${name}": ${message}`,
  fault: {
    empty_file: (_facts: Facts) => 'Tệp rỗng. Xuất lại từ hệ thống nguồn rồi chép vào.',
    not_a_table: (_facts: Facts) =>
      'Tệp không phải bảng dữ liệu (CSV, Excel hoặc HTML). Xuất lại ở một trong các dạng đó.',
    password_protected: (_facts: Facts) => 'Tệp có mật khẩu. Bỏ mật khẩu rồi chép lại.',
    unreadable: (_facts: Facts) =>
      'Không mở được tệp (đang bị khóa hoặc không có quyền đọc). Đóng chương trình đang mở tệp, kiểm tra quyền đọc.',
    broken_quoting: (facts: Facts) =>
      `Dấu ngoặc kép mở ra mà không đóng${facts.line ? ` (gần dòng ${facts.line})` : ''}. Tệp bị cắt dở hoặc bị sửa tay; xuất lại từ hệ thống nguồn.`,
    broken_json: (facts: Facts) =>
      `Tệp JSON bị lỗi${facts.line ? ` ở dòng ${facts.line}` : ''}; có thể bị cắt dở. Xuất lại từ hệ thống nguồn.`,
    no_records: (facts: Facts) =>
      facts.path === undefined
        ? 'Tệp JSON không có danh sách bản ghi nào.'
        : `Tệp JSON không có danh sách bản ghi ở "${facts.path}". Xem lại file.records trong source.yaml.`,
    broken_archive: (_facts: Facts) =>
      'Tệp (Excel hoặc tệp nén) bị hỏng hoặc bị cắt dở. Xuất lại hoặc chép lại.',
    unsafe_archive: (_facts: Facts) =>
      'Tệp nén không an toàn (đường dẫn lạ, quá nhiều tệp hoặc giải nén ra quá lớn) nên không mở. Chép thẳng tệp dữ liệu vào.',
    nested_archive: (_facts: Facts) => 'Trong tệp nén lại có tệp nén. Giải nén một lớp rồi chép lại.',
    too_large: (_facts: Facts) =>
      'Tệp quá lớn để mở trên máy này. Xuất thành nhiều tệp nhỏ hơn, hoặc xuất dạng CSV.',
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
    reader_failed: (facts: Facts) =>
      `Tệp không đọc được: ${facts.cause}. Xuất lại từ hệ thống nguồn; nếu vẫn vậy, báo người quản trị chương trình kèm câu này.`,
  },
};
