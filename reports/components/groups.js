/**
 * The question that a group of indicators answers, by its id. A group of a commune's own has a general one.
 *
 * @type {Record<string, string>}
 */
const questions = {
  'dich-vu-cong': 'Người dân, doanh nghiệp làm thủ tục có đúng hạn, có làm được trên mạng không?',
  'thu-tuc': 'Thủ tục hành chính có được công bố, công khai đúng hạn và đủ nội dung không?',
  'phan-anh': 'Phản ánh, kiến nghị có được trả lời đúng hạn, người dân có hài lòng không?',
  'dan-cu': 'Bao nhiêu người dân đã có định danh, chữ ký số, tài khoản và sổ sức khỏe điện tử?',
  'dat-dai': 'Dữ liệu đất đai đã sạch đến đâu, còn bao nhiêu thửa phải làm?',
  'an-sinh': 'Tiền an sinh có đến đúng người, bằng cách không dùng tiền mặt không?',
  'van-ban': 'Văn bản và hồ sơ công việc đã đi trọn trên môi trường điện tử chưa?',
  'ky-nang-so': 'Lớp học kỹ năng số có mở đúng kế hoạch, có đến được người cần học không?',
  'to-chuc-dang': 'Tổ chức đảng, cán bộ đã dùng nền tảng số và được bồi dưỡng đến đâu?',
  'ha-tang': 'Hạ tầng, dữ liệu và kinh tế số của xã đã đến đâu?',
  'an-ninh-ngan-sach': 'Hệ thống của xã có an toàn, kinh phí có được chi đúng kế hoạch không?',
  'nhiem-vu': 'Nhiệm vụ được giao, kiểm tra và tuyên truyền có đúng hạn, đủ việc không?',
};

/** @param {string} id */
export const questionOf = (id) => questions[id] ?? 'Các chỉ tiêu của nhóm đang đứng ở đâu so với kế hoạch?';

/** @param {string} id */
export const groupAddress = (id) => `/nhom/${id}/`;
