import { byChannel, byField, type Cases, given, noDraw } from './case.ts';
import * as row from './rows.ts';

const none = { site: [], periods: [], indicators: [], readings: [] };
const frame = ['Dữ liệu mẫu, không phải số liệu thật', 'Xã Thử Nghiệm, Tỉnh Thử', row.site.source_line];

const meeting = {
  site: [row.site],
  here: [row.period()],
  counts: [row.statusCount('met', 'Đạt', 1), row.statusCount('missed', 'Chưa đạt', 3)],
  headlines: [row.headline()],
  decisions: [row.decision()],
  groups: [row.groupMonth()],
  hamlets: [row.hamletValue()],
  scores: [row.score(), row.score({ group_id: '1', group_name: 'Tiến độ' })],
  lost: [row.timeLost(), row.timeLost({ dimension: 'field', key_label: 'Đất đai' })],
  on_time: [row.reading()],
  moves: [row.verdictMove()],
  freshness: [row.freshness()],
  without: [{ ...row.withoutData(), short_name: 'Đúng hạn' }],
};
const noMeeting = Object.fromEntries(Object.keys(meeting).map((name) => [name, []]));

/** Components that are a whole page: they are given queries. */
const unplanned = { target: null, target_text: '—', status: 'no_target', status_label: 'Theo dõi' };

