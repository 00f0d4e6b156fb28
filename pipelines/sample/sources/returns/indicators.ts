/** How the figures of a unit run through the year. */
export type Course =
  /** A state by the end of the month: the share of a fixed whole grows from January to October. */
  | { kind: 'state'; whole: Span; from: number; to: number; step?: number }
  /** What fell due in the month and what of it was done; worse in the month of the storm. */
  | { kind: 'work'; whole: Span; from: number; to: number }
  /** So many in the month. */
  | { kind: 'count'; each: Span }
  /** Mostly none. */
  | { kind: 'rare'; chance: number }
  /** 0 until it is there, 1 from then on; the month in which it comes. */
  | { kind: 'begun'; month: Span };

export type Span = readonly [low: number, high: number];

/** An indicator that no system exports, and the codes of the units that return it. */
export interface ReturnedIndicator {
  id: string;
  name: string;
  units: readonly string[];
  course: Course;
}

const offices = ['VPDU', 'VP', 'PKT', 'VHXH', 'HCC', 'MTTQ', 'CA'];

export const returnedIndicators: readonly ReturnedIndicator[] = [
  {
    id: 'so-tay-dang-vien',
    name: 'Đảng viên dùng Sổ tay đảng viên điện tử',
    units: ['CB01', 'CB02', 'CB03', 'CB05', 'CB06', 'CB13', 'CB19'],
    course: { kind: 'state', whole: [18, 64], from: 0.58, to: 0.97 },
  },
  {
    id: 'dang-vien-chuan-hoa',
    name: 'Dữ liệu đảng viên được chuẩn hóa',
    units: ['CB01', 'CB02', 'CB04', 'CB06', 'CB10', 'CB16'],
    course: { kind: 'state', whole: [18, 64], from: 0.42, to: 0.93 },
  },
  {
    id: 'ho-so-can-bo-chuan-hoa',
    name: 'Hồ sơ cán bộ, công chức, viên chức được chuẩn hóa',
    units: ['VPDU', 'VP', 'MTTQ', 'TYT', 'TH1', 'CS1'],
    course: { kind: 'state', whole: [9, 42], from: 0.5, to: 1 },
  },
  {
    id: 'can-bo-boi-duong-ky-nang-so',
    name: 'Cán bộ, công chức, viên chức được bồi dưỡng kỹ năng số',
    units: offices,
    course: { kind: 'state', whole: [7, 24], from: 0.12, to: 0.9 },
  },
  {
    id: 'ho-kinh-doanh-qr',
    name: 'Hộ kinh doanh nhận thanh toán bằng mã QR',
    units: ['CB06', 'CB07', 'CB08', 'CB12', 'CB14'],
    course: { kind: 'state', whole: [24, 85], from: 0.38, to: 0.76 },
  },
  {
    id: 'ocop-thuong-mai-dien-tu',
    name: 'Sản phẩm OCOP lên sàn thương mại điện tử',
    units: ['PKT', 'HND', 'HPN', 'DTN'],
    course: { kind: 'state', whole: [2, 6], from: 0.3, to: 0.85 },
  },
  {
    id: 'thon-cap-quang',
    name: 'Thôn, xóm, tổ dân phố có cáp quang (theo cụm được phân công)',
    units: ['PKT', 'VHXH', 'MTTQ', 'DTN'],
    course: { kind: 'state', whole: [4, 6], from: 0.75, to: 1 },
  },
  {
    id: 'he-thong-cap-do-an-toan',
    name: 'Hệ thống thông tin được phê duyệt cấp độ an toàn',
    units: ['VPDU', 'VP', 'HCC', 'CA', 'TYT'],
    course: { kind: 'state', whole: [2, 5], from: 0.2, to: 0.8 },
  },
  {
    id: 'hoc-ba-so',
    name: 'Học sinh có học bạ số',
    units: ['TH1', 'TH2', 'CS1', 'CS2'],
    course: { kind: 'state', whole: [310, 1180], from: 0.55, to: 0.98 },
  },
  {
    id: 'lao-dong-ky-nang-so',
    name: 'Người lao động có kỹ năng số cơ bản',
    units: ['HND', 'HPN', 'DTN', 'CD', 'HCCB'],
    course: { kind: 'state', whole: [420, 2600], from: 0.31, to: 0.69 },
  },
  {
    id: 'nhiem-vu-dung-han',
    name: 'Nhiệm vụ được giao hoàn thành đúng hạn',
    units: [...offices, 'QS'],
    course: { kind: 'work', whole: [3, 14], from: 0.82, to: 0.95 },
  },
  {
    id: 'bao-cao-dung-han',
    name: 'Báo cáo gửi đúng hạn',
    units: ['VPDU', 'XDD', 'VP', 'PKT', 'VHXH', 'MTTQ'],
    course: { kind: 'work', whole: [2, 7], from: 0.85, to: 0.96 },
  },
  {
    id: 'giai-ngan-khcn',
    name: 'Giải ngân kinh phí khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số (đồng, lũy kế)',
    units: ['VPDU', 'VP', 'PKT', 'VHXH'],
    course: { kind: 'state', whole: [120_000_000, 900_000_000], from: 0.02, to: 0.68, step: 500_000 },
  },
  {
    id: 'to-chuc-duoc-kiem-tra',
    name: 'Tổ chức được kiểm tra, giám sát theo kế hoạch',
    units: ['UBKT', 'XDD', 'MTTQ', 'HDND'],
    course: { kind: 'work', whole: [1, 4], from: 0.8, to: 1 },
  },
  {
    id: 'co-so-du-lieu-lam-sach',
    name: 'Dữ liệu thuộc thẩm quyền được làm sạch (bản ghi)',
    units: ['VP', 'PKT', 'VHXH', 'HCC', 'CA'],
    course: { kind: 'state', whole: [900, 14_000], from: 0.34, to: 0.83 },
  },
  {
    id: 'su-co-an-ninh-mang-nghiem-trong',
    name: 'Sự cố an ninh mạng nghiêm trọng',
    units: ['VPDU', 'VP', 'HCC', 'CA', 'TYT', 'CS1'],
    course: { kind: 'rare', chance: 0.02 },
  },
  {
    id: 'tuyen-truyen-luot-nguoi',
    name: 'Lượt người được tuyên truyền',
    units: ['VHXH', 'MTTQ', 'HND', 'HPN', 'DTN', 'HCCB', 'CD'],
    course: { kind: 'count', each: [40, 1650] },
  },
  {
    id: 'tin-bai-tuyen-truyen',
    name: 'Tin, bài tuyên truyền',
    units: ['VPDU', 'VHXH', 'MTTQ', 'DTN', 'TTCT'],
    course: { kind: 'count', each: [1, 16] },
  },
  {
    id: 'van-ban-chi-dao',
    name: 'Văn bản lãnh đạo, chỉ đạo đã ban hành',
    units: ['DU', 'UBND', 'HDND', 'XDD', 'MTTQ'],
    course: { kind: 'count', each: [0, 5] },
  },
  {
    id: 'tap-huan-da-to-chuc',
    name: 'Lớp tập huấn đã tổ chức',
    units: ['TTCT', 'VHXH', 'HND', 'HPN', 'DTN'],
    course: { kind: 'count', each: [0, 3] },
  },
  {
    id: 'ke-hoach-hanh-dong-ban-hanh',
    name: 'Đã ban hành kế hoạch hành động (1: có, 0: chưa)',
    units: ['VP', 'MTTQ', 'CA', 'QS', 'CB01', 'CB02', 'CB06', 'CB13'],
    course: { kind: 'begun', month: [1, 6] },
  },
  {
    id: 'to-cong-nghe-so-hoat-dong',
    name: 'Tổ công nghệ số cộng đồng của thôn có hoạt động (1: có, 0: không)',
    units: ['CB06', 'CB08', 'CB11', 'CB14', 'CB17', 'CB20', 'CB22'],
    course: { kind: 'begun', month: [2, 11] },
  },
];
