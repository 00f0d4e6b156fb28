import { byChannel, byField, type Cases, given, noDraw } from './case.ts';
import * as row from './rows.ts';

const none = { site: [], periods: [], indicators: [], readings: [] };
const frame = ['Dữ liệu mẫu, không phải số liệu thật', 'Xã Thử Nghiệm, Tỉnh Thử', row.site.source_line];

/** Components that are a whole page: they are given queries. */
export const pageCases: Record<string, Cases> = {
  DataQuality: {
    full: {
      props: {
        site: [row.site],
        deliveries: [row.delivery()],
        refusals: [row.refusal],
        freshness: [row.freshness()],
        comparisons: [row.comparison],
      },
      says: [
        ...frame,
        '1 tệp: 12.888 dòng đọc được, 12.876 dòng nhận, 12 dòng từ chối, 7 dòng được sửa.',
        'Lệch Số hồ sơ khớp với cổng Báo cáo của đơn vị Lệch 5 hồ sơ. 1.365 1.360',
      ],
    },
    empty: {
      props: { site: [], deliveries: [], refusals: [], freshness: [], comparisons: [] },
      says: ['0 tệp: 0 dòng đọc được, 0 dòng nhận, 0 dòng từ chối, 0 dòng được sửa.'],
    },
    blank: {
      props: {
        site: [row.site],
        deliveries: [
          row.delivery({
            state: 'none',
            verdict: 'none',
            rows_read: null,
            rows_accepted: null,
            rows_refused: null,
          }),
        ],
        refusals: [{ ...row.refusal, rows: 0 }],
        freshness: [
          row.freshness({ age_days: null, data_until: '', data_until_text: '', state: 'none_yet' }),
        ],
        comparisons: [{ ...row.comparison, outcome: 'none' }],
      },
      says: ['0 tệp: 0 dòng đọc được', 'Chưa có tệp nào.'],
    },
  },
  IndicatorList: {
    full: { props: given, says: [...frame, 'I. Dịch vụ công 1 Tỷ lệ hồ sơ đúng hạn % 95 % tạm tính'] },
    empty: { props: none, says: ['Không có chỉ tiêu nào ở nhóm này trong kỳ đã chọn.'] },
  },
  IndicatorPage: {
    full: {
      props: {
        ...given,
        readings: [...given.readings, byField, row.reading({ period: '2026-07', before_text: '80,0 %' })],
        indicator: given.indicators,
        loads: [row.load],
        differences: [row.difference],
        outlook: [row.outlook],
      },
      says: [
        ...frame,
        'Cả năm: khả năng đạt kế hoạch Khó đạt: 1 chỉ tiêu',
        'Theo lĩnh vực',
        'Thay đổi so với lần cập nhật trước',
        '0a1b2c3d Hồ sơ thủ tục hành chính 01/10/2026 01/09/2026 – 30/09/2026 1.245 12',
      ],
    },
    empty: {
      props: { ...none, indicator: [], loads: [], outlook: [], differences: [] },
      says: ['Không có số liệu trong kỳ đã chọn.', noDraw, 'Không có tệp nào có số liệu của kỳ này.'],
    },
  },
  Overview: {
    full: {
      props: {
        ...given,
        counts: [row.statusCount('met', 'Đạt', 1), row.statusCount('missed', 'Chưa đạt', 1245)],
        outlook: [row.outlook],
        headlines: [row.headline()],
        decisions: [row.decision()],
        groups: [row.groupMonth()],
        hamlets: [row.hamletValue()],
      },
      says: [
        ...frame,
        'Cả năm: 14/35 chỉ tiêu đúng hướng',
        'Tháng 9/2026: 1 trên 1.246 chỉ tiêu đạt trong kỳ',
        'Tỷ lệ có chữ ký số cá nhân: 38,0 % / 50 %',
        'Dịch vụ công 1/6',
        'Xóm Kênh Mới 33,3 %',
      ],
    },
    empty: {
      props: { ...none, counts: [], outlook: [], headlines: [], decisions: [], groups: [], hamlets: [] },
      says: ['chưa có chỉ tiêu nào đủ số liệu để đánh giá.', 'Chưa có chỉ tiêu nào có mục tiêu năm.'],
    },
  },
  PublicServices: {
    full: {
      props: {
        ...given,
        readings: [byField, byChannel, row.reading()],
        forms: [row.formRow()],
        differences: [row.difference],
      },
      says: [
        ...frame,
        'theo hình thức nộp Trực tuyến 0 500 1.000 1.500 1.100 T9',
        'Tổng cộng 1.365 1.100 165 100 1.245 900 300 45 120 117 3',
      ],
    },
    empty: {
      props: { ...none, forms: [], differences: [] },
      says: [noDraw, 'Không có số liệu trong kỳ này.'],
    },
  },
  Score766: {
    full: {
      props: {
        ...given,
        scores: [
          row.score(),
          row.score({ group_id: '2', max: 18.5, certain_text: '16,9', possible_text: '16,9' }),
        ],
        items: [row.scoreItem()],
      },
      says: [
        '63,2 trên 68 điểm đo được; 32 điểm chưa có số liệu',
        'Nếu phần chưa có số liệu được trọn điểm (mục 5.4 nhiều nhất 5,3): 94,5; xếp loại (mức chưa được xác nhận): Trung bình – Xuất sắc',
        'Tiến độ giải quyết 16,9 18,5 2.1 Hồ sơ đúng hạn Chia cho "Hồ sơ tiếp nhận" như trên Cổng; theo cách ghi trong văn bản là 91,2 % 84,3 % 16,85\u00a0* 20',
        '2.1 Hồ sơ đúng hạn: thêm 1 điểm: cần thêm 63 hồ sơ đạt',
      ],
    },
    empty: {
      props: { ...none, scores: [], items: [] },
      says: ['Điểm chỉ chấm theo tháng, quý và năm. Chọn một kỳ như vậy để xem.'],
    },
    blank: {
      props: {
        ...given,
        scores: [row.score({ certain: null, possible: null, max: null, possible_line: '', rating_text: '' })],
        items: [
          row.scoreItem({
            points: null,
            next_text: '',
            value_text: '—',
            points_text: '0 – 20',
            divided_text: '',
          }),
        ],
      },
      says: ['Tiến độ giải quyết — — 2.1 Hồ sơ đúng hạn — 0 – 20 20'],
    },
  },
};