export const pageCases: Record<string, Cases> = {
  DataQuality: {
    full: {
      props: {
        site: [row.site],
        deliveries: [row.delivery()],
        refusals: [row.refusal],
        freshness: [row.freshness()],
        comparisons: [row.comparison],
        gaps: [row.gap],
        coverage: [row.coverage()],
      },
      says: [
        ...frame,
        '1 tệp: 12.888 dòng đọc được, 12.876 dòng nhận, 12 dòng từ chối, 7 dòng được sửa.',
        'Hồ sơ thủ tục hành chính: thiếu tệp tháng 9/2026',
        'Số hồ sơ khớp với cổng Báo cáo của đơn vị 1.365 Hồ sơ đơn vị báo cáo phải bằng 1.360 Hồ sơ trên cổng Không khớp Lệch 5 hồ sơ.',
      ],
    },
    empty: {
      props: {
        site: [],
        deliveries: [],
        refusals: [],
        freshness: [],
        comparisons: [],
        gaps: [],
        coverage: [],
      },
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
        gaps: [{ ...row.gap, kind: 'none', text: '' }],
        coverage: [],
      },
      says: ['0 tệp: 0 dòng đọc được', 'Chưa có tệp nào.'],
    },
  },
  Changes: {
    full: {
      props: {
        ...given,
        headlines: [row.headline()],
        moves: [row.verdictMove(), row.verdictMove({ period: '2026-08', way_label: 'Lên đạt' })],
        revisions: [
          row.reading({ before_text: '80,0 %', cause_label: 'tệp mới' }),
          row.reading({ today_text: '85,0 %', revision_cause_label: 'quy tắc thay đổi' }),
        ],
      },
      says: [
        ...frame,
        'So với tháng 8/2026 Xuống chưa đạt: 1 chỉ tiêu',
        'Tỷ lệ buổi tập huấn tổ chức theo kế hoạch 100,0 % 76,9 % Chưa đạt',
        'Tỷ lệ hồ sơ đúng hạn Tháng 9/2026 80,0 % 84,3 % (1.049/1.245) tệp mới',
        'Tháng 9/2026, đã khóa 84,3 % (1.049/1.245) 85,0 % (chưa nêu) quy tắc thay đổi',
      ],
    },
    empty: {
      props: { site: [], periods: [], headlines: [], moves: [], revisions: [] },
      says: ['Kỳ này không có kỳ trước cùng loại', 'không làm khác số liệu nào'],
    },
    blank: {
      props: { ...given, headlines: [row.headline()], moves: [], revisions: [] },
      says: ['Không chỉ tiêu nào đổi kết quả.'],
    },
  },
  Hamlets: {
    full: {
      props: {
        ...given,
        hamlets: [row.hamlet, { ...row.hamlet, key: 'x', key_label: 'Xóm Chưa Có' }],
        indicators: [row.hamletValue(), row.hamletValue({ indicator: 'kin', title: 'Kín' })],
        values: [
          row.hamletValue({ key: row.hamlet.key }),
          row.hamletValue({ key: row.hamlet.key, indicator: 'kin', status: 'suppressed' }),
        ],
      },
      says: [
        ...frame,
        'Tháng 9/2026 Nơi Chưa đạt',
        'Xóm Kênh Mới 1 33,3 %',
        'Chưa có số liệu trong kỳ: Xóm Chưa Có',
      ],
    },
    empty: {
      props: { site: [], periods: [], hamlets: [], indicators: [], values: [] },
      says: ['Chưa có chỉ tiêu nào có kế hoạch được tính theo thôn'],
    },
  },
  HamletPage: {
    full: {
      props: {
        ...given,
        hamlet: [row.hamlet],
        places: [{ period: '2026-09', place: 2 }],
        readings: [row.reading({ breakdown: 'hamlet', key: row.hamlet.key })],
        whole: [{ indicator: 'tthc-dung-han', period: '2026-09', value_text: '90,1 %' }],
      },
      says: [
        ...frame,
        'Tháng 9/2026: 0 trên 1 chỉ tiêu đạt · đứng thứ 2 trong xã',
        'Tỷ lệ hồ sơ đúng hạn 84,3 % 1.049/1.245 cả xã 90,1 %, kế hoạch 95 % 90,1 % 95 % Chưa đạt',
      ],
    },
    empty: {
      props: { site: [], periods: [], hamlet: [], places: [], readings: [], whole: [] },
      says: ['chưa có chỉ tiêu nào đủ số liệu', 'Không có số liệu trong kỳ này.'],
    },
    watched: {
      props: {
        ...given,
        hamlet: [row.hamlet],
        places: [],
        readings: [row.reading({ ...unplanned, breakdown: 'hamlet', key: row.hamlet.key })],
        whole: [],
      },
      says: ['Tháng 9/2026: chưa có chỉ tiêu nào có kế hoạch năm.'],
    },
  },
  GroupPage: {
    full: {
      props: { ...given, groups: given.indicators, outlook: [row.outlook] },
      says: [
        ...frame,
        'Dịch vụ công Người dân, doanh nghiệp làm thủ tục có đúng hạn',
        'Tháng 9/2026: 0 trên 1 chỉ tiêu đạt trong kỳ',
        'Tỷ lệ hồ sơ đúng hạn 84,3 % / 95 % Chưa đạt Khó đạt',
        'Theo nhóm: Dịch vụ công',
      ],
    },
    empty: {
      props: { ...none, groups: [], outlook: [] },
      says: ['Nhóm chỉ tiêu', 'chưa có chỉ tiêu nào đủ số liệu', 'Không có chỉ tiêu nào của nhóm'],
    },
    watched: {
      props: { ...given, readings: [row.reading(unplanned)], groups: given.indicators, outlook: [] },
      says: ['Tháng 9/2026: chưa có chỉ tiêu nào có kế hoạch năm.'],
    },
  },
  IndicatorList: {
    full: {
      props: { ...given, outlook: [row.outlook], hamlets: [row.hamlet] },
      says: [
        ...frame,
        '1 chỉ tiêu',
        'I. Dịch vụ công 1 Tỷ lệ hồ sơ đúng hạn 84,3 %',
        '95 % *',
        'Chỉ tiêu chưa phê duyệt',
      ],
    },
    empty: {
      props: { ...none, outlook: [], hamlets: [] },
      says: ['Không có chỉ tiêu nào như vậy trong kỳ đã chọn.'],
    },
  },
  LookUp: {
    full: {
      props: { site: [row.site], indicators: [row.indicator()] },
      says: [
        ...frame,
        'Từ ngữ, quy tắc · Danh mục chỉ tiêu',
        'Đạt Kết quả bằng hoặc tốt hơn kế hoạch của kỳ.',
        '1 chỉ tiêu',
      ],
    },
    empty: { props: { site: [], indicators: [] }, says: ['Không có chỉ tiêu nào như vậy.'] },
  },
  IndicatorPage: {
    full: {
      props: {
        ...given,
        readings: [...given.readings, row.reading({ period: '2026-07', before_text: '80,0 %' })],
        parts: [byField],
        indicator: given.indicators,
        loads: [row.load],
        differences: [row.difference],
        outlook: [row.outlook],
      },
      says: [
        ...frame.slice(0, 2),
        'Cả năm Khó đạt Đến nay 84,3 %, mục tiêu 95 %',
        'Theo lĩnh vực',
        'Kết quả tất cả các kỳ',
        'Nguồn: Hồ sơ thủ tục hành chính, số liệu đến ngày 31/10/2026.',
        'Thay đổi so với lần cập nhật trước',
        '0a1b2c3d Hồ sơ thủ tục hành chính 01/10/2026 01/09/2026 – 30/09/2026 1.245 12',
      ],
    },
    empty: {
      props: { ...none, parts: [], indicator: [], loads: [], outlook: [], differences: [] },
      says: ['Không có số liệu trong kỳ đã chọn.', noDraw, 'Không có tệp nào có số liệu của kỳ này.'],
    },
  },
  Slides: {
    full: {
      props: meeting,
      says: [
        'Kế hoạch chuyển đổi số năm 2026 Xã Thử Nghiệm, Tỉnh Thử Tháng 9/2026',
        'Cả năm: 14/35 chỉ tiêu đúng hướng',
        'Việc cần quyết định 1/1: Chữ ký số cá nhân',
        'Xóm Kênh Mới 33,3 %',
        'Thay đổi so với tháng 8/2026',
        'Xã Thử Nghiệm · Tháng 9/2026 · số liệu đến ngày 31/10/2026 ◀ 8/8',
        row.site.source_line,
      ],
    },
    empty: {
      props: noMeeting,
      says: ['Chưa có số liệu theo thôn', 'Kỳ này không chấm điểm.', 'Chưa có tháng nào đủ số liệu', '7/7'],
    },
  },
  Brief: {
    full: {
      props: { ...meeting, site: [{ ...row.site, address: 'https://kpi.example.vn' }] },
      says: [
        'Kế hoạch chuyển đổi số năm 2026 · số liệu đến ngày 31/10/2026 Xã Thử Nghiệm, Tỉnh Thử: Tháng 9/2026',
        'Dữ liệu mẫu, không phải số liệu thật',
        'Chữ ký số cá nhân: 38,0 % / 50 %',
        'Tập huấn theo kế hoạch: 100,0 % → 76,9 %',
        'Không có số liệu 1 chỉ tiêu có kế hoạch: Đúng hạn.',
        row.site.source_line,
      ],
    },
    empty: {
      props: noMeeting,
      says: ['chưa có chỉ tiêu nào đủ số liệu để đánh giá.', 'Không có kỳ trước cùng loại'],
    },
  },
  Overview: {
    full: {
      props: {
        ...given,
        here: [row.period()],
        counts: [row.statusCount('met', 'Đạt', 1), row.statusCount('missed', 'Chưa đạt', 1245)],
        headlines: [row.headline()],
        decisions: [row.decision()],
        groups: [row.groupMonth()],
        hamlets: [row.hamletValue()],
        scores: [row.score()],
        lost: [row.timeLost(), row.timeLost({ dimension: 'field', key_label: 'Đất đai' })],
        on_time: [row.reading()],
        freshness: [row.freshness()],
        readings: [row.reading()],
        trends: given.readings,
      },
      says: [
        'Dữ liệu mẫu, không phải số liệu thật',
        row.site.source_line,
        'Cả năm: 14/35 chỉ tiêu đúng hướng',
        'Tháng 9/2026: 1 trên 1.246 chỉ tiêu đạt trong kỳ',
        'Chữ ký số cá nhân: 38,0 % / 50 %',
        'Dịch vụ công 1/6',
        'Xóm Kênh Mới 33,3 %',
        'Thời gian mất nhiều nhất Đất đai 6.804,6 ngày quá hạn, 145 hồ sơ',
        'I. Dịch vụ công 1 Tỷ lệ hồ sơ đúng hạn 84,3 %',
      ],
    },
    empty: {
      props: {
        ...none,
        here: [],
        counts: [],
        headlines: [],
        decisions: [],
        groups: [],
        hamlets: [],
        scores: [],
        lost: [],
        on_time: [],
        freshness: [],
        trends: [],
      },
      says: ['chưa có chỉ tiêu nào đủ số liệu để đánh giá.', 'Chưa có chỉ tiêu nào có kế hoạch năm.'],
    },
  },
  PublicServices: {
    full: {
      props: {
        ...given,
        cards: [row.reading()],
        channels: [byChannel],
        parts: [byField, byChannel],
        lost: [row.timeLost(), row.timeLost({ dimension: 'field', key_label: 'Đất đai' })],
        overdue: [row.overdue()],
        forms: [row.formRow()],
        differences: [{ indicator: 'tthc-dung-han', name: 'Đúng hạn', why: 'khác cách đếm' }],
      },
      says: [
        ...frame,
        'Trong kỳ: 145 hồ sơ giải quyết trễ hoặc đang quá hạn, tổng cộng 6.804,6 ngày sau ngày hẹn',
        'Đất đai 6.804,6 ngày 145 4.627,2 ngày · 124 hồ sơ',
        '13 hồ sơ đang quá hạn',
        'theo hình thức nộp Trực tuyến 0 500 1.000 1.500 1.100 T9',
        'Tổng cộng 1.365 1.100 165 100 1.245 900 300 45 120 117 3',
      ],
    },
    empty: {
      props: {
        ...none,
        cards: [],
        channels: [],
        parts: [],
        lost: [],
        overdue: [],
        forms: [],
        differences: [],
      },
      says: [noDraw, 'Không có số liệu trong kỳ này.', 'Chưa đủ số liệu hồ sơ của kỳ này.'],
    },
  },
  Score766: {
    full: {
      props: {
        ...given,
        scores: [
          row.score(),
          row.score({
            group_id: '2',
            group_name: 'Tiến độ giải quyết',
            certain: 16.9,
            measured: 18.5,
            max: 18.5,
            certain_text: '16,9',
            possible_text: '16,9',
          }),
        ],
        items: [row.scoreItem()],
        steps: [row.scoreStep()],
      },
      says: [
        '63,2 trên 68 điểm đo được; 32 điểm chưa có số liệu',
        'Nếu phần chưa có số liệu được trọn điểm (mục 5.4 nhiều nhất 5,3): 94,5; xếp loại (mức chưa được xác nhận): Trung bình – Xuất sắc',
        'Tiến độ giải quyết 16,9 18,5 2.1 Hồ sơ đúng hạn Chia cho "Hồ sơ tiếp nhận" như trên Cổng; theo cách ghi trong văn bản là 91,2 % 84,3 % 16,85\u00a0* 20',
        'Tiến độ giải quyết 1,60 / 18,5',
        '2.1 Hồ sơ đúng hạn 16,85 / 20 điểm Thêm 1 điểm: cần thêm 63 hồ sơ đạt.',
      ],
    },
    empty: {
      props: { ...none, scores: [], items: [], steps: [] },
      says: ['Điểm chỉ chấm theo tháng, quý và năm. Chọn một kỳ như vậy để xem.'],
    },
    blank: {
      props: {
        ...given,
        scores: [row.score({ certain: null, possible: null, max: null, possible_line: '', rating_text: '' })],
        steps: [],
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
