/** 1.245 */
const count = (n: number): string => n.toLocaleString('vi-VN');

export const land = {
  noRows: 'Tệp có dòng tiêu đề nhưng không có dòng dữ liệu nào.',
  tooManyRefused: (refused: number, read: number, limit: number) =>
    `${refused} trên ${read} dòng không hợp lệ, quá mức cho phép (${Math.round(limit * 100)} %). Chưa nạp dòng nào; sửa tệp theo danh sách rồi chép lại.`,
  fileRefused: (reason: string) => `Tệp không được nhận: ${reason} Chưa nạp dòng nào.`,
  /** A file that waits for a person. */
  held: 'Tệp được giữ lại, chưa nạp dòng nào.',
  acceptable:
    'Nếu tệp đúng như vậy: kpi delivery accept <mã> --by-whom "tên người"; nếu nộp nhầm: kpi delivery withdraw.',
  delivery: {
    shrank: (before: number, now: number, limit: number) =>
      `Tệp trước có ${count(before)} dòng, tệp này chỉ còn ${count(now)}, giảm quá ${Math.round(limit * 100)} %.`,
    otherCommune: (column: string, example: string, usual: string) =>
      `Quá nửa số dòng có ${column} của nơi khác (${example}…); các tệp trước là ${usual}…. Có thể là tệp của xã khác.`,
    strangeCommune: (column: string, example: string, own: string) =>
      `Quá nửa số dòng có ${column} là ${example}, không phải mã của xã (${own}). Có thể là tệp của xã khác; nếu đó là mã cũ của xã thì nhận tệp.`,
    strangePlaces: (column: string, share: number) =>
      `${Math.round(share * 100)} % số dòng có ${column} không có trong danh mục của xã. Có thể là tệp của xã khác.`,
    datesOutside: (column: string, said: string, share: number) =>
      `Tệp ghi là của ${said} nhưng ${Math.round(share * 100)} % số dòng có ${column} ngoài những ngày đó; các tệp trước thì không. Có thể là tệp của kỳ khác, hoặc đặt nhầm tên.`,
    datesShifted: (date: string, code: string, share: number) =>
      `${Math.round(share * 100)} % số dòng có ${date} khác ngày ghi trong ${code}; các tệp trước thì trùng. Có thể cột ngày bị xê dịch.`,
    farMore: (most: number, now: number) =>
      `Tệp có ${count(now)} dòng, nhiều gấp hơn ba lần tệp lớn nhất trước đây (${count(most)} dòng).`,
    moved: (names: string) => `Nạp tệp này thì ${names} đổi nhiều hơn mọi lần trước.`,
    older: (own: string, newest: string, rows: number, all: number) =>
      `Tệp cũ hơn (ngày ${own}; đã có tệp ngày ${newest}): ${count(rows)} dòng không có tác dụng, ${count(all - rows)} dòng bổ sung chỗ còn thiếu.`,
    gone: (rows: number) => `So với tệp trước: ${count(rows)} dòng mất.`,
  },
  question: {
    dates: (label: string, column: string, because: string) =>
      `Cột "${label}" viết ngày trước hay tháng trước? ${because} Trả lời bằng một dòng ở columns.${column} trong source.yaml: dates: month_first (tháng trước) hoặc dates: day_first (ngày trước).`,
    decimals: (label: string, column: string, because: string) =>
      `Cột "${label}": 1.234 là 1234 hay là 1 phẩy 234? ${because} Trả lời bằng một dòng ở columns.${column} trong source.yaml: decimals: comma (dấu phẩy đứng trước phần thập phân) hoặc decimals: point (dấu chấm).`,
  },
  because: {
    contract: 'Quy ước đã khai báo.',
    accepted: 'Tệp được chấp nhận, đọc theo lệ thường.',
    own_cells: 'Các ô khác của cột cho biết.',
    key: 'Khớp với ngày ghi trong mã.',
    earlier_deliveries: 'Như các tệp đã nhận.',
    format: 'Loại tệp này giữ số với dấu chấm.',
    rule: 'Theo lệ thường: ngày đứng trước.',
    month_above_12: 'Có ô mà số đứng thứ hai lớn hơn 12, không thể là tháng.',
    after_delivery: 'Nếu ngày đứng trước thì có ngày muộn hơn ngày nhận tệp.',
    one_month:
      'Nếu tháng đứng trước thì mọi ngày nằm gọn trong một tháng; nếu ngày đứng trước thì rải ra nhiều tháng.',
    outside_period:
      'Nếu ngày đứng trước thì có ngày cách xa các ngày khác của tệp; nếu tháng đứng trước thì không.',
    against_key: 'Nếu ngày đứng trước thì trái với ngày ghi trong mã.',
    against_earlier: 'Nếu ngày đứng trước thì trái với các tệp đã nhận.',
    other_column: 'Cột khác của tệp có dấu hiệu viết tháng trước.',
    both_marks: 'Trong cột có ô dùng dấu phẩy, có ô dùng dấu chấm trước phần thập phân.',
    no_evidence: 'Không có ô nào của cột cho biết.',
  },
  drift: {
    renamed: (label: string, known: string, line: string) =>
      `Cột "${label}" chưa có trong quy ước; có thể là "${known}" mà tệp không có (tên gần giống hoặc đứng đúng chỗ). Nếu là một, sửa trong source.yaml thành ${line}`,
    added: (label: string) =>
      `Tệp có thêm cột "${label}", chưa được dùng. Nếu cần, khai báo thêm trong source.yaml.`,
    gone: (label: string) => `Tệp không còn cột "${label}" mà các tệp trước có. Hỏi nơi xuất dữ liệu.`,
  },
  /** A total and what its rows come to, both as people write them. */
  totalDiffers: (label: string, printed: string, sum: string) =>
    `Cột "${label}": dòng tổng ghi ${printed}, các dòng cộng lại được ${sum}. Dòng tổng không tính là số liệu; kiểm tra xem có thiếu dòng hoặc sai số.`,
  totalBySum:
    'Các số của dòng này đúng bằng tổng các dòng khác nên được coi là dòng tổng, không tính là số liệu. Nếu không phải, thêm mã của dòng vào danh mục.',
  rowsLost: (delivery: string, read: number, accepted: number, refused: number, superseded: number) =>
    `Số dòng không khớp ở lần nộp ${delivery}: đọc ${read}, nhận ${accepted}, cách ly ${refused}, bị thay ${superseded}. Chưa nạp gì; đây là lỗi của chương trình, xin báo lại.`,
  /** {label}: tên cột, {value}: giá trị (đã che), {known}: các giá trị được biết, {row}: dòng khác. */
  keptRows: (prunedOn: string, columns: readonly string[], losesReasons: boolean) => {
    const lost = [
      ...columns.map((label) => `cột "${label}"`),
      ...(losesReasons ? ['lý do của các dòng cách ly, sửa, cảnh báo'] : []),
    ];
    return `Dựng lại từ phần đã giữ, tệp gốc đã xóa ngày ${prunedOn}${lost.length > 0 ? `; không có: ${lost.join(', ')}` : ''}.`;
  },
  order: { day_first: 'ngày/tháng/năm', month_first: 'tháng/ngày/năm' },
  /** The tail of a list of choices that is too long to be told. */
  others: (count: number) => `và ${count} giá trị khác`,
  keyBroken: (path: string) => `Khóa bí danh ${path} không đọc được: phải là 64 chữ số thập lục phân.`,
  keyChanged: 'Khóa bí danh khác với khóa đã dùng cho dữ liệu trong kho: cùng một người sẽ thành hai.',
  keyHint:
    'Lấy lại secrets/pseudonym.key từ bản sao lưu. Nếu khóa đã mất hẳn: xóa warehouse.duckdb rồi chạy rebuild để thay mọi bí danh.',
  keyMissing: (path: string) => `Không có khóa bí danh ${path}.`,
  /** Of a row it tells nothing: whose it was must not be worked out of it. */
  forgotten: 'Dòng của một người đã được xóa theo yêu cầu (kpi person forget).',
  otherMonth: (title: string, name: number) =>
    `Tiêu đề ghi tháng ${title}, tên tệp ghi tháng ${name}. Kiểm tra xem số liệu là của tháng nào; chương trình tính theo quy ước của nguồn.`,
  reason: {
    required_empty: 'Cột "{label}" để trống. Bổ sung giá trị rồi xuất lại.',
    damaged_text:
      'Cột "{label}": "{value}" có ký tự bị hỏng (tệp bị cắt giữa chữ hoặc có byte lạ). Sửa ô này ở nơi xuất rồi xuất lại.',
    not_computed:
      'Cột "{label}": công thức chưa có kết quả trong tệp. Mở tệp bằng Excel, lưu lại rồi chép lại.',
    error_cell: 'Cột "{label}": ô lỗi của bảng tính ({value}). Sửa công thức hoặc gõ giá trị rồi lưu lại.',
    bad_pattern: 'Cột "{label}": "{value}" không đúng cấu trúc mã.',
    unknown_code:
      'Cột "{label}": "{value}" chưa có trong danh mục. Các giá trị được biết: {known}. Sửa tệp, hoặc khai báo thêm trong source.yaml.',
    bad_date: 'Cột "{label}": "{value}" không đúng dạng ngày. Ghi theo ngày/tháng/năm.',
    bad_period:
      'Cột "{label}": "{value}" không cho biết tháng, quý hay năm nào. Ghi như Tháng 9/2026, Quý III/2026.',
    section_or_row:
      'Dòng này có tên như một mục nhưng lại có ô như số liệu. Sửa dòng, hoặc ghi find chặt hơn ở cột lấy từ tên mục trong source.yaml.',
    new_code:
      'Cột "{label}": "{value}" chưa có trong danh mục, được giữ nguyên. Khai báo thêm trong source.yaml nếu cần mã riêng.',
    no_such_day: 'Cột "{label}": không có ngày "{value}" trong lịch (đọc theo {order}).',
    far_year: 'Cột "{label}": "{value}" rơi vào năm ngoài khoảng 1900–2100.',
    short_year: 'Cột "{label}": "{value}" ghi năm hai chữ số, không rõ thế kỷ nào. Ghi đủ bốn chữ số.',
    future_date: 'Cột "{label}": "{value}" muộn hơn ngày nhận tệp.',
    bad_number: 'Cột "{label}": "{value}" không phải số.',
    not_whole: 'Cột "{label}": "{value}" không phải số nguyên.',
    unclear_number:
      'Cột "{label}": "{value}" có thể hiểu hai cách (hàng nghìn hay phần thập phân). Ghi không có dấu phân cách.',
    out_of_range: 'Cột "{label}": "{value}" nằm ngoài khoảng cho phép.',
    bad_yes_no: 'Cột "{label}": "{value}" không phải Có hoặc Không (dấu đánh được biết: x, v, ✓, ☑, +).',
    bad_phone: 'Cột "{label}": số điện thoại không đúng.',
    bad_personal_id: 'Cột "{label}": số định danh không đủ 12 chữ số.',
    lost_digits:
      'Cột "{label}": Excel đã làm mất chữ số (dạng 3.63E+10). Định dạng cột là Text rồi xuất lại.',
    restored_leading_zero: 'Cột "{label}": đã thêm lại số 0 ở đầu mà Excel làm mất.',
    removed_decimal: 'Cột "{label}": đã bỏ phần ".0" mà Excel thêm vào.',
    joined_groups: 'Cột "{label}": đã bỏ dấu cách giữa các nhóm chữ số.',
    century_added: 'Cột "{label}": năm hai chữ số được hiểu là 20xx (từ 70 trở lên là 19xx).',
    too_many_cells: 'Dòng có nhiều ô hơn tiêu đề; có thể thừa một dấu phân cách.',
    too_few_cells:
      'Dòng có ít ô hơn tiêu đề; các ô cuối được coi là trống. Kiểm tra dòng này nếu nơi xuất không bỏ ô trống cuối dòng.',
    cut_off:
      'Tệp dừng giữa dòng này: có thể tải về hoặc chép chưa xong, các dòng sau bị mất. Lấy lại tệp rồi chép lại.',
    duplicate_hidden: 'Trùng khóa với dòng {row} của cùng tệp; dòng này bị ẩn nên dòng đang hiện được giữ.',
    duplicate_key: 'Trùng khóa với dòng {row} của cùng tệp; dòng kia mới hơn hoặc đứng trước nên được giữ.',
  },
};
