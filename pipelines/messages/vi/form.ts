/** Texts of the workbook that people fill in (`kpi source template`). */
export const form = {
  sheet: { data: 'Dữ liệu', guide: 'Hướng dẫn', lists: 'Danh mục' },
  title: (source: string) =>
    `Mẫu nhập: ${source}. Điền vào trang "Dữ liệu", mỗi dòng một bản ghi; không đổi tên cột.`,
  columns: ['Cột', 'Bắt buộc', 'Cách ghi', 'Giá trị được chọn'],
  required: 'Bắt buộc',
  optional: 'Có thể để trống',
  kind: {
    text: 'Chữ',
    integer: 'Số nguyên, ví dụ 1245',
    decimal: 'Số, phần lẻ sau dấu phẩy, ví dụ 96,1',
    percent: 'Phần trăm từ 0 đến 100, ví dụ 98,5',
    money: 'Số tiền (đồng), ví dụ 150000',
    date: 'Ngày/tháng/năm, ví dụ 14/06/2026',
    timestamp: 'Ngày/tháng/năm giờ:phút, ví dụ 14/06/2026 08:30',
    year_or_date: 'Ngày/tháng/năm, hoặc chỉ năm, ví dụ 1975',
    period: 'Tháng, quý hoặc năm, ví dụ Tháng 9/2026',
    yes_no: 'Có hoặc Không',
    code: 'Chọn trong danh sách',
    personal_id: 'Số định danh cá nhân, đủ 12 chữ số',
    phone: 'Số điện thoại, ví dụ 0912345678',
    dossier_code: 'Số hồ sơ, ví dụ H42.50.05.13-261008-0975',
    procedure_code: 'Mã thủ tục, ví dụ 1.000689',
    commune_code: 'Mã đơn vị hành chính cấp xã, 5 chữ số',
    parcel_key: 'Mã xã-số tờ-số thửa, ví dụ 13894-12-345',
  },
};
