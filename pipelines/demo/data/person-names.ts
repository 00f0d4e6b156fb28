/** Parts that invented persons' names are put together from. Always three or more syllables in the end. */
export const familyNames: readonly { name: string; weight: number }[] = [
  { name: 'Nguyễn', weight: 30 },
  { name: 'Trần', weight: 16 },
  { name: 'Phạm', weight: 12 },
  { name: 'Vũ', weight: 9 },
  { name: 'Lê', weight: 8 },
  { name: 'Hoàng', weight: 6 },
  { name: 'Đỗ', weight: 5 },
  { name: 'Bùi', weight: 4 },
  { name: 'Đinh', weight: 3 },
  { name: 'Mai', weight: 3 },
  { name: 'Ngô', weight: 2 },
  { name: 'Lại', weight: 2 },
  { name: 'Đoàn', weight: 2 },
  { name: 'Tạ', weight: 1 },
];

export const middleNames = {
  male: ['Văn', 'Văn', 'Văn', 'Đức', 'Hữu', 'Quang', 'Minh', 'Xuân', 'Công', 'Ngọc', 'Thành', 'Trọng', 'Đình', 'Gia'],
  female: ['Thị', 'Thị', 'Thị', 'Thị Thu', 'Thị Ngọc', 'Thị Minh', 'Ngọc', 'Thanh', 'Thu', 'Bích', 'Thùy', 'Kim'],
} as const;

export const givenNames = {
  male: [
    ...['An', 'Bảo', 'Bình', 'Cường', 'Chiến', 'Dũng', 'Duy', 'Đạt', 'Định', 'Đông', 'Giang', 'Hải', 'Hiếu', 'Hòa'],
    ...['Hoàn', 'Hưng', 'Huy', 'Khánh', 'Kiên', 'Lâm', 'Long', 'Lực', 'Mạnh', 'Nam', 'Nghĩa', 'Phong', 'Phú', 'Quân'],
    ...['Quyết', 'Sơn', 'Tài', 'Tâm', 'Thắng', 'Thiện', 'Thịnh', 'Thuận', 'Tiến', 'Toàn', 'Trung', 'Tuấn', 'Tùng', 'Vinh'],
  ],
  female: [
    ...['Ánh', 'Chi', 'Cúc', 'Diễm', 'Dung', 'Duyên', 'Đào', 'Hà', 'Hạnh', 'Hằng', 'Hiền', 'Hoa', 'Hồng', 'Huệ', 'Hương'],
    ...['Lan', 'Liên', 'Linh', 'Loan', 'Ly', 'Mai', 'Mến', 'Mỹ', 'Nga', 'Ngân', 'Nhàn', 'Nhung', 'Oanh', 'Phương', 'Quyên'],
    ...['Tâm', 'Thảo', 'Thêm', 'Thoa', 'Thủy', 'Trang', 'Tuyết', 'Vân', 'Xuân', 'Yến'],
  ],
} as const;

/** Invented officers, by the department they sit in. */
export const officers = {
  service: ['Vũ Thị Hải Đường', 'Lại Quang Trường', 'Đoàn Thị Mai Sương'],
  economy: ['Ngô Xuân Hòa Thuận', 'Đinh Công Sơn Hải', 'Trần Hữu Kiến Quốc'],
  society: ['Bùi Thị Thanh Nhã', 'Tạ Đức Minh Khôi', 'Phạm Ngọc Thiên Kim'],
  office: ['Hoàng Đình Nguyên Vũ', 'Mai Thị Lệ Quyên'],
} as const;
