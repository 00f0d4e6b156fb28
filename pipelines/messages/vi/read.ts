interface Facts {
  found?: string[];
  missing?: { label: string; nearest: string | undefined; line?: string | undefined }[];
  other?: string;
  context?: string[];
  line?: number | undefined;
  path?: string | undefined;
  kind?: OtherFormat;
  columns?: number;
  cause?: string;
  most?: number;
  memory_mb?: number;
  seconds?: number;
}

const unpack = 'Giải nén rồi chép tệp dữ liệu vào, hoặc nén lại dạng .zip.';
const copyTable =
  'Chép bảng trong đó sang Excel, lưu dạng .xlsx rồi chép vào; tốt nhất là xuất lại từ hệ thống nguồn.';
const saveAsExcel = 'Mở bằng Excel (hoặc chương trình đã tạo ra tệp), lưu thành .xlsx hay .csv rồi chép vào.';

/** What a file is, and what to do with it. */
const others = {
  rar: ['tệp nén RAR', unpack],
  '7z': ['tệp nén 7z', unpack],
  tar: ['tệp nén (tar, bz2, xz, zst)', unpack],
  pdf: [
    'tệp PDF',
    'Số liệu trong PDF không đọc chắc chắn được; xuất lại từ hệ thống nguồn dạng Excel hoặc CSV.',
  ],
  word: [
    'văn bản Word',
    `${copyTable} Nguồn có "file: { formats: [docx] }" trong source.yaml thì đọc được bảng trong tệp .docx.`,
  ],
  powerpoint: ['tệp trình chiếu PowerPoint', copyTable],
  open_document: ['văn bản OpenDocument (không phải bảng tính)', copyTable],
  image: ['tệp ảnh', 'Xuất lại từ hệ thống nguồn dạng Excel hoặc CSV.'],
  dbf: ['bảng DBF (FoxPro, dBase)', saveAsExcel],
  access: ['cơ sở dữ liệu Access', 'Mở bằng Access, xuất bảng cần nộp ra Excel rồi chép vào.'],
  sqlite: ['cơ sở dữ liệu SQLite', 'Xuất bảng cần nộp ra CSV rồi chép vào.'],
  parquet: ['tệp Parquet', 'Xuất lại dạng CSV rồi chép vào.'],
  program: ['một chương trình', 'Không mở nó; xóa khỏi thư mục nhận và chép đúng tệp dữ liệu vào.'],
};

/** Files that are no table this program reads, but that it knows by name. */
export type OtherFormat = keyof typeof others;

const list = (labels: readonly string[] | undefined) =>
  (labels ?? [])
    .slice(0, 30)
    .map((label) => `"${label}"`)
    .join(', ');

const most = 10;
const some = (texts: readonly string[]) => texts.slice(0, most).join(', ') + (texts.length > most ? '…' : '');

