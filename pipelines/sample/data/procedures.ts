/** Which department handles a field; the key of `officers` too. */
export type Department = 'service' | 'economy' | 'society' | 'office';

export const departmentNames: Record<Department, string> = {
  service: 'Trung tâm Phục vụ hành chính công',
  economy: 'Phòng Kinh tế',
  society: 'Phòng Văn hóa - Xã hội',
  office: 'Văn phòng HĐND và UBND',
};

export interface Procedure {
  code: string;
  name: string;
  field: string;
  department: Department;
  /** How often it is asked for, against the others. */
  weight: number;
  /** Time limit in days. */
  days: number;
  /** Fee in đồng; 0 = free. */
  fee: number;
  /** Whether the portal gives an appointment: a date and time, a date alone, or none. */
  appointment: 'time' | 'date' | 'none';
  /** Whether it ends in a written result. */
  writtenResult: boolean;
  level: 'Toàn trình' | 'Một phần' | 'Còn lại';
}

type Line = [code: string, name: string, weight: number, days: number, fee: number, flags?: string];

/** Flags: d = appointment without a time, n = no appointment, w = no written result, p = partial, o = counter only. */
function inField(field: string, department: Department, lines: readonly Line[]): Procedure[] {
  return lines.map(([code, name, weight, days, fee, flags = '']) => ({
    code,
    name,
    field,
    department,
    weight,
    days,
    fee,
    appointment: flags.includes('n') ? 'none' : flags.includes('d') ? 'date' : 'time',
    writtenResult: !flags.includes('w'),
    level: flags.includes('o') ? 'Còn lại' : flags.includes('p') ? 'Một phần' : 'Toàn trình',
  }));
}

/** The field that the sample's story is about: late in summer, a little better in autumn. */
export const landField = 'Đất đai';

