export const pull = {
  still_growing: (file: string) => `Tệp ${file} còn đang được chép, để lại cho lần chạy sau.`,
  unreadable: (file: string) =>
    `Không đọc được tệp ${file} (bị khóa, không có quyền đọc, hoặc là liên kết). Chép lại tệp vào thư mục nhận.`,
  not_expected: (file: string) =>
    `Tệp ${file} không thuộc loại tệp nguồn này nhận. Chuyển đi, hoặc xuất lại đúng dạng.`,
};
