const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Có phải "${near}"?`);

export const config = {
  invalid: (count: number) => `Cấu hình có ${count} lỗi, chưa chạy được.`,
  fileMissing: (file: string) => `Không đọc được tệp cấu hình ${file}.`,
  yamlSyntax: (reason: string) => `Sai cú pháp YAML: ${reason}`,
  unknownField: (field: string, near: string | undefined) => `Không có trường "${field}".${didYouMean(near)}`,
  notOneOf: (values: string[]) => `Giá trị phải là một trong: ${values.join(', ')}.`,
  idIsNotFolder: (id: string, folder: string) => `id "${id}" phải trùng tên thư mục "${folder}".`,
  unknownColumn: (name: string, near: string | undefined) =>
    `Không có cột "${name}" trong columns.${didYouMean(near)}`,
  unknownIndicator: (id: string, near: string | undefined) => `Không có chỉ tiêu "${id}".${didYouMean(near)}`,
  labelTwice: (label: string, column: string) => `Nhãn "${label}" đã dùng cho cột "${column}".`,
  codesMissing: 'Cột kiểu code phải có codes: chữ trong tệp → mã.',
  codesUnused: 'Chỉ cột kiểu code mới có codes.',
  personalUndecided: 'Cột chứa dữ liệu cá nhân phải ghi personal: drop hoặc pseudonym.',
  keyNotRequired: 'Cột khóa phải có required: true.',
  yearOfNoDate: 'personal: year_only chỉ dùng cho cột ngày.',
  boundUnfit: (type: string) =>
    `min và max của cột kiểu ${type} không hợp lệ: số cho cột số, ngày (2026-01-31) cho cột ngày.`,
  badPattern: (reason: string) => `Biểu thức pattern không hợp lệ: ${reason}`,
  nothingToWarnOf:
    'otherwise: warn chỉ có nghĩa khi cột có pattern, min hoặc max; giá trị sai kiểu không giữ lại được.',
  checkNeeds: (otherwise: string, field: string) =>
    `Phép kiểm tra có otherwise: ${otherwise} phải ghi ${field}.`,
  repairUnused: 'Chỉ phép kiểm tra có otherwise: repair mới có trường repair.',
  columnDropped: (name: string) =>
    `Cột "${name}" có personal: drop nên không được giữ, không dùng ở đây được.`,
  badSql: (check: string, reason: string) => `Phép kiểm tra "${check}" có câu SQL không hợp lệ: ${reason}`,
  targetTwice: (id: string, year: number) => `Chỉ tiêu "${id}" có hai mục tiêu cho năm ${year}.`,
  indicatorTwice: (id: string, file: string) => `Chỉ tiêu "${id}" đã có trong ${file}.`,
  shapeNeeds: (shape: string, field: string) => `Chỉ tiêu dạng ${shape} phải có trường ${field}.`,
  shapeHasNo: (shape: string, field: string) => `Chỉ tiêu dạng ${shape} không có trường ${field}.`,
  homeNotWritable: (home: string) => `Không ghi được vào thư mục ${home}.`,
  homeNotWritableHint: 'Cấp quyền ghi cho tài khoản chạy chương trình, hoặc chọn thư mục khác bằng --home.',
  warehouseLocked: (path: string) => `Kho dữ liệu ${path} đang được một tiến trình khác sử dụng.`,
  warehouseUnreadable: (path: string) => `Không mở được kho dữ liệu ${path}.`,
  warehouseUnreadableHint:
    'Kiểm tra quyền truy cập và dung lượng đĩa. Kho có thể dựng lại từ thư mục archive.',
};
