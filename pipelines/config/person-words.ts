/** The commonest family names of Việt Nam; before one to four names with capitals: "Đoàn Văn An", not "Đoàn thanh niên". */
export const families =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đào|Đoàn|Trịnh|Trương|Phùng|Mai|Lương|Cao|Lâm|Tạ|Lưu|Hà|Triệu|Quách|Tô|Vương|Nghiêm|Thái|Kiều|Tống|Khổng|Đàm|Nông|Hứa|Lò|Giàng|Sùng|Vàng|Mạc|Doãn|Phí|Lại';

const person =
  /\b(ho va ten|ho ten|ho, chu dem|chu ho|chu ho so|chu su dung|nguoi|ong ba|can bo|dai dien|chu co so|chu ho kinh doanh|nguoi nop|ten (vo|chong|con|cha|bo|me|ho|chu|tre|nguoi)|hoc vien|hoc sinh)\b/;

/** Whether a label speaks of a person by name; folded. */
export const saysPerson = (label: string): boolean => person.test(label);
