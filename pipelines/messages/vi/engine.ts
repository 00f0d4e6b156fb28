const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Có phải "${near}"?`);

/** What the database engine says most often of people's SQL. */
export const engine = {
  inItsWords: (reason: string) => `bộ máy dữ liệu báo (tiếng Anh): ${reason}`,
  quoteOpen: 'thiếu dấu nháy đóng.',
  cutShort: 'công thức chưa viết hết; có thể thiếu dấu ngoặc đóng.',
  syntaxNear: (text: string) => `sai cú pháp ở gần "${text}".`,
  noColumn: (name: string, near?: string) => `không có cột "${name}".${didYouMean(near)}`,
  ambiguousColumn: (name: string) =>
    `cột "${name}" có trong hơn một bảng; ghi rõ của bảng nào: bảng."${name}".`,
  noTable: (name: string, near?: string) => `không có bảng "${name}".${didYouMean(near)}`,
  noFunction: (name: string, near?: string) => `không có hàm "${name}".${didYouMean(near)}`,
  badArguments: (call: string) =>
    `hàm hoặc phép tính ${call} không dùng được với kiểu dữ liệu này; kiểm tra kiểu của cột.`,
  badMacroArguments: (name: string) => `hàm ${name} được gọi thừa, thiếu hoặc sai kiểu giá trị trong ngoặc.`,
  noAggregate:
    'không dùng hàm gộp (count, sum, max, …) ở đây: công thức xét từng dòng, chương trình tự đếm và cộng.',
  oneColumn: 'câu select trong ngoặc phải cho đúng một cột.',
  cannotCompare: (first: string, second: string) => `so sánh hai giá trị khác kiểu: ${first} và ${second}.`,
  cannotCast: (from: string, to: string) => `không đổi được giá trị kiểu ${from} sang kiểu ${to}.`,
  cannotConvert: (text: string) => `không đổi được "${text}" sang kiểu cần so sánh.`,
  noSuchDay: (text: string) => `không có ngày "${text}"; ngày viết năm-tháng-ngày: date '2026-01-31'.`,
  noField: (name: string) => `không lấy được phần "${name}" của một giá trị đơn; có thể thừa dấu chấm.`,
  outOfRange: 'một số quá lớn để tính.',
  noQuantity: (value: string) =>
    `phép tính cho giá trị ${value}, không cộng được: không phải là số (như khi chia cho 0), hoặc từ 10^18 trở lên.`,
  noParameters: 'không dùng dấu "?" hoặc "$" trong công thức.',
  /** By the engine's names of types. */
  types: {
    VARCHAR: 'chữ',
    STRING: 'chữ',
    BOOLEAN: 'đúng/sai',
    TINYINT: 'số nguyên',
    SMALLINT: 'số nguyên',
    INTEGER: 'số nguyên',
    BIGINT: 'số nguyên',
    HUGEINT: 'số nguyên',
    DECIMAL: 'số thập phân',
    FLOAT: 'số thập phân',
    DOUBLE: 'số thập phân',
    DATE: 'ngày',
    TIMESTAMP: 'ngày giờ',
    INTERVAL: 'khoảng thời gian',
    LIST: 'danh sách',
  },
};
