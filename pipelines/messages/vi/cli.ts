const n = (count: number): string => count.toLocaleString('vi-VN');
/** As many digits as tell it: 64.362, 77,2, 0,85. */
const f = (value: number): string =>
  (value >= 100 ? Math.round(value) : Number(value.toPrecision(3))).toLocaleString('vi-VN');
/** An indicator whose target is asked about. */
interface Asked {
  id: string;
  name: string;
  unit_label: string;
}

const dayText = (day: string) => day.split('-').reverse().join('/');

export const cli = {
  error: (message: string) => `LỖI: ${message}`,
  unexpected: (reason: string) => `Lỗi chưa lường trước: ${reason}`,
  seeHelp: 'Xem cách dùng: npm run kpi -- --help',
  badDay: (flag: string, text: string) => `${flag}: ngày "${text}" không đúng; viết theo dạng 2026-10-31.`,
  badAddress: (flag: string, text: string) =>
    `${flag} phải là một địa chỉ IP như 0.0.0.0, không phải "${text}".`,
  badNumber: (flag: string, text: string) => `${flag} phải là số nguyên dương, không phải "${text}".`,
  badAge: (flag: string, text: string | undefined) =>
    text === undefined
      ? `Thiếu ${flag}. Ghi số ngày, ví dụ ${flag} 365d.`
      : `${flag} phải là số ngày, không phải "${text}". Ví dụ: ${flag} 365d.`,
  surplus: (words: readonly string[], corrected: string | undefined) =>
    `Thừa tham số: ${words.join(' ')}. Chữ có dấu cách phải đặt trong ngoặc kép${corrected === undefined ? '' : `: npm run kpi -- ${corrected}`}.`,
  usage: {
    'commander.unknownCommand': (word: string, near: string | undefined) =>
      `Không có lệnh "${word}".${near ? ` Có phải "${near}"?` : ''}`,
    'commander.unknownOption': (word: string, near: string | undefined) =>
      `Không có tùy chọn "${word}".${near ? ` Có phải "${near}"?` : ''}`,
    'commander.missingArgument': (word: string) => `Thiếu tham số <${word}>.`,
    'commander.optionMissingArgument': (word: string) => `Tùy chọn "${word}" thiếu giá trị.`,
  },
  none: 'Không có gì để liệt kê.',
  noMarts: 'Chưa có số liệu nào được tính.',
  noMartsHint: 'Chạy: npm run kpi -- refresh',
  martsOfOther: 'Số liệu đã tính là của một bản chương trình khác, phải cập nhật trước khi xem.',
  unknownIndicator: (id: string, near: readonly string[]) =>
    `Không có chỉ tiêu "${id}".${near.length > 0 ? ` Có phải: ${near.join(', ')}?` : ' Xem các chỉ tiêu: npm run kpi -- readings --all'}`,
  asOfFuture: (day: string, today: string) =>
    `Ngày chốt ${dayText(day)} chưa tới; hôm nay là ${dayText(today)}.`,
  asOfBeforeData: (day: string, first: string) =>
    `Chưa có số liệu nào đến ngày ${dayText(day)}; số liệu sớm nhất là của ngày ${dayText(first)}.`,
  unknownPeriod: (id: string) =>
    `Không có kỳ "${id}" trong số liệu. Viết theo dạng 2026-09, 2026-Q3 hoặc 2026.`,
  unknownDimension: (name: string, known: string) =>
    `Không chia được theo "${name}". Có thể chia theo: ${known}.`,
  unknownSource: (id: string, known: string, near: string | undefined) =>
    `Không có nguồn "${id}".${near ? ` Có phải "${near}"?` : ''} Các nguồn: ${known}.`,
  fileMissing: (file: string) => `Không thấy tệp ${file}.`,
  fileIsFolder: (folder: string, source: string) =>
    `${folder} là thư mục. Ghi tên một tệp trong đó: npm run kpi -- source check ${source} "${folder}/<tệp>"`,
  fromMissing:
    'Chưa có tệp mẫu. Thêm --from <tệp>, ví dụ: npm run kpi -- source new ho-kinh-doanh --from danh-sach.xlsx',
  template: {
    done: (path: string) => `Đã tạo biểu mẫu ${path}.`,
    exists: (path: string) => `Tệp ${path} đã có, không ghi đè. Chọn tên khác bằng --out.`,
    notWritten: (path: string) => `Không ghi được tệp ${path}. Kiểm tra thư mục và quyền ghi.`,
  },
  name: {
    nothingNear: 'không khớp tên nào',
    near: (names: readonly string[]) => `${names.join(' · ')}?`,
    ambiguous: (names: readonly string[]) => `trùng tên: ${names.join(' · ')}`,
    how: {
      exact: 'đúng tên',
      spelling: 'khác cách viết',
      prefix: 'khác từ đứng trước tên',
      code: 'theo mã',
      alias: 'tên đã chấp nhận',
      former: 'tên cũ, trước ngày tên mới có hiệu lực',
      unlisted: 'không dùng danh mục',
    },
    ended: 'đã ra khỏi danh mục',
    allMatched: 'Mọi tên đều khớp với danh mục.',
    toAccept:
      'Tên không khớp được tính vào "Không xác định". Sửa ở nguồn, bổ sung danh mục, hoặc chấp nhận: npm run kpi -- name accept <chiều> "<chữ ghi>" "<tên trong danh mục>" --by-whom "<ai>"',
    noNamesYet: (source: string) =>
      `Danh mục "${source}" chưa có tên nào: nộp danh mục vào inbox/${source}/ rồi cập nhật.`,
    noList: (path: string) => `${path} không có danh sách "names:". Sửa tệp rồi chạy lại.`,
    unknownDimension: (name: string, known: readonly string[], near: string | undefined) =>
      `Không có chiều "${name}"; có: ${known.join(', ')}.${near ? ` Có phải "${near}"?` : ''}`,
    unknown: (name: string, source: string, near: readonly string[]) =>
      `Danh mục "${source}" không có tên hay mã "${name}".${near.length > 0 ? ` Có phải ${near.map((its) => `"${its}"`).join(', ')}?` : ''} Chỉ chấp nhận được tên có trong danh mục.`,
    several: (name: string, codes: readonly string[]) =>
      `Danh mục có nhiều dòng tên "${name}". Ghi mã thay cho tên: ${codes.join(', ')}.`,
    alreadyIs: (written: string, name: string) =>
      `"${written}" đã được hiểu là "${name}" trong danh mục, không cần chấp nhận.`,
    listed: (written: string, its: string, source: string, name: string) =>
      `"${written}" là tên có trong danh mục "${source}" ("${its}"). Nhận là "${name}" thì "${its}" không còn số liệu nào. Nếu "${its}" đã nhập vào "${name}", thêm --from với ngày có hiệu lực, dạng --from 2026-07-01; nếu tên này thừa, sửa danh mục rồi nộp lại.`,
    notAccepted: (written: string, near: string | undefined, texts: readonly string[]) =>
      `Chưa ai chấp nhận tên "${written}" cho chiều và ngày này.${near !== undefined && near !== written ? ` Có phải "${near}"?` : ''} ${texts.length === 0 ? 'Chưa có tên nào được chấp nhận.' : `Đã chấp nhận: ${texts.map((its) => `"${its}"`).join(', ')}.`}`,
    removed: (written: string, name: string, file: string) =>
      `Đã bỏ khỏi ${file}: "${written}" không còn là "${name}". Có hiệu lực từ lần cập nhật tới.`,
    accepted: (written: string, name: string, file: string) =>
      `Đã ghi vào ${file}: "${written}" là "${name}". Có hiệu lực từ lần cập nhật tới.`,
  },
  sourceSql: {
    landing: 'nạp một tệp có đủ các cột',
    fact: (name: string) => `bảng ${name} mà chỉ tiêu đếm (fact: ${name.split('.')[1]})`,
    matched: (name: string) => `${name}: các dòng còn hiệu lực, tên thôn, đơn vị… theo danh mục`,
    written: (name: string, file: string) =>
      `bảng ${name} do tệp ${file} định nghĩa, thay cho bảng tự sinh từ nguồn này`,
  },
  indicator: {
    factInSql: (name: string, file: string, source: string) =>
      `${name}: dùng tệp ${file}, không dùng bảng tự sinh từ nguồn ${source} cùng tên.`,
    unknownRipening: (ids: readonly string[]) =>
      `Không rõ kết quả của một kỳ có còn thay đổi sau khi hết kỳ hay không: ${ids.join(', ')}. Ghi ripens: true hoặc ripens: false cho từng chỉ tiêu, hoặc so ngày với as_of_end trong công thức. Đến khi đó trang báo cáo không nói các kỳ được so ở cùng số ngày.`,
    sound: (indicators: number, targets: number, unconfirmed: number) =>
      `Không có lỗi: ${indicators} chỉ tiêu, ${targets} mục tiêu (${unconfirmed} mục tiêu chưa phê duyệt).`,
    isProtected: (dimension: string, indicators: readonly string[]) =>
      `Theo ${dimension.toLowerCase()} không nêu số từ 1 đến 4, kể cả số tính lại được: ${indicators.join(', ')}.`,
    target: {
      fraction: (its: Asked, value: number, expected: number | undefined) =>
        `${its.id}: mục tiêu ${f(value)} % của "${its.name}"${expected === undefined ? '' : `, trong khi thực hiện đang là ${f(expected)} %`}. Tỷ lệ ghi theo phần trăm: có phải ${f(value * 100)} % không?`,
      outOfProportion: (
        its: Asked,
        value: number,
        soFar: { value: number; months: number } | undefined,
        expected: number,
      ) =>
        `${its.id}: mục tiêu ${f(value)} ${its.unit_label} của "${its.name}", trong khi ${soFar === undefined ? `thực hiện đang là ${f(expected)}` : `${soFar.months} tháng đã có ${f(soFar.value)}, theo nhịp đó đến hết kỳ của mục tiêu là ${f(expected)}`}: ${expected > value ? `gấp ${f(expected / value)} lần mục tiêu` : `chỉ bằng ${f((100 * expected) / value)} % mục tiêu`}. Số và đơn vị của mục tiêu có đúng không?`,
      notCompared: 'Chưa có số liệu nào được tính, nên chưa so mục tiêu với thực hiện.',
    },
  },
  period: {
    unknown: (id: string, near: string | undefined) =>
      `Không có kỳ "${id}" trong năm kế hoạch.${near ? ` Có phải "${near}"?` : ''}`,
    byWhomNumber: 'Trong --by-whom có số giống số định danh: chỉ ghi tên người hoặc cơ quan quyết định.',
    byWhomMissing: 'Thiếu --by-whom: ghi người hoặc cơ quan quyết định, ví dụ --by-whom "Văn phòng Đảng ủy".',
    alreadyLocked: (id: string) => `Kỳ ${id} đã khóa rồi. Xem: npm run kpi -- period list`,
    notLocked: (id: string) => `Kỳ ${id} không bị khóa.`,
    notEnded: (id: string, ends: string) =>
      `Kỳ ${id} chưa kết thúc (đến hết ngày ${ends}) hoặc số liệu chưa đến ngày đó, nên chưa khóa được.`,
    locked: (id: string, readings: number) =>
      `Đã khóa kỳ ${id}: ${readings.toLocaleString('vi-VN')} số liệu giữ nguyên như đã công bố. Khác biệt về sau hiện ở phần điều chỉnh, từ lần cập nhật tới.`,
    unlocked: (id: string) => `Đã mở khóa kỳ ${id}. Số liệu theo dữ liệu mới từ lần cập nhật tới.`,
  },
  readings: {
    onePeriod: (label: string, id: string) =>
      `${label}: tháng gần nhất đã kết thúc và có số liệu (--period ${id}). Kỳ khác: --period; mọi kỳ: --all.`,
    allPeriods: 'Mọi kỳ. Chỉ một kỳ: --period 2026-09, 2026-Q3 hoặc 2026.',
    notBy: (name: string, word: string, known: string) =>
      `Chỉ tiêu "${name}" không có số liệu chia theo "${word}". ${known === '' ? 'Chỉ tiêu này không chia nhỏ, bỏ --by.' : `Chỉ tiêu này chia theo: ${known}.`}`,
    leftOut: (id: string, period: string) =>
      `Để riêng: số dòng có giá trị bị từ chối, không tính vào kết quả. Xem lý do: npm run kpi -- indicator explain ${id} --period ${period}`,
    more: (rows: number) => `… và ${n(rows)} dòng nữa: thêm --all, hoặc chọn bằng --period, --indicator.`,
  },
  explain: {
    isProtected:
      'Thôn và nhóm người: số từ 1 đến 4 không nêu, nên cũng không nêu số dòng của từng tệp và số đã nêu trước đây.',
    badPart: (text: string, by: readonly string[]) =>
      by.length === 0
        ? `Chỉ tiêu này không chia nhỏ, bỏ --by.`
        : `--by "${text}" không đúng. Viết dạng field="Hộ tịch"; chỉ tiêu này chia theo: ${by.join(', ')}.`,
    noPeriod: (id: string, near: string | undefined) =>
      `Chỉ tiêu này không có số liệu của kỳ "${id}".${near ? ` Có phải "${near}"?` : ''}`,
    noPart: (wanted: string, near: string | undefined, known: readonly string[]) =>
      `Không có phần "${wanted}" trong kỳ này.${near ? ` Có phải "${near}"?` : ''} Các phần: ${known.join(', ')}.`,
    result: (value: string, counts: string, target: string, status: string) =>
      `Kết quả: ${value} (${counts}) · Kế hoạch: ${target} · ${status}`,
    gap: (lacking: string) => `Lưu ý: ${lacking}`,
    formula: 'Công thức:',
    loads: 'Tệp làm nên số liệu (số dòng được tính):',
    noLoads: 'Không có tệp nào có dòng được tính trong kỳ này.',
    noLoadsNow: 'Số đã khóa; tệp làm nên số này nay không còn dùng.',
    merged:
      'Bảng đếm gộp nhiều dòng, không biết mỗi tệp góp bao nhiêu dòng; trên đây là các tệp đang dùng của nguồn.',
    cutoff: (cutoff: string, asOf: string) => `Xét đến hết ngày ${cutoff} (dữ liệu của nguồn đến ${asOf}).`,
    macro: (name: string, file: string) => `${name} (${file}):`,
    laterLists: (files: readonly string[]) =>
      `Danh sách đến sau ngày chốt số liệu, không dùng: ${files.join(', ')}.`,
    older: (rows: number) =>
      `${n(rows)} dòng là bản cũ: dòng mới nhất của hồ sơ bị từ chối, nên bản trước còn đứng.`,
    carriedOver: 'Chưa có số mới, lấy lần chốt trước:',
    carriedFrom: (name: string, day: string) => `${name}: ${day}`,
    refused: 'Dòng bị từ chối trong các tệp của kỳ này (có thể đã thiếu trong số liệu):',
    leftOut: 'Để riêng, không tính vào tử số và mẫu số:',
    changes: 'Thay đổi so với lần cập nhật trước:',
    noChanges: 'Không thay đổi.',
    revisions: 'Kỳ đã khóa; theo dữ liệu và công thức hôm nay thì:',
    difference: (before: string, after: string, cause: string) => `${before} → ${after}: ${cause}`,
  },
  initDone: (home: string) => `Đã tạo nơi lưu dữ liệu tại ${home}.`,
  initInbox: (folder: string) => `Chép tệp xuất vào ${folder}`,
  formerName: (former: string, name: string) =>
    `Lệnh "${former}" nay là "${name}"; tên cũ sẽ không còn dùng được ở phiên bản sau.`,
  sampleDone: (files: number, rows: string, folder: string) =>
    `Đã tạo dữ liệu mẫu: ${files} tệp, ${rows} dòng, trong ${folder}.`,
  sampleRefused: (home: string) =>
    `${home} đang có dữ liệu không phải dữ liệu mẫu; không trộn dữ liệu mẫu vào.`,
  sampleRefusedHint: 'Chọn nơi khác bằng --home.',
  delivery: {
    unknown: (id: string) => `Không có lần nộp nào có mã bắt đầu bằng "${id}" (ít nhất 4 ký tự).`,
    unknownHint: 'Xem mã: npm run kpi -- delivery list',
    ambiguous: (id: string) =>
      `Có hơn một lần nộp có mã bắt đầu bằng "${id}". Ghi dài hơn hoặc thêm --source:`,
    wrongState: {
      withdraw: (name: string, state: string) => `Không rút được tệp ${name}: ${state}.`,
      restore: (name: string, state: string) => `Chỉ cho lại được tệp đã rút; ${name}: ${state}.`,
      accept: (name: string, state: string) => `Chỉ chấp nhận được tệp đang giữ lại; ${name}: ${state}.`,
    },
    done: {
      withdraw: (name: string) => `Đã rút tệp ${name}: từ lần cập nhật tới không tính vào đâu nữa.`,
      restore: (name: string) => `Đã cho lại tệp ${name}: nạp ở lần cập nhật tới.`,
      accept: (name: string) =>
        `Đã chấp nhận tệp ${name}: nạp ở lần cập nhật tới. Cột nào tệp hỏi cách đọc thì đọc theo lệ thường (ngày trước tháng, dấu phẩy trước phần thập phân); muốn đọc khác, ghi vào source.yaml.`,
    },
    notStanding: (name: string, state: string) => `Không có gì để so: ${name}: ${state}.`,
    datedBy: { title: 'theo tiêu đề', name: 'theo tên tệp', data: 'theo số liệu', taken: 'theo ngày nhận' },
    own: 'Ngày của tệp',
    taken: 'Nhận lúc',
    id: 'Mã',
    state: 'Tình trạng',
    standing: 'Đang dùng',
    decidedBy: (by: string, at: string) => `Quyết định: ${by}, ${at}`,
    rows: (read: number, accepted: number, refused: number, repaired: number, warned: number) =>
      `Đọc ${n(read)} dòng · nhận ${n(accepted)} · cách ly ${n(refused)} · sửa ${n(repaired)} · cảnh báo ${n(warned)}`,
    compared: (added: number, changed: number, gone: number, same: number) =>
      `${n(added)} dòng thêm, ${n(changed)} dòng đổi, ${n(gone)} dòng mất, ${n(same)} dòng như cũ.`,
  },
  column: {
    lockedAt: 'Khóa lúc',
    lockedBy: 'Người khóa',
    unlockedAt: 'Mở lúc',
    unlockedBy: 'Người mở',
    readings: 'Số liệu',
    revisions: 'Lệch với nay',
    indicator: 'Chỉ tiêu',
    period: 'Kỳ',
    value: 'Kết quả',
    target: 'Mục tiêu',
    counts: 'Tử/mẫu',
    status: 'Đánh giá',
    change: 'So kỳ trước',
    key: 'Theo',
    source: 'Nguồn',
    title: 'Tên',
    publisher: 'Nơi cung cấp',
    dataUntil: 'Dữ liệu đến',
    state: 'Tình trạng',
    file: 'Tệp',
    files: 'Số tệp',
    row: 'Dòng',
    label: 'Cột',
    severity: 'Xử lý',
    message: 'Lý do',
    inbox: 'Thư mục nhận',
    rows: 'Số dòng',
    dimension: 'Chiều',
    written: 'Chữ ghi ở nguồn',
    days: 'Ngày của dòng số liệu',
    takenFor: 'Hiểu là',
    reasonName: 'Lý do',
    reason: 'Mã',
  },
  check: {
    verdict: {
      accepted: 'NHẬN ĐƯỢC',
      accepted_with_refusals: 'NHẬN ĐƯỢC, có dòng phải cách ly',
      refused: 'KHÔNG NHẬN',
      held: 'GIỮ LẠI, chờ trả lời',
    },
    about: (encoding: string | null, sheet: string | null, headerRow: number) =>
      [
        ...(encoding === null ? [] : [`Mã hóa: ${encoding}`]),
        ...(sheet === null ? [] : [`Trang tính: ${sheet}`]),
        ...(headerRow === 0 ? [] : [`Dòng tiêu đề: ${headerRow}`]),
      ].join(' · '),
    rows: (rows: {
      read: number;
      accepted: number;
      refused: number;
      superseded: number;
      repaired: number;
    }) => {
      const number = (count: number) => count.toLocaleString('vi-VN');
      const superseded = rows.superseded > 0 ? `, bị dòng khác thay ${number(rows.superseded)}` : '';
      return `Đọc ${number(rows.read)} dòng: nhận ${number(rows.accepted)} (trong đó đã sửa ${number(rows.repaired)}), cách ly ${number(rows.refused)}${superseded}.`;
    },
    /** `kinds`: kind and number of lines. */
    setAside: (lines: number, kinds: readonly (readonly [kind: string, lines: number])[]) =>
      `Tệp có ${lines.toLocaleString('vi-VN')} dòng; không phải số liệu: ${kinds.map(([kind, count]) => `${kind} ${count.toLocaleString('vi-VN')}`).join(', ')}.`,
    allLines: 'Mọi dòng của tệp:',
    lineColumns: { rows: 'Dòng', count: 'Số dòng', fate: 'Kết quả', kind: 'Loại' },
    absent: (labels: string[]) => `Tệp không có các cột: ${labels.join(', ')} (coi là trống).`,
    byReason: 'Theo lý do:',
    decided: (label: string, reading: string, because: string) => `Cột "${label}": ${reading}. ${because}`,
    inRows: (rows: number[]) => `(dòng ${rows.join(', ')})`,
    firstRows: (count: number) => `${count} dòng đầu:`,
    cell: (cell: string) => `ô ${cell}`,
    page: {
      title: 'Kết quả kiểm tra tệp',
      source: 'Nguồn',
      file: 'Tệp',
      encoding: 'Bảng mã',
      sheet: 'Trang tính',
      headerRow: 'Tiêu đề ở dòng',
      lines: 'Số dòng của tệp',
      setAside: 'Không phải số liệu',
      read: 'Số dòng đọc',
      accepted: 'Nhận được',
      refused: 'Cách ly',
      superseded: 'Bị dòng khác thay',
      repaired: 'Đã sửa',
      absent: 'Cột không có trong tệp',
      byReason: 'Theo lý do',
      reason: 'Lý do',
      firstRows: (shown: number, all: number) =>
        shown === all
          ? 'Các dòng cần xem'
          : `${shown} dòng đầu trong ${all.toLocaleString('vi-VN')} dòng cần xem`,
      value: 'Giá trị',
      footer: (at: string, version: string) =>
        `Kiểm tra lúc ${at} theo quy ước phiên bản ${version}. Giá trị dài đã được che. Số dòng là số dòng trong bảng tính.`,
      done: (path: string) => `Đã ghi kết quả ra ${path}.`,
      exists: (path: string) =>
        `Tệp ${path} đã có và không phải trang kết quả kiểm tra, không ghi đè. Chọn tên khác.`,
      notWritten: (path: string) => `Không ghi được tệp ${path}. Kiểm tra thư mục và quyền ghi.`,
    },
  },
  status: {
    lastRun: (id: string, outcome: string, ended: string) =>
      `Lần chạy gần nhất: ${id} · ${outcome} · ${ended}`,
    todo: {
      title: (n: number) => `Việc cần làm: ${n}`,
      columns: ['Việc', 'Từ ngày', 'Ai', 'Làm gì', 'Mã'],
    },
    neverRun: 'Chưa chạy lần nào.',
    asOf: (day: string) => `Số liệu đến ngày ${day}`,
    site: (release: string) => `Trang báo cáo: bản ${release}`,
    pinned: (by: string) =>
      `  đang giữ ở bản này theo yêu cầu của ${by}; mở bản mới: npm run kpi -- site release`,
    noSite: 'Trang báo cáo: chưa có bản nào',
    gaps: 'Thiếu tệp hoặc số liệu chưa đủ:',
    differing: 'Các nguồn không khớp nhau:',
    quarantine: (rows: number) => `Dòng đang cách ly: ${rows}`,
    names: (count: number) => `Tên không khớp danh mục: ${count} (xem: npm run kpi -- name list)`,
    busy: 'Một lần cập nhật đang chạy; các số dưới đây là của lần trước.',
    outcome: {
      running: 'đang chạy hoặc bị ngắt',
      done: 'xong',
      warned: 'xong, có việc cần người xem',
      failed: 'thất bại',
    } as Record<string, string>,
  },
  todo: {
    unknown: (key: string) => `Không có việc nào mang mã "${key}".`,
    known: 'Mã của từng việc ở cột cuối bảng việc cần làm: npm run kpi -- status',
    accepted: (what: string, by: string) =>
      `Đã bỏ khỏi danh sách việc cần làm, theo ý kiến của ${by}: ${what}. Nguyên nhân thay đổi thì việc sẽ hiện lại.`,
  },
  siteList: {
    columns: ['Bản', 'Dựng lúc', 'Trạng thái'],
    live: 'đang mở cho người đọc',
    pinned: (by: string) => `đang giữ cho người đọc, theo yêu cầu của ${by}`,
  },
  siteMasked: {
    columns: ['Ở bảng', 'Vì sao', 'Bắt đầu bằng', 'Từ đâu', 'Người có trong'],
    row: (source: string, delivery: string, sheet: string | null, row: number): string =>
      `${source}, lần nộp ${delivery}, ${sheet === null ? '' : `trang ${sheet}, `}dòng ${row}`,
    wayOn: [
      'Trang báo cáo vẫn được dựng, các giá trị trên hiện là [đã che]. Để trang nêu đúng chữ, làm một trong các việc:',
      '  - sửa ô ở nơi xuất dữ liệu rồi nộp lại tệp, hoặc rút tệp sai: npm run kpi -- delivery withdraw <lần nộp> --by <ai>',
      '  - sửa dòng của tệp cấu hình có tên ở trên;',
      '  - nếu là người được nêu công khai theo chức trách: thêm họ tên vào public_names trong plan.yaml.',
    ].join('\n'),
  },
  score: {
    none: 'Chưa có kỳ nào được chấm điểm; xem valid_from trong models/plan/score-766.yaml.',
    title: (period: string, version: string) =>
      `Điểm theo Quyết định 766/QĐ-TTg, ${period} (bộ tiêu chí ${version})`,
    item: 'Mục',
    criterion: 'Tiêu chí',
    points: 'Điểm',
    max: 'Tối đa',
    remark: 'Ghi chú',
    /** `certain` points of what is measured; `open`: the points of items without data, null where there are none. */
    certain: (certain: string, measured: string, open: string | null) =>
      open === null
        ? `${certain} trên ${measured} điểm`
        : `${certain} trên ${measured} điểm đo được; ${open} điểm chưa có số liệu`,
    unmeasured: (open: string) => `Chưa đo được điểm nào; ${open} điểm chưa có số liệu`,
    ifFull: (possible: string, bounded: string[]) =>
      `Nếu phần chưa có số liệu được trọn điểm${bounded.length > 0 ? ` (${bounded.join('; ')})` : ''}: ${possible}`,
    atMost: (item: string, points: string) => `mục ${item} nhiều nhất ${points}`,
    rating: (certain: string, possible: string, isConfirmed: boolean) =>
      `Xếp loại${isConfirmed ? '' : ' (mức chưa được xác nhận)'}: ${certain === possible ? certain : `${certain} – ${possible}`}`,
    missing: (items: string[]) => `Chưa có điểm: ${items.join('; ')}`,
    unconfirmed: '* Công thức chưa được xác nhận; lý do ghi trong models/plan/score-766.yaml.',
    steps: 'Việc cần làm để tăng điểm:',
    step: (item: string, points: string, cases: string, unit: string) =>
      `${item}: thêm ${points} điểm cần thêm ${cases} ${unit} đạt`,
  },
  serving: (url: string) => `Trang báo cáo: ${url}   (dừng: Ctrl+C)`,
  prune: {
    shown: (files: number, megabytes: string) =>
      `Có thể xóa ${files} tệp gốc, ${megabytes} MB. Chưa xóa gì; thêm --yes để xóa.\nCác dòng đã nhận được giữ lại như trong kho (định danh thay bằng bí danh). Về sau đổi quy ước hoặc rebuild sẽ dựng lại từ phần này; cột mới và dòng cách ly thì chỉ tệp gốc mới có.`,
    done: (files: number, megabytes: string) => `Đã xóa ${files} tệp gốc, ${megabytes} MB.`,
  },
  schedule: {
    next: (at: string) => `Lần cập nhật tiếp theo: ${at} (giờ Việt Nam)`,
    started: 'Bắt đầu cập nhật theo lịch.',
    ended: (code: number) => `Cập nhật theo lịch kết thúc, mã ${code}.`,
    startedSource: (source: string) => `Bắt đầu cập nhật theo lịch riêng của nguồn ${source}.`,
    catchingUp: 'Đêm trước máy tắt hoặc ngủ, chưa cập nhật: cập nhật bù một lần.',
    servingAgain: (code: string, seconds: number) =>
      `Máy chủ trang đã dừng (mã ${code}); mở lại sau ${seconds} giây.`,
    badExpression: (text: string) => `Lịch chạy "${text}" trong plan.yaml không đúng cú pháp cron.`,
  },
};
