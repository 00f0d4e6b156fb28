const later = 'Lần chạy sau sẽ thử lại.';

const asksFor = (seconds: number) => (seconds > 0 ? `, hẹn sau ${seconds} giây` : '');

export const pull = {
  still_growing: (file: string) => `Tệp ${file} còn đang được chép, để lại cho lần chạy sau.`,
  unreadable: (file: string) =>
    `Không đọc được tệp ${file} (bị khóa, không có quyền đọc, hoặc là liên kết hay thư mục). Chép lại tệp vào thư mục nhận.`,
  not_expected: (file: string, kinds: string) =>
    `Tệp ${file} không thuộc loại tệp nguồn này nhận (${kinds}). Lưu lại thành một trong các loại đó rồi chép vào, hoặc chuyển đi; nếu nguồn phải nhận cả loại này, sửa pull.files trong source.yaml.`,

  secret_missing: (names: string) =>
    `Chưa có biến môi trường ${names}. Đặt giá trị cho tài khoản chạy chương trình rồi chạy lại.`,
  secret_unusable: (name: string) =>
    `Giá trị của biến môi trường ${name} có ký tự xuống dòng, ký tự điều khiển hoặc ký tự không dùng được trong tiêu đề HTTP. Đặt lại giá trị.`,
  key_missing: (file: string) =>
    `Không đọc được khóa secrets/${file}. Chép khóa vào đó và cho tài khoản chạy chương trình quyền đọc.`,
  key_open: (file: string) =>
    `Khóa secrets/${file} đang để người khác đọc được nên không dùng. Chạy: chmod 600 secrets/${file}`,
  key_unusable: (file: string) =>
    `Không mở được khóa secrets/${file}: sai định dạng hoặc sai mật khẩu của khóa. Kiểm tra tệp khóa và passphrase_env.`,

  unreachable: (where: string, reason: string) =>
    `Không kết nối được ${where} (${reason}). Kiểm tra mạng, địa chỉ và tường lửa. ${later}`,
  certificate: (where: string, reason: string) =>
    `Không tin được chứng thư số của ${where} (${reason}). Báo đơn vị quản trị gia hạn, hoặc khai báo chứng thư gốc bằng NODE_EXTRA_CA_CERTS.`,
  timed_out: (where: string, limit: string) =>
    `${where} không trả xong dữ liệu trong ${limit}. Tăng thời hạn trong quy ước của nguồn hoặc báo đơn vị quản trị. ${later}`,
  stalled: (where: string, seconds: number) =>
    `${where} ngừng gửi dữ liệu quá ${seconds} giây giữa chừng, phần đã nhận bị bỏ. ${later}`,
  cut_short: (where: string) => `Kết nối với ${where} bị ngắt giữa chừng, phần đã nhận bị bỏ. ${later}`,
  too_large: (where: string, limit: string) =>
    `Dữ liệu của ${where} vượt giới hạn ${limit} nên không nhận. Thu hẹp phạm vi xuất, hoặc tăng max_bytes.`,

  http_denied: (where: string, status: number) =>
    `${where} từ chối truy cập (${status}). Kiểm tra khóa truy cập còn hạn và quyền của tài khoản; chương trình không thử lại trong lần này.`,
  http_too_many: (where: string, wait: number) =>
    `${where} báo đã gọi quá nhiều lần (429${asksFor(wait)}). Chương trình dừng gọi; giãn lịch chạy nếu còn lặp lại.`,
  http_not_found: (where: string, status: number) =>
    `${where} không có dữ liệu ở địa chỉ này (${status}). Kiểm tra url trong quy ước của nguồn.`,
  http_busy: (where: string, status: number, wait: number) =>
    `${where} đang lỗi hoặc quá tải (${status}${asksFor(wait)}). Nếu kéo dài, báo đơn vị quản trị. ${later}`,
  http_status: (where: string, status: number) =>
    `${where} trả lời ngoài dự kiến (${status}). Kiểm tra địa chỉ, phương thức và nội dung gửi trong quy ước của nguồn.`,
  http_moved: (where: string, target: string) =>
    `${where} chuyển hướng sang ${target}. Chương trình chỉ theo chuyển hướng trong cùng máy chủ; nếu đúng là địa chỉ mới thì sửa url.`,
  http_circling: (where: string) => `${where} chuyển hướng quá nhiều lần. Báo đơn vị quản trị.`,
  http_encoding: (where: string) =>
    `${where} nén dữ liệu theo cách chương trình không hỗ trợ, hoặc dữ liệu nén bị hỏng. Báo đơn vị quản trị.`,
  http_protocol: (where: string) =>
    `${where} trả lời không đúng giao thức HTTP. Kiểm tra url và cổng trong quy ước của nguồn.`,
  not_json: (where: string) =>
    `${where} không trả về JSON hợp lệ (có thể là trang báo lỗi hoặc trang đăng nhập). Kiểm tra địa chỉ và khóa truy cập.`,
  answer_refused: (where: string, field: string, value: string) =>
    `${where} báo không thành công: ${field} = ${value}. Xem ý nghĩa mã này trong tài liệu của dịch vụ.`,

  sftp_host_key: (where: string, expected: string, found: string) =>
    `Khóa của máy chủ ${where} không khớp: quy ước ghi ${expected}, máy chủ đưa ${found}. Hỏi đơn vị quản trị trước khi sửa host_key; có thể có kẻ giả máy chủ.`,
  sftp_denied: (where: string, user: string) =>
    `${where} không cho tài khoản ${user} đăng nhập. Kiểm tra mật khẩu hoặc khóa.`,
  sftp_folder: (where: string, folder: string) =>
    `Không mở được thư mục ${folder} trên ${where}. Kiểm tra tên thư mục và quyền đọc.`,
  sftp_unreadable: (where: string, file: string) =>
    `Không đọc được tệp ${file} trên ${where} (không có quyền đọc, hoặc đã bị xóa). Báo đơn vị quản trị.`,
  sftp_protocol: (where: string) =>
    `${where} không nói được giao thức SFTP với chương trình. Kiểm tra host và port, hoặc báo đơn vị quản trị.`,

  postgres_denied: (where: string, user: string) =>
    `${where} không cho tài khoản ${user} đăng nhập. Kiểm tra mật khẩu và quyền kết nối.`,
  postgres_database: (where: string, database: string) =>
    `${where} không có cơ sở dữ liệu ${database}. Kiểm tra database trong quy ước của nguồn.`,
  postgres_ssl: (where: string) =>
    `${where} không hỗ trợ kết nối mã hóa. Báo đơn vị quản trị bật SSL, hoặc ghi ssl: disable nếu mạng nội bộ cho phép.`,
  postgres_read_only: (where: string) =>
    `Câu truy vấn định ghi vào ${where} nên bị chặn: chương trình chỉ đọc. Sửa query thành câu SELECT chỉ đọc.`,
  postgres_no_right: (where: string, reason: string) =>
    `${where} không cho tài khoản đọc dữ liệu này (${reason}). Xin quyền SELECT cho tài khoản.`,
  postgres_query: (where: string, reason: string) =>
    `${where} báo lỗi khi chạy câu truy vấn (${reason}). Sửa query trong quy ước của nguồn.`,
  postgres_busy: (where: string, reason: string) =>
    `${where} chưa phục vụ được (${reason}). Nếu kéo dài, báo đơn vị quản trị. ${later}`,
  postgres_protocol: (where: string) =>
    `${where} trả lời không đúng giao thức PostgreSQL. Kiểm tra host và port trong quy ước của nguồn.`,

  /** Faults of `pull:` in a contract. */
  settings: {
    duration: 'Thời lượng viết như 500ms, 60s, 10min, 1h.',
    size: 'Dung lượng viết như 500KB, 200MB, 1GB.',
    environmentName:
      'Ghi tên biến môi trường bắt đầu bằng KPI_SECRET_ (ví dụ KPI_SECRET_CONG_DVC; chữ hoa, số, gạch dưới), không ghi chính giá trị bí mật. Biến tên khác của máy không được gửi đi.',
    host: 'Phải là tên hoặc địa chỉ máy chủ, không kèm giao thức hay đường dẫn.',
    extension: 'Đuôi tệp gồm 1–8 chữ thường hoặc số, không có dấu chấm.',
    url: 'Phải là địa chỉ http:// hoặc https:// đầy đủ, không kèm tên và mật khẩu.',
    headerName: 'Tên tiêu đề HTTP chỉ gồm chữ, số và gạch nối.',
    secretName: 'Tên chỗ điền bí mật gồm chữ, số, gạch dưới.',
    field: 'Đường dẫn trường viết như status hoặc data.errorCode.',
    fieldAndEquals: 'field và equals phải đi cùng nhau.',
    bodyOfGet: 'Chỉ phương thức POST mới có body.',
    secretOverHttp:
      'Bí mật chỉ được gửi qua https: qua http, ai ở giữa đường cũng đọc được. Chỉ địa chỉ trong chính máy này (localhost, 127.0.0.1) được dùng http.',
    secretInUrl: 'Không đặt bí mật trong url: nó nằm lại trong nhật ký của máy chủ. Dùng headers hoặc body.',
    secretUnknown: (name: string) => `Chưa khai báo "${name}" trong secrets.`,
    secretUnused: (name: string) => `"${name}" không được dùng; viết \${${name}} trong headers hoặc body.`,
    dateUnknown: (name: string) =>
      `Không có chỗ điền {${name}}. Dùng {today}, {month_start} hoặc {year_start}.`,
    dateFormat: (format: string) => `Dạng ngày "${format}" không hợp lệ. Viết như dd/MM/yyyy.`,
    keyFile: 'Phải là đường dẫn trong thư mục secrets, không có "..".',
    hostKey: 'Viết như SHA256: rồi 43 ký tự, không có dấu = ở cuối (xem bằng ssh-keygen -l).',
    passwordOrKey: 'Ghi một trong hai: password_env hoặc key_file.',
    passphraseAlone: 'passphrase_env chỉ dùng cùng key_file.',
    oneSelect: 'Phải là một câu SELECT (hoặc WITH … SELECT), không có dấu chấm phẩy.',
  },
};
