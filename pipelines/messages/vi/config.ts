const didYouMean = (near: string | undefined) => (near === undefined ? '' : ` Có phải "${near}"?`);

export const config = {
  invalid: (count: number) => `Cấu hình có ${count} lỗi, chưa chạy được.`,
  fileMissing: (file: string) => `Không đọc được tệp cấu hình ${file}.`,
  notUtf8: 'Tệp không phải bảng mã UTF-8. Mở bằng trình soạn thảo và lưu lại với Encoding: UTF-8.',
  yamlSyntax: (reason: string) => `Sai cú pháp YAML: ${reason}`,
  curlyQuotes: (lines: readonly number[]) =>
    `Có dấu nháy cong (“ ” ‘ ’) của phần mềm soạn thảo${lines.length > 1 ? `, ở các dòng ${lines.join(', ')}` : ''}. Gõ lại bằng nháy thẳng: " quanh giá trị, ' quanh chữ trong công thức.`,
  /** By the parser's code; its own words are English. */
  yamlFault: {
    ALIAS_PROPS: 'bí danh "*" không mang thêm thuộc tính.',
    BAD_ALIAS: 'bí danh "*" chưa được khai báo.',
    BAD_COLLECTION_TYPE: 'danh sách và nhóm trường bị lẫn nhau.',
    BAD_DIRECTIVE: 'dòng bắt đầu bằng "%" không hợp lệ.',
    BAD_DQ_ESCAPE: 'dấu "\\" trong chuỗi có ngoặc kép không hợp lệ; dùng ngoặc đơn.',
    BAD_INDENT: 'thụt lề không đúng; các trường cùng cấp phải thẳng hàng.',
    BAD_PROP_ORDER: 'thứ tự thuộc tính không đúng.',
    BAD_SCALAR_START: 'giá trị bắt đầu bằng ký tự đặc biệt; đặt giá trị trong ngoặc kép.',
    BLOCK_AS_IMPLICIT_KEY: 'có hai dấu ":" trên một dòng; đặt giá trị trong ngoặc kép.',
    BLOCK_IN_FLOW: 'trong ngoặc { } hoặc [ ] không được xuống dòng kiểu thụt lề.',
    DUPLICATE_KEY: 'trường này ghi hai lần.',
    IMPOSSIBLE: 'không hiểu được đoạn này.',
    KEY_OVER_1024_CHARS: 'tên trường quá dài; có thể thiếu dấu ngoặc kép đóng.',
    MISSING_CHAR: 'thiếu một dấu: ngoặc kép đóng, dấu phẩy, ngoặc đóng hoặc dấu cách sau ":".',
    MULTILINE_IMPLICIT_KEY: 'tên trường nằm trên nhiều dòng; có thể thiếu dấu ":".',
    MULTIPLE_ANCHORS: 'có hai neo "&".',
    MULTIPLE_DOCS: 'có hai tài liệu trong một tệp (dòng "---").',
    MULTIPLE_TAGS: 'có hai thẻ "!".',
    NON_STRING_KEY: 'tên trường phải là chữ.',
    TAB_AS_INDENT: 'thụt lề bằng phím Tab; dùng dấu cách.',
    TAG_RESOLVE_FAILED: 'thẻ "!" không hiểu được; đặt giá trị trong ngoặc kép.',
    UNEXPECTED_TOKEN: 'có ký tự thừa; kiểm tra dấu ngoặc và dấu ":".',
  } as Record<string, string>,
  /** What the form of a file has against a value. */
  schema: {
    missing: 'Thiếu trường này.',
    empty: 'Chưa có giá trị.',
    mustBe: (expected: string, given: string) => `Phải là ${expected}, không phải ${given}.`,
    kind: (name: string) =>
      ({
        string: 'chữ',
        number: 'số',
        int: 'số nguyên',
        boolean: 'true hoặc false',
        array: 'danh sách',
        object: 'nhóm trường',
        record: 'nhóm trường',
      })[name] ?? name,
    quoteIt: (given: string) => `Phải là chữ; nếu đúng ý thì đặt trong ngoặc kép: "${given}".`,
    decimalPoint: (fixed: string) => `Số thập phân trong tệp này viết bằng dấu chấm: ${fixed}`,
    tooShort: (least: number) => `Phải có ít nhất ${least}.`,
    tooLong: (most: number) => `Chỉ được có nhiều nhất ${most}.`,
    tooSmall: (least: number, among: boolean) =>
      among ? `Phải từ ${least} trở lên.` : `Phải lớn hơn ${least}.`,
    tooBig: (most: number, among: boolean) => (among ? `Nhiều nhất là ${most}.` : `Phải nhỏ hơn ${most}.`),
    badDate: 'Phải là ngày có thật, viết năm-tháng-ngày: 2026-01-31.',
    badForm: (pattern: string) => `Viết không đúng dạng ${pattern}.`,
    badKey: 'Tên trường không đúng dạng.',
    unfit: 'Giá trị này không dùng được ở đây.',
  },
  badId: 'Chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang, bắt đầu bằng chữ: so-luot-ho-tro.',
  badName: 'Chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ: so_luot.',
  unknownField: (field: string, near: string | undefined) => `Không có trường "${field}".${didYouMean(near)}`,
  notOneOf: (values: string[], near: string | undefined) =>
    `Giá trị phải là một trong: ${values.join(', ')}.${didYouMean(near)}`,
  badDays: 'Phải là một số ngày, ví dụ 365d.',
  badDuration: 'Phải là một số rồi đến d (ngày) hoặc h (giờ), ví dụ 30d hoặc 36h.',
  idIsNotFolder: (id: string, folder: string) => `id "${id}" phải trùng tên thư mục "${folder}".`,
  unknownColumn: (name: string, near: string | undefined) =>
    `Không có cột "${name}" trong columns.${didYouMean(near)}`,
  unknownScheduledSource: (id: string, near: string | undefined) =>
    `Không có nguồn "${id}".${didYouMean(near)}`,
  unknownIndicator: (id: string, near: string | undefined) => `Không có chỉ tiêu "${id}".${didYouMean(near)}`,
  labelTwice: (label: string, column: string) => `Nhãn "${label}" đã dùng cho cột "${column}".`,
  codesMissing: 'Cột kiểu code phải có codes: chữ trong tệp → mã.',
  codesUnused: 'Chỉ cột kiểu code mới có codes.',
  unknownUnused: 'Chỉ cột kiểu code mới có unknown.',
  origin: (origin: 'title' | 'file' | 'sheet' | 'section' | 'across', name: string) =>
    `${name} (${{ title: 'tiêu đề bảng', file: 'tên tệp', sheet: 'tên trang', section: 'tên mục', across: 'tên cột ngang' }[origin]})`,
  oneOrigin:
    'Cột phải có đúng một trong ba: labels (có cột riêng trong tệp), across (nhiều cột ngang là một) hoặc from (lấy từ tiêu đề, tên tệp, tên trang…).',
  findWithoutFrom: 'find chỉ dùng cùng from.',
  notInForm: 'Không dùng được khi tệp là phiếu (file.form).',
  nothingAcross: 'from: across cần một cột khác có across.',
  acrossUnnamed: (name: string) =>
    `Cột "${name}" trải ngang nên cần thêm một cột có from: across để biết mỗi giá trị thuộc cột ngang nào.`,
  acrossNotInKey: (name: string) =>
    `Cột trải ngang thành nhiều dòng, mỗi dòng một "${name}": thêm ${name} vào record.key, không thì dòng này thay dòng kia.`,
  fromPersonal: (name: string) => `Cột "${name}" chứa dữ liệu cá nhân nên không lấy sang cột khác được.`,
  fromNoCell: (name: string) => `Cột "${name}" không có labels nên không có ô để lấy.`,
  personalUndecided: 'Cột chứa dữ liệu cá nhân phải ghi personal: drop hoặc pseudonym.',
  keyNotRequired: 'Cột khóa phải có required: true.',
  repairOfPerson: (name: string) =>
    `repair không được dùng cột "${name}" vì là dữ liệu cá nhân: giá trị viết lại từ đó sẽ không được che.`,
  publishPerson: 'Cột dữ liệu cá nhân (personal) không ghi publish: text được.',
  publishNoText: 'publish: text chỉ dùng cho cột chữ (text, code).',
  yearOfNoDate: 'personal: year_only chỉ dùng cho cột ngày.',
  boundUnfit: (type: string) =>
    `min và max của cột kiểu ${type} không hợp lệ: số cho cột số, ngày (2026-01-31) cho cột ngày.`,
  badPattern: (reason: string) => `Biểu thức pattern không hợp lệ: ${reason}`,
  nothingToWarnOf:
    'otherwise: warn chỉ có nghĩa khi cột có pattern, min hoặc max; giá trị sai kiểu không giữ lại được.',
  checkNeeds: (otherwise: string, field: string) =>
    `Phép kiểm tra có otherwise: ${otherwise} phải ghi ${field}.`,
  repairUnused: 'Chỉ phép kiểm tra có otherwise: repair mới có trường repair.',
  periodWithoutDate:
    'delivery: period cần biết mỗi dòng thuộc ngày nào: khai báo expect.data_date, cột đầu tiên ở đó là ngày của dòng.',
  columnDropped: (name: string) =>
    `Cột "${name}" có personal: drop nên không được giữ, không dùng ở đây được.`,
  badSql: (check: string, reason: string) => `Phép kiểm tra "${check}" có câu SQL không hợp lệ: ${reason}`,
  unknownPeriod: (period: string, near: string | undefined) =>
    `Không có kỳ "${period}" của chỉ tiêu này.${didYouMean(near)}`,
  notBrokenDown: (id: string, dimension: string, by: readonly string[]) =>
    `Chỉ tiêu "${id}" không chia theo "${dimension}"${by.length > 0 ? `, chỉ theo ${by.join(', ')}` : ''}.`,
  targetImpossible: (value: number, isShare: boolean) =>
    `Mục tiêu ${value} không thể có: phải từ 0${isShare ? ' đến 100 %' : ' trở lên'}.`,
  targetWithoutYear:
    'Mục tiêu phải nói của năm nào (year: 2026) hoặc của kỳ nào (period: 2026-Q3); mục tiêu này thiếu cả hai.',
  atRiskFromRetired:
    'plan.yaml: status.at_risk_from không còn tác dụng (không còn mức "nguy cơ": kỳ đã qua chỉ đạt hoặc chưa đạt). Có thể xóa dòng này.',
  populationOfNoShare: (shape: string) =>
    `population chỉ dùng cho tỷ lệ và số trung bình; chỉ tiêu dạng ${shape} được xét như số đã tính.`,
  targetYesNo: 'Mục tiêu của chỉ tiêu có/không phải là 1 (có) hoặc 0 (không).',
  targetOfWatched: (id: string) => `Chỉ tiêu "${id}" chỉ theo dõi (better: none) nên không có mục tiêu.`,
  targetTwice: (id: string, year: number) => `Chỉ tiêu "${id}" có hai mục tiêu cho năm ${year}.`,
  indicatorTwice: (id: string, file: string) => `Chỉ tiêu "${id}" đã có trong ${file}.`,
  seriesOfFlow: 'series chỉ dùng khi aggregate: stock.',
  rowsAreKnown: (fact: string, rows: string) =>
    `Dòng của ${fact} là ${rows}, chương trình đã biết; bỏ trường rows.`,
  derivedHasNoBy: 'Chỉ tiêu tính từ chỉ tiêu khác không chia nhỏ được (bỏ by).',
  scoreNeeds: (rule: string, field: string) => `Cách chấm ${rule} phải có ${field}.`,
  bandsOverlap: (before: number, from: number) =>
    `Các mức điểm phải xếp từ thấp lên cao và không chồng nhau: ${from} đứng sau ${before}.`,
  bandAboveMax: (points: number, max: number) => `Mức ${points} điểm cao hơn điểm tối đa ${max}.`,
  scoreHasNo: (rule: string, field: string) => `Cách chấm ${rule} không có ${field}.`,
  scoreUnit: (id: string, rule: string, unit: string) =>
    `Cách chấm ${rule} cần chỉ tiêu có unit: ${unit}; "${id}" thì không.`,
  scoreBasis: (id: string, basis: string) =>
    `"${id}" tính theo kỳ ${basis}; điểm chấm theo kỳ dương lịch (calendar).`,
  scoreOneOfTwo: (given: string, missing: string) =>
    `Có ${given} thì phải có ${missing}: hai trường đi cùng nhau.`,
  scoreCounts: {
    numerator: (id: string) => `"${id}" không đếm trường hợp, nên không làm tử số được.`,
    denominator: (id: string) => `"${id}" không phải chỉ tiêu đếm (shape: count), nên không làm mẫu số được.`,
  },
  scoreUnknownItem: (id: string, near: string | undefined) =>
    `Không có tiêu chí khác mang số "${id}".${didYouMean(near)}`,
  scoreIdTwice: (id: string) => `"${id}" đã dùng ở trên.`,
  itemAboveGroup: (max: number, group: number) => `${max} điểm cao hơn ${group} điểm của cả nhóm.`,
  itemsDoNotSum: (items: number, group: number) =>
    `Các tiêu chí cộng lại được ${items} điểm, không phải ${group} điểm của nhóm.`,
  groupsDoNotSum: (all: number, whole: number) => `Các nhóm cộng lại được ${all} điểm, không phải ${whole}.`,
  ratingFromZero: (from: number) => `Mức xếp loại thấp nhất phải từ 0 điểm, không phải ${from}.`,
  noteMissing: 'confirmed: false thì phải có note nói vì sao chưa xác nhận.',
  quotientOfCounts: (id: string) => `"${id}" không phải chỉ tiêu đếm (count, total) nên không chia được.`,
  indexOfPercents: (id: string) => `"${id}" không tính bằng phần trăm nên không gộp được.`,
  otherBasis: (id: string, basis: string) => `"${id}" tính theo kỳ ${basis}, khác với chỉ tiêu này.`,
  indicatorRing: (ring: string[]) => `Các chỉ tiêu tính vòng quanh: ${ring.join(' → ')}.`,
  unknownSource: (id: string, near: string | undefined) =>
    `Không có nguồn "${id}" trong sources/.${didYouMean(near)}`,
  unknownFactColumn: (fact: string, name: string, near: string | undefined) =>
    `Bảng fact "${fact}" không có cột "${name}".${didYouMean(near)}`,
  notADate: (column: string, type: string, dates: readonly string[]) =>
    `Cột "${column}" có kiểu ${type}, không phải ngày.${dates.length > 0 ? ` Các cột ngày: ${dates.join(', ')}.` : ''}`,
  notOneValue: (column: string, type: string) =>
    `Cột "${column}" có kiểu ${type}, không phải một giá trị, nên không đếm hay chia theo nó được.`,
  /** Behind a fault that several indicators share; `fields` are called as faults call them. */
  alsoIn: (fields: readonly string[]) => ` Cũng vậy: ${fields.join(', ')}.`,
  scanFails: (reason: string) => `Chỉ tiêu không tính được: ${reason}`,
  unknownFact: (name: string, near: string | undefined) => `Không có bảng fact "${name}".${didYouMean(near)}`,
  formulaGives: {
    condition: (type: string) =>
      `Điều kiện phải cho đúng hoặc sai, ví dụ channel = 'online'; công thức này cho giá trị kiểu ${type}.`,
    quantity: (type: string) => `Công thức phải cho một số; công thức này cho giá trị kiểu ${type}.`,
  },
  badFormula: (reason: string) => `Công thức không tính được: ${reason}`,
  unknownDimension: (name: string, near: string | undefined) =>
    `Cách chia "${name}" chưa khai báo trong models/plan/dimensions.yaml.${didYouMean(near)}`,
  byPerson: (column: string, pseudonym: string) =>
    `"${column}" mang mã giả danh của người (cột ${pseudonym}), không được dùng để chia nhỏ. Chỉ được đếm số người khác nhau: each.`,
  noNames: (name: string, near: string | undefined, known: readonly string[]) =>
    `Chiều "${name}" không có danh mục tên; có: ${known.join(', ')}.${didYouMean(near)}`,
  namesOfText: 'Chỉ cột kiểu text, không chứa thông tin cá nhân, mới khớp được với danh mục tên (dimension).',
  aliasTwice: (written: string, name: string) =>
    `"${written}" đã được chấp nhận là "${name}" cho cùng khoảng ngày. Bỏ một dòng hoặc sửa ngày.`,
  hamletMap: {
    twice: (hamlet: string) => `${hamlet} có hai ô trên bản đồ; mỗi nơi một ô.`,
    otherCommune: (code: string, own: string) =>
      `Bản đồ này của xã mã ${code}, plan.yaml ghi xã mã ${own}. Vẽ lại theo thôn, xóm của xã rồi sửa mã.`,
  },
  endsBeforeStart: (from: string, to: string) => `Ngày cuối ${to} đứng trước ngày đầu ${from}.`,
  worksAnyway: (day: string) =>
    `Ngày ${day} vốn là ngày làm việc (thứ Hai đến thứ Sáu), không phải ngày làm bù.`,
  offAndWorked: (day: string) => `Ngày ${day} vừa là ngày nghỉ vừa là ngày làm bù.`,
  shapeNeeds: (shape: string, field: string) => `Chỉ tiêu dạng ${shape} phải có trường ${field}.`,
  shapeHasNo: (shape: string, field: string) => `Chỉ tiêu dạng ${shape} không có trường ${field}.`,
  badThreads: (said: string) =>
    `KPI_THREADS là số nhân mà bộ máy dữ liệu được dùng: một số nguyên từ 1, không phải "${said}".`,
  homeNotWritable: (home: string) => `Không ghi được vào thư mục ${home}.`,
  homeNotWritableHint: 'Cấp quyền ghi cho tài khoản chạy chương trình, hoặc chọn thư mục khác bằng --home.',
  homeUnfinished: (home: string) => `Việc khôi phục vào ${home} đang chạy hoặc bị ngắt giữa chừng.`,
  homeUnfinishedHint:
    'Chờ xong; nếu đã bị ngắt, chạy lại: npm run kpi -- restore <tệp sao lưu> --home <nơi lưu dữ liệu>',
  warehouseLocked: (path: string, holder: string | undefined) =>
    `Kho dữ liệu ${path} đang được một tiến trình khác sử dụng${holder === undefined ? '' : ` (tiến trình số ${holder})`}.`,
  warehouseMissing: (path: string) => `Không thấy kho dữ liệu ${path} trong khi kho lưu trữ còn tệp đã nhận.`,
  warehouseMissingHint:
    'Lần cập nhật tới dựng lại từ kho lưu trữ: npm run kpi -- refresh. Có bản sao lưu thì khôi phục từ bản đó trước.',
  warehouseUnreadable: (path: string) => `Không mở được kho dữ liệu ${path}.`,
  warehouseUnreadableHint:
    'Kiểm tra quyền truy cập và dung lượng đĩa. Tệp hỏng thì khôi phục từ bản sao lưu (kpi restore); chỉ khi không có bản nào mới dựng lại từ thư mục archive (kpi rebuild), vì khóa kỳ, sổ truy cập và nhật ký chạy sẽ mất.',
};
