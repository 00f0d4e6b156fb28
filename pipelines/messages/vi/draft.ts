const count = (n: number): string => n.toLocaleString('vi-VN');
const percent = (share: number): string =>
  `${(share * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`;

/** Texts of a drafted source (`kpi source new`): comments in its contract, its README, what the terminal says. */
export const draft = {
  /** The file cannot be written into, or it is there already. */
  exists: (folder: string) =>
    `Thư mục ${folder} đã có, không ghi đè. Chọn mã nguồn khác, hoặc xóa thư mục nếu muốn làm lại từ đầu.`,
  badId: (id: string) =>
    `Mã nguồn "${id}" không hợp lệ: dùng chữ thường không dấu, chữ số và dấu gạch ngang, bắt đầu bằng chữ, ví dụ ho-kinh-doanh.`,
  emptyFolder: (folder: string) => `Thư mục ${folder} không có tệp nào.`,
  noRows: 'Không tìm thấy dòng dữ liệu nào trong các tệp mẫu. Dùng tệp có ít nhất vài chục dòng.',

  head: (files: string) =>
    ` Bản nháp do chương trình lập từ: ${files}.\n Đọc từng dòng ghi chú "#", sửa cho đúng, rồi xóa ghi chú. Thử lại bằng: npm run kpi -- source check`,
  title: ' Tên nguồn bằng tiếng Việt, hiện trên báo cáo',
  unknown: 'Chưa ghi',
  publisher: ' Hệ thống hoặc cơ quan cho xuất tệp này',
  steward: ' Bộ phận của xã chịu trách nhiệm tệp này',
  expect:
    ' Bao lâu có tệp mới (d: ngày, h: giờ); quá warn_after thì nhắc, quá stale_after thì báo số liệu đã cũ',
  dataDate: ' Ngày mới nhất trong các cột này cho biết số liệu tính đến ngày nào',
  noDataDate: ' Không có cột nào cho biết ngày chốt số liệu: số liệu được coi là của ngày nộp tệp',
  key: (columns: string) =>
    ` Mỗi dòng khác nhau ở: ${columns}. Kiểm tra xem đây có đúng là mã của một bản ghi không`,
  noKey:
    ' Chưa tìm thấy cột nào phân biệt được các dòng. Người quyết định: ghi đúng cột khóa, hoặc giữ rows: many',
  delivery: {
    period:
      ' period: mỗi tệp là toàn bộ số liệu của kỳ mình, và kỳ nào cũng có lại danh sách. Nếu tệp chỉ là một phần của kỳ thì ghi increment',
    one: ' increment: mỗi tệp là phần mới, bản ghi cũ vẫn giữ; snapshot: mỗi tệp là toàn bộ danh sách. Người quyết định',
    increment: (share: number) =>
      ` Tệp sau có lại ${percent(share)} bản ghi của tệp đầu nên đoán là increment (mỗi tệp là phần mới). Nếu mỗi tệp là toàn bộ danh sách thì ghi snapshot`,
    snapshot: (share: number) =>
      ` Tệp sau có lại ${percent(share)} bản ghi của tệp đầu nên đoán là snapshot (mỗi tệp là toàn bộ danh sách). Nếu tệp chỉ có phần mới thì ghi increment`,
  },
  /** What stands around a table: the names of its columns come out of these labels. */
  context: {
    period: 'Kỳ',
    firstDay: 'Từ ngày',
    lastDay: 'Đến ngày',
    hamlet: 'Thôn',
    sheet: 'Tên trang',
    section: 'Mục',
    file: 'Tên tệp',
    month: 'Tháng',
    quarter: 'Quý',
    year: 'Năm',
    value: 'Số liệu',
  },
  /** Where it was seen. */
  seen: {
    title: (row: number, words: string) => `Thấy ở dòng ${row}: "${words}"`,
    otherPeriods: (periods: readonly string[]) =>
      `Tiêu đề có nhiều kỳ (${[...new Set(periods)].join(', ')}), lấy kỳ đứng đầu: kiểm tra lại`,
    file: (name: string) => `Thấy ở tên tệp: ${name}`,
    sheets: (sheets: readonly string[]) =>
      `Thấy ở tên các trang: ${sheets.slice(0, 5).join(', ')}${sheets.length > 5 ? '…' : ''}`,
    section: (row: number, title: string, all: number) =>
      `Thấy ở dòng tên mục, dòng ${row}: "${title}" (${count(all)} dòng như vậy)`,
    beside: (row: number, label: string, text: string) =>
      `Thấy ở dòng ${row}, ô bên nhãn "${label}": "${text}"`,
    across: (labels: readonly string[]) => `Thấy ở tên các cột ngang: ${labels[0]} … ${labels.at(-1)}`,
  },
  across: 'Các cột ngang cùng một ý nghĩa: mỗi ô có giá trị thành một dòng',
  form: ' Phiếu mỗi dòng một chỉ tiêu: cả phiếu là một bản ghi, mỗi nội dung hỏi là một cột',
  leftSheet: (file: string, sheet: string) =>
    ` Không đọc trang "${sheet}" của ${file}: khác mẫu với các trang kia.`,
  newestBy: ' Một bản ghi có ở nhiều tệp thì bản có ngày mới hơn ở đây được dùng',
  remark: {
    ordinal: 'Số thứ tự: không cần',
    empty: 'Cột trống trong mọi tệp mẫu: xóa nếu không dùng',
    number_of_a_person: 'Số của một người: thay bằng bí danh, vẫn nối được giữa các nguồn',
    phone: 'Số điện thoại hoặc thư điện tử: bỏ khi nạp',
    name_of_a_person: 'Có vẻ là tên người: bỏ khi nạp. Nếu không phải, xóa "personal: drop"',
    place_of_a_person: 'Có vẻ là địa chỉ: bỏ khi nạp. Nếu không phải, xóa "personal: drop"',
    birth: 'Ngày sinh: chỉ giữ năm',
    account: 'Có vẻ là số tài khoản, số thẻ, mã số thuế: bỏ khi nạp. Nếu cần giữ, xóa "personal: drop"',
    key_of_a_person: 'Phân biệt các bản ghi và có thể là của một người: thay bằng bí danh',
    household: 'Mã hộ: thay bằng bí danh',
    free_text:
      'Chữ tự do, có thể nhắc đến người: bỏ khi nạp. Nếu cần giữ và chắc chắn không có thông tin cá nhân, xóa "personal: drop"',
    list: 'Tên gọi được đối chiếu với danh mục chung',
    choices:
      'Danh mục: mỗi cách ghi một mã; các cách ghi cùng nghĩa thì ghi cùng một mã. Cách ghi mới được giữ nguyên và báo',
    only_yes:
      'Chỉ có dấu ở ô "có": ô trống được hiểu là chưa biết. Nếu ô trống nghĩa là không, thêm: empty: "false"',
    some_unfit: 'Một số ô không đúng kiểu',
  },
  onlyIn: (files: string) => `Chỉ có trong ${files}`,
  severalNames: 'Các tệp mẫu gọi cột này bằng nhiều tên (đoán theo vị trí)',
  unfit: (share: number) =>
    `${percent(share)} số ô không đúng kiểu: giá trị ở đó bị bỏ riêng, dòng vẫn được nhận`,
  rows: (n: number) => ` ${count(n)} dòng`,
  type: {
    text: 'chữ',
    integer: 'số nguyên',
    decimal: 'số có phần lẻ',
    percent: 'phần trăm',
    money: 'tiền (đồng)',
    date: 'ngày',
    timestamp: 'ngày giờ',
    year_or_date: 'năm hoặc ngày',
    period: 'kỳ (tháng, quý, năm)',
    yes_no: 'có/không',
    code: 'danh mục',
    personal_id: 'số định danh',
    phone: 'điện thoại',
    dossier_code: 'mã hồ sơ',
    procedure_code: 'mã thủ tục',
    commune_code: 'mã xã',
    parcel_key: 'mã thửa',
  },
  personal: { drop: 'bỏ', pseudonym: 'bí danh', year_only: 'chỉ năm' },
  left: 'không dùng',
  column: {
    label: 'cột trong tệp',
    name: 'tên',
    type: 'kiểu',
    personal: 'dữ liệu cá nhân',
    filled: 'có ghi',
    distinct: 'giá trị khác nhau',
  },
  filled: percent,
  count,
  file: (name: string, encoding: string | null, sheet: string | null, headerRow: number, rows: number) =>
    [
      `${name}: ${count(rows)} dòng`,
      ...(encoding === null ? [] : [`bảng mã ${encoding}`]),
      ...(sheet === null ? [] : [`trang "${sheet}"`]),
      ...(headerRow === 0 ? [] : [`tiêu đề ở dòng ${headerRow}`]),
    ].join(', '),
  keyLine: (key: string) => `Khóa: ${key}`,
  noKeyLine: 'Khóa: chưa tìm thấy, cần người quyết định (xem record trong source.yaml)',
  tried: (name: string, read: number, accepted: number, refused: number) =>
    `Nạp thử ${name} theo bản nháp: đọc ${count(read)} · nhận ${count(accepted)} · cách ly ${count(refused)}`,
  refusedWhole: (name: string, message: string) => `Nạp thử ${name} theo bản nháp: ${message}`,
  written: (folder: string) =>
    `Đã lập ${folder}: source.yaml (quy ước), README.md, sample.csv (20 dòng đã che).`,
  next: (id: string) => [
    'Việc tiếp theo:',
    `  1. Mở sources/${id}/source.yaml, đọc các dòng "#", sửa cho đúng; nhất là cột có dữ liệu cá nhân.`,
    `  2. Thử: npm run kpi -- source check ${id} <tệp>`,
    `  3. Chép tệp vào inbox/${id}/ của nơi lưu dữ liệu, chạy: npm run kpi -- refresh`,
  ],
  readme: {
    intro: (title: string) =>
      `# ${title}\n\nĐây là gì, mỗi dòng là một gì, ai ban hành: **cần điền**. Đầu mối của xã: **cần điền**.`,
    get: (id: string) =>
      `## Lấy tệp\n\nVào hệ thống nào, chọn mục nào, khoảng thời gian nào, xuất dạng gì: **cần điền**. Chép vào \`inbox/${id}/\` của nơi lưu dữ liệu.`,
    files: '## Tệp mẫu đã đọc',
    columns: '## Cột',
    personal:
      '**Dữ liệu cá nhân.** Cột ghi "bỏ" không được lưu; "bí danh" là mã không đọc ngược được thay cho số thật; "chỉ năm" là ngày sinh chỉ giữ năm. Nếu được, hãy bỏ các cột này trước khi chép tệp.',
    sample:
      'Tệp `sample.csv` có tối đa 20 dòng đã che: mỗi cột lấy từ một dòng khác nhau nên không dòng nào là của một người.',
  },
};
