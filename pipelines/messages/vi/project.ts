const meant = (near: string | undefined): string => (near === undefined ? '' : ` Có phải "${near}"?`);

/** Texts about the commune's project folder (`kpi project`). */
export const project = {
  missing: (folder: string) =>
    `Không có thư mục dự án ${folder}. Tạo mới: npm run kpi -- project init ${folder}. Nếu đã chuyển chỗ, chạy lại với --project <thư mục mới>.`,
  noFolder: (folder: string) => `${folder} là một tệp, không phải thư mục dự án.`,
  insideProgram: (folder: string) =>
    `Thư mục dự án ${folder} nằm trong thư mục chương trình, nâng cấp chương trình sẽ lẫn vào. Chuyển ra ngoài.`,
  noPlan: (folder: string) =>
    `Thư mục dự án ${folder} thiếu plan.yaml. Tệp này cho biết là xã nào, năm nào; không có thì báo cáo mang tên xã khác.`,
  noPlace: (near: string | undefined) =>
    `Tệp này không thay tệp nào của chương trình và cũng không thêm được gì.${meant(near)}`,
  replacesSql: (path: string) =>
    `Trùng tên tệp SQL của chương trình (${path}). Nếu muốn thay: npm run kpi -- project replace ${path}; nếu muốn thêm: đặt tên khác.`,
  noContract: (near: string | undefined) => `Thư mục nguồn này thiếu tệp source.yaml.${meant(near)}`,
  offUnknown: (what: string, name: string, near: string | undefined) =>
    `Không có ${what} "${name}" để tắt.${meant(near)}`,
  offOwn: (name: string) => `"${name}" là của xã: không cần tắt, chỉ cần xóa.`,
  what: { source: 'nguồn', indicator: 'chỉ tiêu', page: 'trang' },
  ownMartReads: (table: string) =>
    `Bảng cho trang do xã thêm chỉ đọc được mart.*, plan.* và measure.told_reading; bảng ${table} còn giữ số nhỏ hoặc từng dòng.`,
  changedSince:
    'Có tệp của xã đang thay tệp của chương trình mà chương trình đã đổi: xem npm run kpi -- project list --diff.',
  otherCommune: (home: string, holds: string, asked: string) =>
    `Nơi lưu dữ liệu ${home} đang giữ số liệu của ${holds}, không dùng chung cho ${asked}.`,
  otherCommuneHint: 'Mỗi xã một nơi lưu dữ liệu: thêm --home <thư mục khác>.',
  initExists: (folder: string) => `Thư mục ${folder} đã có tệp, không ghi đè.`,
  initDone: (folder: string) =>
    `Đã tạo thư mục dự án ${folder}. Sửa plan.yaml và targets.yaml, rồi chạy các lệnh với --project ${folder} (nơi lưu dữ liệu sẽ tự nhớ).`,
  needsFolder:
    'Chưa có thư mục dự án. Thêm --project <thư mục>, hoặc tạo: npm run kpi -- project init <thư mục>.',
  notReplaceable: (path: string, near: string | undefined) =>
    `Không có tệp "${path}" của chương trình để thay.${meant(near)}`,
  programOnly: (path: string) => `Tệp ${path} giữ quy tắc chung của chương trình, xã không thay được.`,
  replaced: (path: string, at: string) =>
    `Đã chép ${path} thành ${at}. Tệp này nay thay tệp của chương trình.`,
  kept: (path: string, at: string) =>
    `${at} đã có, giữ nguyên. Bản hiện nay của ${path} trong chương trình được ghi lại để so sánh về sau.`,
  column: { file: 'Tệp', owner: 'Của', state: 'Tình trạng' },
  owner: { program: 'chương trình', commune: 'xã' },
  state: {
    same: 'như chương trình',
    added: 'xã thêm',
    replaced: 'thay tệp của chương trình',
    changed: 'thay tệp của chương trình; chương trình đã đổi từ đó',
    unknown: 'thay tệp của chương trình; chưa biết từ bản nào',
    off: 'đã tắt',
  },
  programFiles: (count: number) => `${count} tệp của chương trình giữ nguyên.`,
  off: (what: string, names: string) => `Đã tắt ${what}: ${names}.`,
};
