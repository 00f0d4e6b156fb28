import { type Department, type Procedure, procedures } from './procedures.ts';

type Line = [code: string, name: string, field: string, department: Department, level: Procedure['level']];

/** Procedures of the level that nobody asks for in the sample. Codes are sample values. */
const seldom: readonly Line[] = [
  ['1.004746', 'Đăng ký lại kết hôn', 'Hộ tịch', 'service', 'Một phần'],
  ['1.005461', 'Đăng ký lại khai tử', 'Hộ tịch', 'service', 'Toàn trình'],
  ['1.004837', 'Đăng ký giám hộ', 'Hộ tịch', 'service', 'Một phần'],
  ['1.004845', 'Đăng ký chấm dứt giám hộ', 'Hộ tịch', 'service', 'Một phần'],
  ['2.001263', 'Đăng ký việc nuôi con nuôi trong nước', 'Nuôi con nuôi', 'service', 'Một phần'],
  ['2.001255', 'Đăng ký lại việc nuôi con nuôi trong nước', 'Nuôi con nuôi', 'service', 'Một phần'],
  [
    '2.000913',
    'Chứng thực việc sửa đổi, bổ sung, hủy bỏ hợp đồng, giao dịch',
    'Chứng thực',
    'service',
    'Còn lại',
  ],
  ['2.000927', 'Sửa lỗi sai sót trong hợp đồng, giao dịch', 'Chứng thực', 'service', 'Còn lại'],
  [
    '2.002080',
    'Thanh toán thù lao cho hòa giải viên',
    'Phổ biến, giáo dục pháp luật',
    'society',
    'Toàn trình',
  ],
  ['1.002211', 'Công nhận hòa giải viên', 'Phổ biến, giáo dục pháp luật', 'society', 'Toàn trình'],
  [
    '2.002165',
    'Giải quyết yêu cầu bồi thường tại cơ quan trực tiếp quản lý',
    'Bồi thường nhà nước',
    'office',
    'Còn lại',
  ],
  ['1.005358', 'Tiếp công dân tại cấp xã', 'Tiếp công dân', 'office', 'Còn lại'],
  ['2.002396', 'Giải quyết tố cáo tại cấp xã', 'Giải quyết tố cáo', 'office', 'Còn lại'],
  ['2.002409', 'Giải quyết khiếu nại lần đầu tại cấp xã', 'Giải quyết khiếu nại', 'office', 'Còn lại'],
  ['1.001028', 'Đăng ký hoạt động tín ngưỡng', 'Tôn giáo', 'office', 'Toàn trình'],
  ['1.001055', 'Đăng ký bổ sung hoạt động tín ngưỡng', 'Tôn giáo', 'office', 'Toàn trình'],
  ['1.012568', 'Thông báo tổ chức quyên góp trong địa bàn xã', 'Tôn giáo', 'office', 'Toàn trình'],
  ['2.002226', 'Thông báo thành lập tổ hợp tác', 'Kinh tế hợp tác', 'economy', 'Một phần'],
  ['2.002228', 'Thông báo chấm dứt hoạt động của tổ hợp tác', 'Kinh tế hợp tác', 'economy', 'Một phần'],
  [
    '1.010091',
    'Hỗ trợ khám, điều trị khi bị tai nạn cho lực lượng xung kích phòng chống thiên tai',
    'Phòng, chống thiên tai',
    'economy',
    'Một phần',
  ],
];

/** Known only to the catalogue: one is repealed in the middle of the year, the others come then. */
export const repealedProcedure = '2.002228';
export const laterProcedures: readonly string[] = ['1.012568', '1.010091'];

/** The catalogue of the commune's level: all that the portal handles, and what nobody asked for. */
export const catalogue: readonly Procedure[] = [
  ...procedures,
  ...seldom.map(([code, name, field, department, level]) => ({
    code,
    name,
    field,
    department,
    level,
    weight: 0,
    days: 5,
    fee: 0,
    appointment: 'time' as const,
    writtenResult: true,
  })),
];
