interface ReadmeFacts {
  seed: number;
  files: readonly string[];
  read: number;
  refused: number;
  superseded: number;
  repaired: number;
  warned: number;
}

const number = (value: number): string => value.toLocaleString('vi-VN');

export const sample = {
  notWritable: (folder: string): string => `Không ghi được dữ liệu mẫu vào thư mục ${folder}.`,
  notWritableHint: 'Kiểm tra quyền ghi và dung lượng đĩa còn trống rồi chạy lại.',
  readme: (facts: ReadmeFacts): string[] => [
    'DỮ LIỆU MẪU, KHÔNG PHẢI SỐ LIỆU THẬT',
    '',
    'Dữ liệu trong thư mục này do chương trình tự sinh ra để dùng thử. Xã Rạng Đông (mã 13894, tỉnh Ninh Bình) có thật;',
    'mọi người, số định danh, số điện thoại, tên thôn xóm, hồ sơ và con số đều là bịa đặt. Mã thủ tục, thời hạn, mức phí',
    'chỉ để minh họa. Không dùng làm báo cáo.',
    '',
    `Số gieo (seed): ${facts.seed}. Cùng số gieo thì các tệp giống nhau đến từng byte.`,
    'Ngày chốt số liệu: 31/10/2026.',
    '',
    `Tệp của cổng (trong inbox/public-service-portal): ${facts.files.length}, số dòng: ${number(facts.read)}`,
    ...facts.files.map((name) => `- ${name}`),
    '',
    'Các tệp cố ý giống bản xuất thật của cổng:',
    '- phần lớn là CSV UTF-8 có BOM, phân cách bằng dấu phẩy hoặc chấm phẩy; ngày giờ có hoặc không có giây;',
    '- tháng 3: có các dòng tiêu đề phía trên; tháng 5: có dòng trống ở giữa;',
    '- tháng 4: XLSX, tiêu đề hai tầng gộp ô, ngày lẫn lộn kiểu ngày và kiểu chữ, dòng "Tổng cộng", phần chữ ký;',
    '- tháng 6: bảng HTML mang đuôi .xls; tháng 9: CSV mã hóa Windows-1258;',
    '- tên cột và thứ tự cột thay đổi giữa các tệp;',
    '- hồ sơ chưa xong xuất hiện lại ở tháng sau với trạng thái mới; tháng 7 có một bản xuất bổ sung theo trạng thái 31/08.',
    '',
    'Cố ý làm hỏng:',
    `- ${number(facts.refused)} dòng phải bị từ chối: ô bắt buộc để trống, mã hồ sơ sai mẫu, trạng thái hoặc hình thức nộp lạ,`,
    '  ngày tiếp nhận không có thật hoặc ở tương lai, kết thúc trước khi tiếp nhận, đã trả kết quả mà không có ngày, không có hạn;',
    `- ${number(facts.superseded)} dòng trùng hồ sơ trong một tệp: dòng kia được giữ;`,
    `- ${number(facts.repaired)} dòng phải được sửa: số định danh mất số 0 ở đầu hoặc thừa ".0";`,
    `- ${number(facts.warned)} dòng phải được cảnh báo: một giá trị bị bỏ riêng (phí không phải số, số định danh mất chữ số hoặc sai),`,
    '  hẹn trả trước ngày tiếp nhận, ngày trong mã hồ sơ khác ngày tiếp nhận.',
    '',
    'practice/: hai tệp của một nguồn chưa khai báo, để tập thêm nguồn mới theo sources/HUONG-DAN.md.',
  ],
};
