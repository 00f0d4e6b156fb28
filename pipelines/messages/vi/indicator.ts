const n = (count: number): string => count.toLocaleString('vi-VN');
const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Có phải "${near}"?`);
const list = (names: readonly string[]) => (names.length === 0 ? 'không có cột nào' : names.join(', '));
const kindWords = {
  number: ['số lượng', 'một số lượng', 'đếm'],
  share: ['tỷ lệ', 'tỉ lệ', 'một tỷ lệ', 'phần trăm'],
  days: ['số ngày', 'ngày'],
  amount: ['tổng', 'một tổng', 'tổng số'],
  yes_no: ['có hay chưa', 'có chưa'],
};
const columnKinds = { yes_no: 'có/không', choice: 'lựa chọn', text: 'chữ', number: 'số', date: 'ngày' };
const kindNames = {
  number: 'một số lượng',
  share: 'một tỷ lệ',
  days: 'số ngày',
  amount: 'một tổng (tiền, khối lượng)',
  yes_no: 'có hay chưa',
};
/** Making an indicator of a source by words. */
export const indicator = {
  kindNames,
  kindWords,
  columnKinds,
  unknownColumn: (name: string, near: string | undefined) =>
    `Nguồn này không có cột "${name}" dùng được ở đây.${didYouMean(near)}`,
  unknownValue: (column: string, value: string, near: string | undefined, known: readonly string[]) =>
    `Cột "${column}" không có giá trị "${value}".${didYouMean(near)} Các giá trị: ${known.join(', ')}.`,
  numberAlone: (column: string) =>
    `Cột "${column}" là cột số, chưa nói đếm dòng nào: ghi điều kiện, ví dụ "${column}>=1"; muốn cộng lại thì dùng --kind amount --sum ${column}.`,
  badCondition: (text: string) =>
    `Không hiểu điều kiện "${text}". Viết "cột=giá trị", "cột>=số", "cột" hoặc "!cột".`,
  notADay: (column: string, text: string) =>
    `Cột "${column}" là ngày; "${text}" không phải ngày (viết 30/09/2026) hay cột ngày.`,
  notANumber: (column: string, text: string) => `Cột "${column}" là số; "${text}" không phải số hay cột số.`,
  noOrder: (column: string, operator: string) =>
    `Cột "${column}" không so sánh "${operator}" được; dùng "=" hoặc "!=".`,
  notYesNo: (column: string, text: string) =>
    `Cột "${column}" là có/không; "${text}" không phải có hay không.`,
  freeText: (column: string) =>
    `Cột "${column}" là chữ tự do, giá trị không lặp lại: chỉ hỏi được có ghi ("${column}") hay chưa ghi ("!${column}").`,
  columnMissing: (names: readonly string[]) => `Chưa nói cột nào. Có thể: ${list(names)}.`,
  unfitColumn: (column: string, kind: keyof typeof columnKinds, names: readonly string[]) =>
    `Cột "${column}" không phải cột ${columnKinds[kind]}. Có thể: ${list(names)}.`,
  whereMissing:
    'Chưa nói những dòng nào đạt: thêm --where "cột=giá trị"; hay tỷ lệ của tổng hai cột: --sum cột --over cột.',
  sameDates: (column: string) => `Ngày đầu và ngày cuối là cùng một cột "${column}".`,
  unknownBy: (name: string, known: readonly string[], near: string | undefined) =>
    `Không chia được theo "${name}".${didYouMean(near)} Có thể chia theo: ${list(known)}. Cột khác phải khai dimension trong quy ước của nguồn.`,
  targetMissing: 'Chỉ dùng cùng --target.',
  badTarget: (text: string) => `Mục tiêu phải là một số, không phải "${text}".`,
  targetSourceMissing: 'Mục tiêu lấy từ văn bản nào? Thêm --target-source "…".',
  badBetter: (text: string, near: string | undefined) =>
    `Phải là higher (càng cao càng tốt), lower (càng thấp càng tốt) hoặc none (chỉ theo dõi), không phải "${text}".${didYouMean(near)}`,
  badKind: (text: string | undefined, near: string | undefined) =>
    `${text === undefined ? 'Chưa nói chỉ tiêu cho biết điều gì.' : `Không có loại "${text}".${didYouMean(near)}`} Các loại: ${Object.entries(
      kindNames,
    )
      .map(([kind, name]) => `${kind} (${name})`)
      .join(', ')}.`,
  idExists: (id: string, file: string, free: string) =>
    `Đã có chỉ tiêu "${id}" (${file}). Chọn mã khác, ví dụ --id ${free}.`,
  titleExists: (title: string, id: string, file: string) =>
    `Nguồn này đã có chỉ tiêu "${title}": mã ${id}, trong ${file}. Sửa ở đó; nếu là chỉ tiêu khác thì đặt tên khác.`,
  personalColumn: (name: string) =>
    `Cột "${name}" là thông tin của một người: bỏ hoặc che khi nhận tệp để giữ riêng tư, nên không dùng để lập chỉ tiêu được.`,
  choiceAlone: (column: string, known: readonly string[]) =>
    `Cột "${column}" là cột lựa chọn, chưa nói giá trị nào: viết "${column}=${known[0] ?? 'giá trị'}". Các giá trị: ${known.join(', ')}. Dòng chưa ghi: "!${column}".`,
  quotesMissing: (option: string, meant: string) =>
    `Chữ có dấu cách phải đặt trong ngoặc kép: ${option} "${meant}".`,
  percentSummed: (column: string) =>
    `Cột "${column}" là tỷ lệ; tỷ lệ không cộng được. Dùng --kind share --sum cột tử số --over cột mẫu số.`,
  badAccumulate: (text: string) =>
    `Phải là yes (số mỗi kỳ là số mới phát sinh, cộng dồn được) hoặc no (là số đến thời điểm đó, không cộng dồn), không phải "${text}".`,
  listAccumulated:
    'Mỗi tệp của nguồn này là cả danh sách, tệp mới thay tệp cũ, nên không cộng dồn được: bỏ --accumulate yes, hoặc chọn --date là một cột ngày khác.',
  invalid: (count: number) => `Chưa lập được chỉ tiêu: ${count} điều cần sửa. Chưa ghi gì.`,
  columnsOf: 'Các cột chọn được:',
  noRows: (source: string) =>
    `Nguồn "${source}" chưa có dòng nào đã nhận theo quy ước hiện nay: nộp tệp vào thư mục nhận và chạy refresh trước.`,
  noRowsHint: (inbox: string) => `Chép tệp vào ${inbox}, rồi chạy: npm run kpi -- refresh --no-site`,
  sourceOff: (source: string) =>
    `Nguồn "${source}" đang tắt trong plan.yaml (off.sources): bỏ khỏi đó, rồi chạy refresh.`,
  noTargetsFile:
    'Thư mục dự án chưa có targets.yaml. Chạy trước: npm run kpi -- project replace models/plan/targets.yaml',
  listInBrackets: (file: string, field: string) =>
    `Danh sách ${field} trong ${file} viết trong ngoặc [ ] trên một dòng, không thêm vào được; viết mỗi mục một dòng bắt đầu bằng "-".`,
  shown: {
    result: (title: string) => `Kết quả trên số liệu hiện có: ${title}`,
    rule: (numerator: string, denominator: string) =>
      denominator === ''
        ? `Cách tính: ${numerator}.`
        : `Cách tính: tử số – ${numerator}; mẫu số – ${denominator}.`,
    rows: (rows: number, counted: number, undated: number) =>
      `Nguồn có ${n(rows)} dòng; ${n(counted)} dòng đúng điều kiện${undated > 0 ? `, trong đó ${n(counted - undated)} dòng có ngày và được tính, ${n(undated)} dòng không có ngày nên không vào kỳ nào` : ' và được tính'}.`,
    unfinished: (rows: number) => `${n(rows)} dòng chưa có ngày cuối nên chưa tính.`,
    reversed: (rows: number) =>
      `${n(rows)} dòng có ngày cuối trước ngày đầu, số ngày thành âm: xem lại số liệu.`,
    aggregate: {
      flow: (_isList: boolean) =>
        'Các kỳ cộng dồn: quý và năm gộp mọi dòng của các tháng trong đó. Nếu số mỗi kỳ là số đến thời điểm đó: thêm --accumulate no.',
      stock: (isList: boolean): string =>
        isList
          ? 'Không cộng dồn: nguồn là danh sách, kỳ nào cũng tính theo danh sách mới nhất trong kỳ.'
          : 'Không cộng dồn: quý và năm lấy số của kỳ mới nhất trong đó. Nếu số mỗi kỳ là số mới phát sinh, cộng dồn được: thêm --accumulate yes.',
    },
    leftOut: 'Để riêng',
    parts: (period: string) => `Theo từng phần, ${period}:`,
    more: (rows: number) => `… và ${n(rows)} dòng nữa.`,
    nothing: 'Chưa kỳ nào có số liệu: xem lại ngày và năm của kế hoạch.',
    group: (name: string, isNew: boolean) => `Nhóm: ${name}${isNew ? ' (nhóm mới)' : ''}`,
    owner: (owner: string, section: string) => `Đơn vị: ${owner} · Mục kế hoạch: ${section}`,
    notWritten: 'Chưa ghi gì; thêm --yes để ghi.',
    written: (id: string, files: readonly string[]) =>
      `Đã ghi chỉ tiêu "${id}" vào ${files.join(' và ')}; đã kiểm tra, không có lỗi.`,
    unconfirmed:
      'Mục tiêu chưa phê duyệt; khi có văn bản chính thức, đặt confirmed: true trong targets.yaml.',
    next: (id: string) => [
      'Tiếp theo:',
      '  npm run kpi -- refresh',
      `  npm run kpi -- readings --indicator ${id}`,
    ],
  },
  /** Questions where a person sits at a terminal. */
  ask: {
    number: 'Số thứ tự',
    kind: 'Chỉ tiêu cho biết điều gì?',
    where:
      'Đếm những dòng nào? Viết điều kiện như trên, nhiều điều kiện cách nhau bằng ";". Để trống: tất cả.',
    whereMeets: 'Những dòng nào là đạt? Viết điều kiện như trên, nhiều điều kiện cách nhau bằng ";".',
    of: 'Trên tổng số những dòng nào? Để trống: tất cả.',
    date: (usual: string) => `Dòng thuộc kỳ nào: theo ngày nào? Để trống: ${usual}.`,
    fromDate: 'Tính từ ngày nào?',
    toDate: 'Đến ngày nào?',
    sum: 'Cộng cột nào?',
    sumOfShare: 'Tỷ lệ của tổng hai cột số: cộng cột nào làm tử số? Để trống: đếm dòng đạt trên số dòng.',
    over: 'Trên tổng của cột nào?',
    by: (known: readonly string[]) =>
      `Chia nhỏ theo? (${known.join(', ')}; cách nhau bằng ";" hoặc ","; để trống: không chia)`,
    unit: 'Đơn vị tính (máy, lượt, đồng, …)? Để trống: mặc định.',
    target: (year: number) => `Mục tiêu năm ${year}? Để trống: chỉ theo dõi.`,
    targetSource: 'Mục tiêu lấy từ văn bản nào?',
    confirmed: 'Mục tiêu đã chính thức chưa? (c/k)',
    title: (proposed: string) => `Tên chỉ tiêu? Để trống: ${proposed}.`,
    write: 'Ghi chỉ tiêu này? (c/k)',
    accumulate:
      'Số mỗi kỳ là số mới phát sinh, cộng dồn được (c), hay là số đến thời điểm đó, không cộng dồn (k)? Để trống: theo nguồn, kết quả sẽ nói rõ.',
    examples: 'Ví dụ:',
    yes: ['c', 'có', 'co'],
    no: ['k', 'không', 'khong'],
    yesOrNo: (answer: string) => `Trả lời c (có) hoặc k (không), không phải "${answer}".`,
    again: 'Hãy sửa:',
    cancelled: 'Chưa ghi gì.',
  },
};
