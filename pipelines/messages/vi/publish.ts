/** Texts of the step that builds, checks and serves the site. */
export const publish = {
  steps: {
    sources: 'Chuẩn bị dữ liệu cho trang',
    pages: 'Dựng trang báo cáo',
    paper: 'In bản tin A4 (PDF)',
    gate: 'Kiểm tra trước khi công bố',
    publish: 'Đưa bản mới vào sử dụng',
  },
  counts: {
    marts: 'bảng',
    pages: 'trang',
    papers: 'bản in',
    findings: 'điểm không được phép',
    public: 'tên công khai',
  },
  /** What may not stand in a page that a commune has written. */
  page: {
    expression: (inside: string): string =>
      `Trong ngoặc nhọn của trang chỉ viết tên và giá trị, không viết phép tính hay lệnh: {${inside}}. Tính trong khối sql.`,
    element: (name: string, meant: string | undefined): string =>
      `Trang không dùng được <${name}>.${meant === undefined ? ' Trang chỉ gồm chữ, bảng, ảnh, khối sql và các thành phần có sẵn của chương trình.' : ` Có phải <${meant}>?`}`,
    attribute: (name: string, attribute: string): string =>
      `<${name}> trong trang không có thuộc tính "${attribute}".`,
    address: (name: string, value: string): string =>
      `Địa chỉ của <${name}> không dùng được: ${value}. Ảnh đặt trong static/ của thư mục xã; liên kết viết /…, #… hoặc https://…`,
    block: 'Trước khối lệnh (```) phải có một dòng trống.',
    comment: 'Trang không dùng được ghi chú <!-- --> và các dòng <! >, <? >.',
    picture: 'Ảnh svg có lệnh hoặc thành phần tự chạy; lưu lại thành ảnh thường (png).',
    query: (what: string): string => `Khối sql không chạy được: ${what}`,
    routes: (name: string): string => `Khối "routes" phải có cột ${name}: mỗi dòng là một trang.`,
  },
  martsUnreadable: (path: string) => `Không đọc được tệp số liệu tổng hợp ${path}.`,
  martsUnreadableHint: 'Chạy lại lệnh cập nhật số liệu để tạo lại tệp này.',
  martsIncomplete: (path: string) => `Tệp số liệu tổng hợp ${path} chưa đủ để dựng trang.`,
  martMissing: (mart: string) => `thiếu bảng ${mart}`,
  martColumnsMissing: (mart: string, columns: string) => `bảng ${mart} thiếu cột ${columns}`,
  /** Why a file cannot be read. */
  pictureCut: 'ảnh bị cắt giữa chừng, chép lại từ bản gốc',
  martEmpty: (mart: string) => `bảng ${mart} không có dòng nào`,
  buildFailed: (command: 'sources' | 'build'): string =>
    command === 'sources'
      ? 'Không đưa được số liệu vào trang báo cáo; bản đang dùng được giữ nguyên.'
      : 'Không dựng được trang báo cáo; bản đang dùng được giữ nguyên.',
  buildTimeout: (minutes: number) =>
    `Dựng trang quá ${minutes} phút chưa xong nên đã dừng; bản đang dùng được giữ nguyên.`,
  buildStopped: 'Việc dựng trang đã bị dừng giữa chừng; bản đang dùng được giữ nguyên.',
  noBrowser:
    'Máy này không mở được Chromium nên không có bản tin PDF; trang /ban-tin/ vẫn in được từ trình duyệt. Cài gói chromium của hệ điều hành để có.',
  notPrinted: (why: string): string => `Không in được bản tin PDF, bản phát hành này không có tệp đó: ${why}`,
  seeLog: (path: string) => `Xem chi tiết trong ${path}.`,
  gateFailed: (count: number) =>
    `Bản mới không được công bố vì có ${count} điểm không được phép; bản đang dùng được giữ nguyên.`,
  gateHint:
    'Sửa trang hoặc tệp có tên ở trên rồi dựng lại. Người được nêu công khai theo chức trách: thêm họ tên vào public_names trong plan.yaml. Dữ liệu sai: rút lần nộp bằng delivery withdraw.',
  person: (source: string, delivery: string, row: number): string =>
    `người này ở nguồn ${source}, lần nộp ${delivery}, dòng ${row}`,
  /** What a page shows in place of a text in which something of a person stands. */
  keptAtRelease: (kept: string, by: string, built: string) =>
    `Người đọc vẫn xem bản ${kept}, theo yêu cầu của ${by}; bản mới ${built} đã dựng xong, chưa mở. Mở bản mới: kpi site release.`,
  releasesRemoved: (releases: readonly string[]) =>
    `Đã xóa bản cũ quá số bản giữ lại (site.keep_releases): ${releases.join(', ')}.`,
  pin: {
    unknown: (release: string) => `Không còn bản trang "${release}".`,
    known: (releases: readonly string[]) =>
      releases.length === 0 ? 'Chưa có bản trang nào.' : `Các bản còn giữ: ${releases.join(', ')}.`,
    pinned: (release: string, by: string) =>
      `Từ bây giờ người đọc xem bản ${release}, theo yêu cầu của ${by}. Hằng đêm vẫn dựng bản mới nhưng chưa mở; muốn mở thì chạy kpi site release.`,
    notPinned: 'Không có bản nào đang được giữ: người đọc vẫn xem bản mới nhất.',
    released: (release: string) =>
      `Thôi giữ bản cũ. Người đọc xem bản ${release}, và các bản sau này ngay khi dựng xong.`,
  },
  masked: '[đã che]',
  inCode: (mart: string, column: string, code: string, why: string): string =>
    `${mart}.${column}: mã ${code} ${why}`,
  personalInCode:
    'Có mã (chỉ tiêu, nguồn) chứa thông tin của một người; mã nằm trong địa chỉ trang nên không che được. Bản đang dùng được giữ nguyên.',
  personalInCodeHint: 'Đổi mã trong models/indicators/ hoặc sources/ rồi chạy lại.',
  moreFindings: (count: number) => `… và ${count} điểm khác`,
  findings: {
    personal_number: 'có dãy 12 chữ số giống số định danh cá nhân',
    phone_number: 'có số giống số điện thoại',
    email: 'có địa chỉ thư điện tử',
    known_name: 'có họ tên của một người trong dữ liệu gốc',
    known_number: 'có số của một người trong dữ liệu gốc',
    dossier_code: 'có mã hồ sơ',
    forbidden_value: 'có giá trị của một hồ sơ hoặc một người trong dữ liệu gốc',
    unpublished_column: 'có cột không nằm trong danh mục được công bố',
    unpublished_mart: 'có bảng không nằm trong danh mục được công bố',
    missing_page: 'thiếu trang',
    other_host: 'gọi tới địa chỉ bên ngoài',
    foreign_script: 'có mã chạy trong trình duyệt không phải do chương trình dựng ra',
    small_part: 'nhóm ít người tính lại được từ số đã nêu (chỉ tiêu · chiều · số ô tính được/số ô không nêu)',
    parts_contradict: 'số đã nêu mâu thuẫn nhau, không xét được có tính lại được nhóm ít người hay không',
    rows_lost: 'mất quá nhiều dòng so với bản đang dùng',
    unknown_file: 'loại tệp lạ, không kiểm tra được',
    unreadable_file: 'tệp không đọc được',
  },
  nothingPublished: 'Chưa có bản phát hành nào của trang. Hãy chạy lệnh cập nhật số liệu trước.',
  pageNotFound: 'Không tìm thấy trang này',
  serverFailed: 'Máy chủ gặp lỗi khi đọc trang',
  backToOverview: 'Về trang Tổng quan',
  otherHost: (host: string) =>
    `Trang này không mở dưới tên ${host || '(trống)'}. Nếu có máy chủ khác đứng trước, ghi địa chỉ ở site.address trong plan.yaml.`,
  portInUse: (port: number) => `Cổng ${port} đang được chương trình khác dùng hoặc không được phép dùng.`,
  noSuchAddress: (address: string) => `Máy này không có địa chỉ mạng ${address}.`,
  portInUseHint: 'Dừng chương trình kia, hoặc chọn cổng khác bằng --port.',
};
