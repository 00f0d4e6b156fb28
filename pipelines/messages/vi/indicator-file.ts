const operators: Record<string, string> = {
  '=': 'bằng',
  '!=': 'khác',
  '>=': 'từ',
  '<=': 'không quá',
  '>': 'trên',
  '<': 'dưới',
};
const origins = {
  source: 'theo các chỉ tiêu khác cùng nguồn hoặc cùng đơn vị',
  contract: 'theo nơi giữ nguồn dữ liệu (steward)',
  catalogue: 'theo đa số các chỉ tiêu; xem lại cho đúng',
};

/** What is written into a commune's files when an indicator is made by words: Vietnamese, whatever the terminal speaks. */
export const indicatorFile = {
  allRows: (title: string) => `Tất cả các dòng của "${title}"`,
  yesNoUnit: 'có/chưa',
  rowsUnit: 'trường hợp',
  moneyUnit: 'đồng',
  amountUnit: 'đơn vị',
  daysUnit: 'ngày',
  sumOf: (label: string) => `Tổng ${label}`,
  daysBetween: (from: string, to: string) => `Số ngày từ ${from} đến ${to}`,
  listedOn: 'ngày chốt của tệp',
  legalOfNothing: 'Theo dõi nội bộ, chưa có văn bản',
  titleOf: {
    number: (words: string) => `Số lượng: ${words}`,
    share: (words: string) => `Tỷ lệ: ${words}`,
    days: (words: string) => `${words} (trung bình)`,
    amount: (words: string) => words,
    yes_no: (words: string) => `Có hay chưa: ${words}`,
  },
  description: (_title: string, numerator: string, denominator: string | undefined) =>
    denominator === undefined
      ? `${numerator}.`
      : `${numerator}, trên ${denominator.replace(/^Tất cả/, 'tất cả')}.`,
  words: {
    and: ' và ',
    is: (label: string, values: readonly string[]) =>
      `${label} là ${values.map((value) => `"${value}"`).join(' hoặc ')}`,
    isNot: (label: string, values: readonly string[]) =>
      `${label} khác ${values.map((value) => `"${value}"`).join(' và ')} (ô trống không tính)`,
    yes: (label: string) => `${label}: có`,
    no: (label: string) => `${label}: không`,
    filled: (label: string) => `có ghi ${label}`,
    blank: (label: string) => `chưa ghi ${label}`,
    column: (label: string) => label,
    compared: (label: string, operator: string, right: string) =>
      `${label} ${operators[operator] ?? operator} ${right}`,
    both: (from: string, to: string) => `có ghi ${from} và ${to}`,
  },
  /** Comments above what is written: what was chosen, and why. */
  why: {
    shape: {
      number: 'Dạng count: đếm số dòng.',
      share: 'Dạng ratio: số dòng đạt trên số dòng được tính.',
      days: 'Số ngày giữa hai ngày của từng dòng, rồi lấy trung bình (average) hoặc trung vị (median).',
      amount: 'Dạng total: cộng một cột số.',
      yes_no: 'Dạng yes_no: 1 nếu có dòng đạt, 0 nếu chưa.',
    },
    fact: (title: string) =>
      `Bảng do chương trình tự lập từ nguồn "${title}", mỗi dòng được nhận là một dòng.`,
    when: (label: string, said: boolean) =>
      `Dòng thuộc kỳ nào: theo ${label}${said ? '' : ' (ngày mặc định của nguồn)'}.`,
    stock: 'Số đến thời điểm đó: kỳ nào cũng tính theo ngày mới nhất trong kỳ (stock), không cộng dồn.',
    flow: 'Số mới phát sinh: tính mọi dòng có ngày nằm trong kỳ (flow), cộng dồn được.',
    count: (words: string) => `Những dòng được tính: ${words}.`,
    meets: (words: string) => `Những dòng đạt: ${words}.`,
    each: (label: string) => `Đếm ${label} khác nhau, không đếm dòng.`,
    sum: (label: string) => `Cộng cột ${label}.`,
    over: (label: string) => `Trên tổng cột ${label}.`,
    days: (from: string, to: string, median: boolean) =>
      `Số ngày lịch từ ${from} đến ${to}, lấy ${median ? 'trung vị' : 'trung bình'}.`,
    by: (labels: readonly string[]) => `Chia nhỏ theo: ${labels.join(', ')}.`,
    byNothing: 'Không chia nhỏ.',
    better: (better: 'higher' | 'lower' | 'none', said: boolean) =>
      `${{ higher: 'Càng cao càng tốt', lower: 'Càng thấp càng tốt', none: 'Chỉ theo dõi, không xếp đạt hay chưa' }[better]}${said ? '' : ' (mặc định của loại chỉ tiêu này)'}.`,
    owner: (origin: keyof typeof origins) => `Đơn vị chịu trách nhiệm số liệu: ${origins[origin]}.`,
    section: (origin: keyof typeof origins) => `Mục của kế hoạch: ${origins[origin]}.`,
    noSection: 'Chưa biết thuộc mục nào của kế hoạch: sửa lại cho đúng.',
    said: 'Theo người lập.',
  },
  fileHeading: (group: string) => `Chỉ tiêu nhóm "${group}", lập bằng lệnh kpi indicator new; sửa tay được.`,
  itemHeading: (day: string) => `Lập bằng lệnh kpi indicator new ngày ${day.split('-').reverse().join('/')}.`,
};
