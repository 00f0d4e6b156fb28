/** What the database engine says most often of people's SQL. */
export const engine = {
  quoteOpen: 'thiếu dấu nháy đóng.',
  cutShort: 'công thức chưa viết hết; có thể thiếu dấu ngoặc đóng.',
  syntaxNear: (text: string) => `sai cú pháp ở gần "${text}".`,
  noColumn: (name: string) => `không có cột "${name}".`,
  noTable: (name: string) => `không có bảng "${name}".`,
  noFunction: (name: string) => `không có hàm "${name}".`,
  badArguments: (call: string) =>
    `hàm hoặc phép tính ${call} không dùng được với kiểu dữ liệu này; kiểm tra kiểu của cột.`,
  noAggregate:
    'không dùng hàm gộp (count, sum, max, …) ở đây: công thức xét từng dòng, chương trình tự đếm và cộng.',
  cannotCompare: (type: string) => `so sánh hai giá trị khác kiểu (${type}).`,
  cannotConvert: (text: string) => `không đổi được "${text}" sang kiểu cần so sánh.`,
};
