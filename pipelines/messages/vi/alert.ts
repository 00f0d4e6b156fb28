const n = (count: number): string => count.toLocaleString('vi-VN');

/** What those who are told read, and what the machine says of its telling. */
export const alert = {
  /** Parts of a subject, in small letters: they stand after each other. */
  title: {
    failed: 'cập nhật thất bại',
    stillFailed: 'cập nhật vẫn thất bại',
    recovered: 'đã cập nhật lại được',
    news: (count: number) => `${n(count)} việc mới`,
    waiting: (count: number) => `${n(count)} việc đang chờ`,
    gone: (count: number) => `${n(count)} việc không còn`,
    test: 'thử báo tin',
  },
  failed: (moment: string) => `Lần cập nhật lúc ${moment} thất bại.`,
  stillFailed: (since: string) => `Cập nhật thất bại từ ${since}, đến nay chưa lần nào thành công.`,
  oldStands: 'Trang báo cáo vẫn là bản trước đó.',
  seeMachine:
    'Xem chi tiết trên máy chạy chương trình: npm run kpi -- status, và tệp nhật ký trong thư mục logs.',
  recovered: (moment: string, since: string) =>
    `Lần cập nhật lúc ${moment} đã thành công, sau khi thất bại từ ${since}.`,
  news: 'Việc mới:',
  waiting: 'Việc đang chờ từ trước:',
  gone: 'Không còn trong danh sách việc:',
  since: (day: string) => `từ ${day}`,
  who: (office: string) => `đơn vị: ${office}`,
  how: (how: string) => `cách làm: ${how}`,
  more: 'Còn nữa, không gửi hết được. Xem đủ trên máy chạy chương trình: npm run kpi -- status',
  test: (role: string) =>
    `Đây là tin thử của chương trình theo dõi chỉ tiêu, gửi cho vai "${role}". Nhận được tin này là đường báo tin đã thông; không phải làm gì.`,
  /** Where a message goes, as a log may tell it: an address is somebody's. */
  way: { mail: 'thư', ping: 'báo còn hoạt động' },
  told: (count: number) => `Đã báo tin: ${n(count)} nơi.`,
  untold: (what: readonly string[]) => `Chưa báo tin được: ${what.join('; ')}. Lần cập nhật sau sẽ báo lại.`,
  unkept: 'Không ghi lại được đã báo những gì (đĩa đầy hoặc không có quyền ghi): lần sau có thể báo trùng.',
  notPinged: (reason: string) => `Chưa báo còn hoạt động được: ${reason}.`,
  broken: (faults: number) =>
    `alerts.yaml có ${n(faults)} lỗi nên không báo tin cho ai. Xem: npm run kpi -- alert test`,
  trouble: (reason: string) => `Không báo tin được vì lỗi chưa lường trước: ${reason}`,
  /** Short, without a full stop: they stand in a sentence and in a table. Nothing of an address or an answer is in them. */
  fault: {
    environment: (name: string) => `chưa có biến môi trường ${name}`,
    fileMissing: (name: string) => `không đọc được secrets/alerts/${name}`,
    fileOpen: (name: string) =>
      `secrets/alerts/${name} để người khác đọc được nên không dùng; chạy chmod 600`,
    fileEmpty: (name: string) => `secrets/alerts/${name} trống hoặc quá lớn`,
    unusable: (name: string) => `bí mật "${name}" có ký tự không dùng được trong tiêu đề HTTP`,
    unreachable: (code: string) => `không kết nối được (${code})`,
    certificate: (code: string) =>
      `không tin được chứng thư số của máy chủ (${code}); chứng thư gốc riêng khai báo bằng NODE_EXTRA_CA_CERTS`,
    slow: (seconds: number) => `không trả lời trong ${n(seconds)} giây`,
    status: (status: number) => `máy chủ trả lời ${status}`,
    refusedInside: (field: string) => `dịch vụ nhận yêu cầu nhưng báo không thành công (${field})`,
    notJson: 'câu trả lời không phải JSON hoặc quá dài',
    tooLarge: 'tin quá lớn',
    login: 'máy chủ thư không cho đăng nhập',
    noTls: 'máy chủ thư không mã hóa được đường truyền',
    smtp: (code: number) => `máy chủ thư trả lời ${code}`,
    noMail: 'máy chủ thư không nhận tin',
  },
  settings: {
    environmentName:
      'Ghi tên biến môi trường bắt đầu bằng KPI_SECRET_ (chữ hoa, số, gạch dưới), không ghi chính giá trị bí mật.',
    secretFile: 'Ghi tên một tệp trong thư mục secrets/alerts của nơi lưu dữ liệu, không kèm đường dẫn.',
    secretName: 'Tên chỗ điền bí mật gồm chữ, số, gạch dưới.',
    oneSecret:
      'Bí mật phải ghi đúng một trong hai: env (biến môi trường) hoặc file (tệp trong secrets/alerts).',
    address: 'Phải là một địa chỉ thư, dạng van-phong@xa.gov.vn.',
    from: 'Phải là một địa chỉ thư, hoặc tên rồi địa chỉ trong dấu <>: Báo cáo KPI <kpi@xa.gov.vn>.',
    host: 'Phải là tên hoặc địa chỉ máy chủ, không kèm giao thức hay đường dẫn.',
    id: 'Chỉ gồm chữ thường không dấu, chữ số và dấu gạch ngang, bắt đầu bằng chữ: van-phong.',
    headerName: 'Tên tiêu đề HTTP chỉ gồm chữ, số, gạch nối, gạch dưới.',
    field: 'Đường dẫn trường viết như error hoặc data.code.',
    url: 'Phải là địa chỉ https:// đầy đủ, không kèm tên và mật khẩu.',
    openUrl:
      'Phải là https: qua http, ai ở giữa đường cũng đọc được. Chỉ địa chỉ trong chính máy này (localhost, 127.0.0.1) được dùng http.',
    openMail:
      'security: none chỉ dùng với máy chủ thư trong chính máy này (localhost, 127.0.0.1): thư và mật khẩu đi qua mạng không được mã hóa. Ghi tls hoặc starttls.',
    secretHost: 'Tên máy chủ phải ghi rõ, không lấy từ bí mật.',
    userAndPassword: 'user và password phải đi cùng nhau.',
    twice: (id: string) => `Đã có webhook "${id}".`,
    noText: 'Nội dung gửi chưa có chỗ cho tin: viết "{text}" ở một trường.',
    placeUnknown: (name: string) =>
      `Không có chỗ điền {${name}}. Dùng {title} hoặc {text}; bí mật viết \${tên}.`,
    placeOutside: (name: string) =>
      `{${name}} chỉ dùng được trong body. Nếu là bí mật, viết \${${name}} và khai báo trong secrets.`,
    longNumber: 'Số này quá dài, các chữ số cuối sẽ sai: đặt trong ngoặc kép.',
    secretUnknown: (name: string) => `Chưa khai báo "${name}" trong secrets.`,
    secretUnused: (name: string) => `"${name}" không được dùng; viết \${${name}} ở chỗ cần điền.`,
    noMail: 'Có địa chỉ thư nhưng chưa khai báo máy chủ thư: thêm mục mail.',
    nobody: 'Chưa có nơi nhận: ghi mail hoặc webhooks.',
    webhookUnknown: (id: string, near: string | undefined) =>
      `Không có webhook "${id}".${near === undefined ? '' : ` Có phải "${near}"?`}`,
  },
  command: {
    columns: ['Vai', 'Nơi nhận', 'Kết quả'],
    arrived: 'đã gửi được',
    none: 'Thư mục dự án chưa có alerts.yaml, nên chưa báo tin cho ai.',
    noneHint: 'Xem mục "Báo tin" trong VAN-HANH.md.',
    noRoles: 'alerts.yaml chưa có vai nào (roles), nên chưa báo tin cho ai.',
    noRole: (role: string, known: readonly string[], near: string | undefined) =>
      `Không có vai "${role}".${near === undefined ? '' : ` Có phải "${near}"?`} Các vai: ${known.join(', ')}.`,
  },
};