/** Real-looking procedures. Codes, time limits and fees are sample values and no extract of the official list. */
export const procedures: readonly Procedure[] = [
  ...inField('Chứng thực', 'service', [
    [
      '2.000815',
      'Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền của Việt Nam cấp',
      130,
      1,
      10_000,
      'p',
    ],
    ['2.000884', 'Chứng thực chữ ký trong các giấy tờ, văn bản', 60, 1, 10_000, 'p'],
    [
      '2.001035',
      'Chứng thực hợp đồng, giao dịch liên quan đến tài sản là động sản, quyền sử dụng đất và nhà ở',
      25,
      2,
      50_000,
      'o',
    ],
    ['2.001019', 'Chứng thực di chúc', 4, 2, 50_000, 'o'],
    ['2.001406', 'Chứng thực văn bản thỏa thuận phân chia di sản', 8, 2, 50_000, 'o'],
  ]),
  ...inField('Hộ tịch', 'service', [
    ['1.001193', 'Đăng ký khai sinh', 48, 1, 0],
    ['1.000894', 'Đăng ký kết hôn', 26, 1, 0, 'p'],
    ['1.000656', 'Đăng ký khai tử', 22, 1, 0],
    ['1.004873', 'Cấp Giấy xác nhận tình trạng hôn nhân', 34, 3, 15_000],
    ['1.004859', 'Thay đổi, cải chính, bổ sung thông tin hộ tịch, xác định lại dân tộc', 18, 3, 15_000],
    ['1.000689', 'Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con', 4, 3, 15_000, 'p'],
    ['2.000635', 'Cấp bản sao trích lục hộ tịch', 40, 1, 8_000],
    ['1.004884', 'Đăng ký lại khai sinh', 8, 5, 8_000, 'd'],
  ]),
  ...inField(landField, 'economy', [
    [
      '1.012753',
      'Đăng ký biến động quyền sử dụng đất trong trường hợp chuyển nhượng, thừa kế, tặng cho',
      36,
      10,
      100_000,
      'p',
    ],
    [
      '1.012756',
      'Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận lần đầu',
      22,
      20,
      100_000,
      'p',
    ],
    ['1.012783', 'Cấp đổi Giấy chứng nhận quyền sử dụng đất', 20, 10, 50_000, 'p'],
    ['1.012786', 'Cấp lại Giấy chứng nhận do bị mất', 8, 10, 50_000, 'pd'],
    ['1.012789', 'Tách thửa, hợp thửa đất', 16, 12, 80_000, 'p'],
    ['1.012817', 'Chuyển mục đích sử dụng đất của hộ gia đình, cá nhân', 9, 15, 120_000, 'po'],
    ['1.012812', 'Hòa giải tranh chấp đất đai', 4, 30, 0, 'no'],
  ]),
  ...inField('Bảo trợ xã hội', 'society', [
    [
      '1.001776.000.00.00.H42',
      'Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng, hỗ trợ kinh phí chăm sóc',
      28,
      10,
      0,
    ],
    ['1.001731', 'Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội', 12, 5, 0],
    ['1.001699', 'Xác định, xác định lại mức độ khuyết tật và cấp Giấy xác nhận khuyết tật', 14, 15, 0, 'p'],
    ['2.000744', 'Trợ giúp xã hội khẩn cấp', 3, 3, 0, 'nw'],
  ]),
  ...inField('Giảm nghèo', 'society', [
    ['1.011606', 'Công nhận hộ nghèo, hộ cận nghèo thường xuyên hằng năm', 9, 15, 0, 'n'],
    ['1.011607', 'Công nhận hộ thoát nghèo, hộ thoát cận nghèo', 6, 15, 0, 'n'],
    ['1.011608', 'Công nhận hộ có mức sống trung bình', 4, 15, 0, 'n'],
  ]),
  ...inField('Người có công', 'society', [
    ['1.010833', 'Cấp giấy xác nhận thân nhân của người có công', 12, 3, 0],
    ['1.010825', 'Bổ sung tình hình thân nhân trong hồ sơ liệt sĩ', 5, 12, 0, 'p'],
    ['1.010804', 'Giải quyết chế độ trợ cấp thờ cúng liệt sĩ', 7, 12, 0, 'd'],
    ['2.002307', 'Trợ cấp một lần đối với người tham gia kháng chiến, mai táng phí', 5, 15, 0],
  ]),
  ...inField('Thành lập và hoạt động của hộ kinh doanh', 'economy', [
    ['1.001612', 'Đăng ký thành lập hộ kinh doanh', 26, 3, 100_000],
    ['2.000720', 'Đăng ký thay đổi nội dung đăng ký hộ kinh doanh', 12, 3, 100_000],
    ['1.001570', 'Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã thông báo', 6, 3, 0],
    ['1.001266', 'Chấm dứt hoạt động hộ kinh doanh', 8, 3, 0],
  ]),
  ...inField('Hoạt động xây dựng', 'economy', [
    ['1.013225', 'Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ', 18, 15, 75_000, 'p'],
    ['1.013229', 'Cấp giấy phép xây dựng sửa chữa, cải tạo nhà ở riêng lẻ', 6, 15, 75_000, 'p'],
    ['1.013232', 'Gia hạn giấy phép xây dựng', 3, 5, 15_000, 'd'],
  ]),
  ...inField('Thủy sản', 'economy', [
    ['1.004498', 'Xác nhận đăng ký nuôi trồng thủy sản lồng bè, đối tượng thủy sản nuôi chủ lực', 10, 7, 0],
    ['1.004478', 'Công bố mở cảng cá loại III', 1, 6, 0, 'p'],
    ['1.004359', 'Cấp, cấp lại giấy phép khai thác thủy sản', 7, 6, 40_000, 'p'],
  ]),
  ...inField('Trồng trọt', 'economy', [
    ['1.008004', 'Chuyển đổi cơ cấu cây trồng, vật nuôi trên đất trồng lúa', 6, 5, 0],
    [
      '2.002163',
      'Đăng ký kê khai số lượng chăn nuôi tập trung và nuôi trồng thủy sản ban đầu',
      4,
      7,
      0,
      'nw',
    ],
    ['2.002161', 'Hỗ trợ khôi phục sản xuất vùng bị thiệt hại do thiên tai', 5, 15, 0, 'n'],
  ]),
  ...inField('Môi trường', 'economy', [
    ['1.010736', 'Tham vấn trong đánh giá tác động môi trường', 2, 15, 0, 'p'],
    ['1.010723', 'Cấp giấy phép môi trường', 3, 30, 500_000, 'p'],
    ['1.013040', 'Kê khai, nộp phí bảo vệ môi trường đối với nước thải', 5, 7, 150_000, 'nw'],
  ]),
  ...inField('Giáo dục và đào tạo', 'society', [
    ['1.004443', 'Cho phép cơ sở giáo dục mầm non độc lập hoạt động', 2, 15, 0, 'p'],
    ['1.004438', 'Xét, cấp hỗ trợ học bổng, miễn giảm học phí và hỗ trợ chi phí học tập', 16, 8, 0],
    ['2.001904', 'Tiếp nhận đối tượng học bổ túc trung học cơ sở', 1, 7, 0, 'o'],
    ['1.003702', 'Hỗ trợ tiền ăn trưa cho trẻ em mẫu giáo', 9, 10, 0],
  ]),
  ...inField('Dân số, sức khỏe sinh sản', 'society', [
    ['1.004942', 'Hỗ trợ chính sách dân số đối với phụ nữ sinh con', 8, 10, 0],
    [
      '2.001088',
      'Xét hưởng chính sách hỗ trợ cho phụ nữ thuộc hộ nghèo sinh con đúng chính sách',
      4,
      10,
      0,
      'd',
    ],
  ]),
  ...inField('Văn hóa, thể thao và du lịch', 'society', [
    ['1.003622', 'Thông báo tổ chức lễ hội cấp xã', 3, 10, 0, 'w'],
    ['1.000954', 'Xét tặng danh hiệu Gia đình văn hóa hằng năm', 6, 5, 0],
    ['1.008901', 'Thông báo thành lập thư viện cộng đồng', 1, 15, 0, 'p'],
    ['1.000933', 'Xét tặng giấy khen Gia đình văn hóa', 3, 5, 0],
  ]),
  ...inField('Thi đua, khen thưởng', 'office', [
    ['1.000775', 'Tặng giấy khen của Chủ tịch UBND xã về thực hiện nhiệm vụ chính trị', 6, 20, 0, 'p'],
    ['1.000748', 'Tặng danh hiệu "Lao động tiên tiến"', 4, 20, 0, 'p'],
    ['2.000346', 'Tặng danh hiệu "Tập thể lao động tiên tiến"', 2, 20, 0, 'pn'],
  ]),
];