export const read = {
  within: (name: string, message: string) => `Trong tệp nén, "${name}": ${message}`,
  note: {
    hidden_rows: (count: number, rows: readonly string[]) =>
      `Trang có ${count} dòng bị ẩn mà vẫn được đọc (dòng ${some(rows)}). Nếu là dòng cũ, xóa hẳn rồi chép lại.`,
    hidden_columns: (columns: readonly string[]) => `Trang có cột bị ẩn mà vẫn được đọc: ${some(columns)}.`,
    hidden_sheet_left: (sheet: string) => `Trang ẩn "${sheet}" không được đọc vì đã có trang đang hiện.`,
    hidden_sheet_read: (sheet: string) =>
      `Bảng nằm ở trang ẩn "${sheet}": không trang đang hiện nào có bảng này. Kiểm tra có phải bản chính thức không.`,
  },
  context: {
    /** `places`: where was looked, as `place` names them. */
    missing: (label: string, places: readonly string[], isPeriod: boolean) =>
      `Cột "${label}": đã tìm ở ${places.join(', ')} mà không thấy. ${isPeriod ? 'Ghi dòng kỳ ở trên bảng (ví dụ "Tháng 9 năm 2026")' : 'Ghi thêm vào nơi đó'}, hoặc sửa from của cột này trong source.yaml.`,
    place: {
      title: 'tiêu đề bảng',
      file: 'tên tệp',
      sheet: 'tên trang',
      across: 'tên cột ngang',
      beside: (label: string) => `ô bên nhãn "${label}"`,
    },
    unclear: (label: string, texts: readonly string[]) =>
      `Cột "${label}": có thể hiểu nhiều cách: ${list(texts)}. Ghi thêm find ở cột này trong source.yaml để chỉ rõ.`,
  },
  fault: {
    context: ({ context = [] }: Facts) => context.join(' '),
    empty_file: (_facts: Facts) => 'Tệp rỗng. Xuất lại từ hệ thống nguồn rồi chép vào.',
    not_a_table: (_facts: Facts) =>
      'Tệp không phải bảng dữ liệu (CSV, Excel hoặc HTML). Xuất lại ở một trong các dạng đó.',
    other_format: ({ kind }: Facts) => {
      const [name = '', advice = ''] = others[kind ?? 'program'];
      return `Tệp là ${name}, không phải bảng dữ liệu. ${advice}`;
    },
    one_column: (_facts: Facts) =>
      'Tệp chỉ có một cột (mỗi dòng một ô) nên không phải bảng của nguồn này. Nếu tệp vốn có nhiều cột, xuất lại với dấu phân cách là dấu phẩy, chấm phẩy hoặc tab.',
    no_header: ({ columns }: Facts) =>
      `Bảng có ${columns} cột nhưng không có dòng tiêu đề: các dòng đầu đã là số liệu. Xuất lại kèm dòng tên cột, hoặc thêm dòng tên cột lên đầu.`,
    only_errors: (_facts: Facts) =>
      'Bảng chỉ có ô lỗi (#REF!, #N/A…): công thức trỏ tới nơi không còn. Mở tệp bằng Excel, sửa công thức hoặc dán lại giá trị, lưu rồi chép lại.',
    password_protected: (_facts: Facts) =>
      'Tệp có mật khẩu mở tệp. Bỏ mật khẩu (trong Excel: Tệp › Thông tin › Bảo vệ sổ làm việc) rồi chép lại.',
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
          ({ label, nearest, line }) =>
            `Thiếu cột "${label}"${nearest === undefined ? '' : `, gần giống nhất là "${nearest}"`}${line === undefined ? '' : `; nếu là một, sửa trong source.yaml thành ${line}`}.`,
        )
        .join(' ')} Tệp có các cột: ${list(facts.found)}.`,
    wrong_source: (facts: Facts) =>
      `Tệp này là dữ liệu "${facts.other}", không phải của nguồn này. Chuyển sang đúng thư mục nhận.`,
    too_wide: ({ columns, most }: Facts) =>
      `Bảng rộng tới ${columns} cột, nhiều hơn ${most} cột mà chương trình đọc. Có thể có ô lạc ở xa bên phải hoặc ô gộp sai; xóa các cột thừa rồi chép lại.`,
    row_too_long: ({ line }: Facts) =>
      `${line ? `Dòng ${line}` : 'Một dòng'} dài quá 16 MB: tệp không có ngắt dòng, hoặc dấu ngoặc kép mở ra mà không đóng. Xuất lại từ hệ thống nguồn.`,
    reader_memory: ({ memory_mb }: Facts) =>
      `Đọc tệp này cần nhiều hơn ${memory_mb} MB bộ nhớ nên đã dừng. Xuất thành nhiều tệp nhỏ hơn hoặc dạng CSV; nếu tệp đúng là lớn như vậy, tăng file.memory_mb trong source.yaml.`,
    reader_time: ({ seconds }: Facts) =>
      `Đọc tệp này lâu hơn ${seconds} giây nên đã dừng. Xuất thành nhiều tệp nhỏ hơn hoặc dạng CSV; nếu tệp đúng là lớn như vậy, tăng file.seconds trong source.yaml.`,
    reader_crashed: (_facts: Facts) =>
      'Phần đọc tệp dừng đột ngột khi đọc tệp này (tệp hỏng, hoặc máy hết bộ nhớ). Xuất lại dạng CSV hoặc .xlsx; nếu vẫn vậy, báo người quản trị chương trình.',
    reader_failed: (facts: Facts) =>
      `Tệp không đọc được: ${facts.cause}. Xuất lại từ hệ thống nguồn; nếu vẫn vậy, báo người quản trị chương trình kèm câu này.`,
  },
};
