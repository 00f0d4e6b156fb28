/** What open data say of themselves: titles and descriptions in the descriptor and in the workbook. */
export const openData = {
  title: (plan: string) => `Kết quả các chỉ tiêu: ${plan}`,
  sample: 'Dữ liệu mẫu, không phải số liệu thật.',
  description: (asOf: string) =>
    `Kết quả từng chỉ tiêu trong từng kỳ, số liệu đến ngày ${asOf}. Ô trống là không có số hoặc không nêu, không phải số 0. Phần quá ít người không được nêu để bảo vệ người dân. Giấy phép sử dụng do xã quyết định và công bố.`,
  sheet: 'Giải thích cột',
  tables: {
    'chi-tieu': {
      title: 'Kết quả toàn xã',
      description: 'Mỗi dòng là kết quả của một chỉ tiêu trong một kỳ, tính cho toàn xã.',
    },
    'chi-tieu-theo-phan': {
      title: 'Kết quả theo từng phần',
      description:
        'Mỗi dòng là kết quả của một chỉ tiêu trong một tháng, một quý hoặc cả năm, tính cho một phần của xã: một thôn, một lĩnh vực, một hình thức nộp…',
    },
  },
  fields: {
    indicator: { title: 'Mã chỉ tiêu', description: 'Không đổi qua các kỳ.' },
    name: { title: 'Tên chỉ tiêu', description: 'Tên đầy đủ như trong kế hoạch.' },
    group_name: { title: 'Nhóm', description: 'Nhóm chỉ tiêu của kế hoạch.' },
    unit: {
      title: 'Loại đơn vị',
      description:
        'percent: %, từ 0 đến 100; count: số đếm; days: ngày; money: tiền; yes_no: 1 là có, 0 là chưa.',
    },
    unit_label: { title: 'Đơn vị tính', description: 'Như viết trên trang.' },
    period: { title: 'Mã kỳ', description: 'Ví dụ 2026-09 là tháng 9 năm 2026.' },
    kind: { title: 'Loại kỳ', description: 'Tháng, quý, 6 tháng, 9 tháng, năm, lũy kế từ đầu năm.' },
    period_label: { title: 'Tên kỳ', description: 'Như viết trên trang.' },
    start_text: { title: 'Ngày đầu kỳ', description: 'Ngày/tháng/năm.' },
    end_text: { title: 'Ngày cuối kỳ', description: 'Ngày/tháng/năm.' },
    state: {
      title: 'Kỳ đã kết thúc chưa',
      description: 'closed: đã kết thúc; open: chưa kết thúc, số còn thay đổi.',
    },
    is_locked: { title: 'Đã khóa', description: 'Số của kỳ đã khóa được giữ nguyên như khi khóa.' },
    breakdown: { title: 'Mã cách chia', description: 'Chia theo gì: hamlet là thôn, field là lĩnh vực…' },
    key: { title: 'Mã phần', description: 'Phần nào của cách chia.' },
    key_label: { title: 'Phần', description: 'Như viết trên trang.' },
    numerator: { title: 'Tử số', description: 'Của số đếm là chính số đếm.' },
    denominator: { title: 'Mẫu số', description: 'Trống ở chỉ tiêu không phải tỷ lệ.' },
    value: { title: 'Kết quả', description: 'Chưa làm tròn. Trống là không có số hoặc không nêu.' },
    target: {
      title: 'Kế hoạch của kỳ',
      description: 'Cùng đơn vị với kết quả; trống là chỉ theo dõi.',
    },
    target_confirmed: { title: 'Kế hoạch đã phê duyệt', description: 'true: đã phê duyệt.' },
    judged_value: {
      title: 'Số được đánh giá',
      description: 'Của số đếm có kế hoạch năm là lũy kế từ đầu năm; còn lại là chính kết quả.',
    },
    judged_target: {
      title: 'Mức để đánh giá',
      description: 'Của số đếm có kế hoạch năm là phần kế hoạch của các tháng đã bắt đầu.',
    },
    status: { title: 'Mã đánh giá', description: 'Đánh giá kết quả trong kỳ.' },
    status_label: { title: 'Đánh giá', description: 'Như viết trên trang.' },
  },
};
