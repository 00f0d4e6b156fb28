/** 1.245 */
const n = (count: number): string => count.toLocaleString('vi-VN');

/** Kinds of things that wait for a person. */
type ThingKind = 'held' | 'refused' | 'rows' | 'stale' | 'differs' | 'turned';

export const run = {
  locked: (pid: number | string, since: string) =>
    `Một lần cập nhật khác đang chạy (tiến trình ${pid}, từ ${since}). Chờ xong rồi chạy lại.`,
  lockedHint:
    'Nếu lần chạy đó đã treo, dừng tiến trình ấy: khóa mở ngay khi tiến trình kết thúc, không phải xóa tệp nào.',
  clockBehind: (days: number) =>
    `Giờ máy chậm ${days} ngày so với lần chạy trước. Tệp mới chưa được nhận, số liệu tính như giờ của lần trước; chỉnh giờ máy rồi chạy lại. Nếu giờ đang đúng (lần trước mới sai) thì chạy: kpi refresh --trust-clock`,
  cutOff: {
    time: 'Lần cập nhật chạy quá thời gian cho phép (schedule.minutes trong plan.yaml) nên bị dừng. Số liệu và trang lần trước vẫn giữ nguyên.',
    memory:
      'Lần cập nhật dùng quá bộ nhớ cho phép (schedule.memory_mb trong plan.yaml) nên bị dừng. Số liệu và trang lần trước vẫn giữ nguyên.',
    signal:
      'Lần cập nhật bị máy hoặc người vận hành dừng giữa chừng. Số liệu và trang lần trước vẫn giữ nguyên.',
  },
  memoryUnwatched:
    'Trên hệ điều hành này chỉ giới hạn được thời gian và vùng nhớ chính của phần đọc tệp, không theo dõi được toàn bộ bộ nhớ.',
  laterLists: (asOf: string, files: readonly string[]) =>
    `Tính như ngày ${asOf.split('-').reverse().join('/')}: không dùng danh sách đến sau ngày đó (${files.join(', ')}). Trạng thái không ghi ngày (thanh toán, kết quả điện tử, số lần bổ sung…) lấy theo lần nộp mới nhất, vì không biết ngày đó ra sao.`,
  step: {
    pull: 'Nhận tệp',
    land: 'Nạp',
    current: 'Bản mới nhất',
    model: 'Dựng bảng nghiệp vụ',
    crossCheck: 'Đối chiếu giữa các nguồn',
    measure: 'Tính chỉ tiêu',
    marts: 'Lập bảng cho trang báo cáo',
    check: 'Kiểm tra số liệu',
    screen: 'Soát chữ sẽ nêu trên trang',
    forget: 'Xóa những người trong danh sách xóa',
  },
  count: {
    taken: 'mới',
    known: 'đã có',
    notices: 'cần xem',
    read: 'đọc',
    accepted: 'nhận',
    refused: 'cách ly',
    repaired: 'sửa',
    records: 'bản ghi',
    tables: 'bảng',
    rows: 'dòng',
    readings: 'kết quả',
    checks: 'phép kiểm tra',
    masked: 'giá trị bị che',
  },
  known: (files: number) => `${files} tệp đã nạp trước đây, không thay đổi gì.`,
  fileRefused: (file: string, reason: string) => `KHÔNG NHẬN ${file}: ${reason}`,
  seeDelivery: (delivery: string) => `Xem: npm run kpi -- delivery show ${delivery}`,
  /** In place of a name that people have given. */
  unnamedFile: '(tên tệp chỉ hiện trên màn hình)',
  onScreenOnly: '(chi tiết có thể nêu dữ liệu, chỉ hiện trên màn hình)',
  siteCurrent: 'Trang báo cáo đã nêu đúng các số liệu này: không dựng lại.',
  siteBuilt: (release: string) => `XONG. Đã dựng bản phát hành ${release}.`,
  martsUnchanged: 'Không có dữ liệu mới: không tính lại.',
  siteUnchanged: 'Trang báo cáo không đổi: không dựng lại.',
  contractChanged: (source: string) => `Quy ước của nguồn ${source} đã thay đổi: nạp lại từ kho lưu trữ.`,
  archive: {
    lost: (sources: string) =>
      `Không nạp lại được vì kho lưu trữ thiếu tệp gốc hoặc tệp đã hỏng, và không có phần giữ lại nào dùng được: ${sources}.`,
    lostOf: (source: string, files: number, since: string) =>
      `nguồn ${source} thiếu ${files} tệp, nhận từ ngày ${since}`,
    lostFile: (source: string, file: string, day: string) => `${source}: ${file}, nhận ngày ${day}`,
    andMore: (files: number) => `… và ${files} tệp nữa`,
    fromKept: (source: string, files: number, columns: readonly string[]) =>
      `Nguồn ${source}: ${files} tệp gốc đã xóa, dựng lại từ phần đã giữ${columns.length > 0 ? `; không có: ${columns.map((label) => `cột "${label}"`).join(', ')}` : ''}.`,
    keepContract:
      'Giữ quy ước cũ của nguồn (hoặc bản chương trình cũ, nếu vừa cập nhật chương trình), hoặc chép các tệp này từ bản sao lưu về thư mục archive/<nguồn>, rồi chạy lại.',
    restore:
      'Chép các tệp này từ bản sao lưu về thư mục archive/<nguồn> rồi chạy lại, hoặc lấy lại warehouse.duckdb từ bản sao lưu.',
    brokenIndex: (path: string, reason: string) =>
      `Danh mục kho lưu trữ ${path} bị hỏng (${reason}); chưa thay đổi gì.`,
    brokenIndexHint:
      'Lấy lại tệp này từ bản sao lưu. Nếu không có, xóa nó: tên và ngày nhận của tệp sẽ lấy theo tệp trong kho lưu trữ.',
  },
  state: {
    begins: {
      older:
        'Kho dữ liệu do bản chương trình cũ lập: dựng lại từ kho lưu trữ, giữ nguyên nhật ký và các kỳ đã khóa.',
      missing:
        'Không thấy kho dữ liệu (warehouse.duckdb) trong khi kho lưu trữ (archive) còn tệp: dựng lại từ kho lưu trữ.',
    },
    done: {
      older: 'Đã dựng lại kho dữ liệu theo bản chương trình này.',
      missing:
        'Đã dựng lại kho dữ liệu từ kho lưu trữ. Khóa kỳ, nhật ký truy cập và nhật ký chạy không nằm trong kho lưu trữ nên đã mất; có bản sao lưu thì khôi phục từ bản đó.',
    },
    older: 'Kho dữ liệu do bản chương trình cũ lập, phải cập nhật trước khi dùng lệnh này; chưa thay đổi gì.',
    olderHint: 'Chạy: npm run kpi -- refresh',
    newer: (theirs: number, ours: number) =>
      `Kho dữ liệu do bản chương trình mới hơn lập (phiên bản kho ${theirs}, bản này chỉ biết đến ${ours}); chưa thay đổi gì.`,
    newerHint: 'Cập nhật chương trình rồi chạy lại.',
  },
  rebuild: {
    carryOver: 'Chép nhật ký từ kho cũ',
    register: 'Đọc kho lưu trữ',
    verify: 'Kiểm tra tệp gốc',
    files: 'tệp',
    nothingCarried: (reason: string) =>
      `Không đọc được kho dữ liệu cũ (${reason}): nhật ký các lần chạy bắt đầu lại từ đầu.`,
    leftOver: (path: string) => `Còn sót tệp ${path} sau khi đóng kho dữ liệu mới.`,
    failed: (reason: string) => `THẤT BẠI: ${reason} Kho dữ liệu cũ được giữ nguyên.`,
  },
  misplaced: (n: number, inbox: string) =>
    `${n} tệp nằm ngay trong ${inbox}, không thuộc nguồn nào nên không được nhận: chuyển vào thư mục của nguồn (xem: npm run kpi -- source list).`,
  scratchSwept: (n: number) => `Đã dọn ${n} thư mục tạm do lần chạy bị dừng giữa chừng để lại.`,
  retention: {
    logs: (n: number) => `Đã xóa ${n} tệp nhật ký quá thời hạn giữ (logs.keep_days trong plan.yaml).`,
    step: { originals: 'Xóa tệp gốc hết hạn lưu', quarantine: 'Xóa nội dung ô cách ly hết hạn lưu' },
    originals: 'tệp gốc',
    texts: 'lý do',
    stay: (source: string, files: number) =>
      `Nguồn ${source}: ${n(files)} tệp gốc quá hạn lưu vẫn giữ, vì chưa nạp được (bị từ chối, đang giữ lại, đã rút hoặc chờ nạp) nên không có dòng nào để giữ thay. Xem: npm run kpi -- delivery list --source ${source}`,
  },
  done: (asOf: string) => `XONG. Số liệu đến ngày ${asOf}.`,
  doneWithWarnings: (asOf: string, what: string) =>
    `XONG, có việc cần người xem (${what}). Số liệu đến ngày ${asOf}.`,
  nothingNew: 'Không có việc mới; những việc đã nêu các lần trước xem bằng kpi status.',
  /** Things to do: what, and how; the title of the source, the number of the delivery or a name, how many. */
  todo: {
    what: {
      held: (source: string, id: string) => `${source}: tệp ${id} đang giữ lại`,
      refused: (source: string, id: string) => `${source}: tệp ${id} không nhận được`,
      rows: (source: string, id: string, n: number) =>
        `${source}: ${n} dòng bị cách ly, mới nhất ở tệp ${id}`,
      stale: (source: string, _: string, n: number) => `${source}: quá hạn cập nhật ${n} ngày`,
      differs: (source: string) => `${source}: có phép đối chiếu không khớp`,
      turned: (_: string, name: string) => `Xuống chưa đạt: ${name}`,
    } as Record<ThingKind, (source: string, what: string, n: number) => string>,
    how: {
      held: (_: string, id: string) => `kpi delivery show ${id}`,
      refused: (_: string, id: string) => `kpi delivery show ${id}`,
      rows: (source: string) => `kpi quarantine list --source ${source}`,
      stale: () => 'nộp tệp mới',
      differs: () => 'xem trang Chất lượng dữ liệu',
      turned: () => 'xem trang Thay đổi',
    } as Record<ThingKind, (source: string, what: string) => string>,
    names: (n: number) => `${n} tên không khớp danh mục`,
    masked: (n: number) => `${n} giá trị bị che trên trang`,
    pinned: (release: string) => `Người đọc đang được giữ ở bản trang ${release}, không thấy bản mới`,
    planEnded: (year: number) => `Năm kế hoạch ${year} đã kết thúc`,
    planEndedHow: 'ghi kế hoạch mới: plan.year trong plan.yaml, chỉ tiêu năm mới trong targets.yaml',
    alerts: (faults: number) => `alerts.yaml có ${faults} lỗi: không ai được báo tin`,
    clock: (days: number) => `Giờ máy chậm ${days} ngày so với lần chạy trước: chưa nhận tệp mới`,
    clockHow: 'chỉnh giờ máy; nếu giờ đang đúng: kpi refresh --trust-clock',
    lost: 'Kho dữ liệu bị mất và đã dựng lại từ kho lưu trữ: khóa kỳ, nhật ký truy cập không còn',
    lostHow: 'khôi phục từ bản sao lưu, hoặc khóa lại các kỳ: kpi period lock',
  },
  warnings: {
    refusedFiles: (count: number) => `${count} tệp không nhận`,
    refusedRows: (count: number) => `${count} dòng cách ly`,
    notices: (count: number) => `${count} tệp trong thư mục nhận`,
    crossChecks: (count: number) => `${count} phép đối chiếu bị lệch`,
    openNames: (count: number) => `${count} tên không khớp danh mục, xem bằng name list`,
    masked: (count: number) => `${count} giá trị bị che trên trang, xem bằng site masked`,
    staleSources: (count: number) => `${count} nguồn quá hạn cập nhật`,
    clock: 'giờ máy chậm nên chưa nhận tệp mới',
    lost: 'kho dữ liệu bị mất, đã dựng lại',
    turned: (count: number) => `${count} chỉ tiêu xuống chưa đạt`,
  },
  errorCode: (code: string) => `mã lỗi ${code}, câu đầy đủ ở nhật ký của lần chạy.`,
  failed: (reason: string) => `THẤT BẠI: ${reason} Bản báo cáo trước được giữ nguyên.`,
  where: {
    home: 'Nơi lưu dữ liệu',
    inbox: 'Thư mục nhận tệp',
    report: 'Trang báo cáo',
    log: 'Nhật ký',
  },
};
