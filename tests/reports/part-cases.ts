import { byChannel, byField, type Cases, given, noDraw } from './case.ts';
import * as row from './rows.ts';

const period = '2026-09';
const source = {
  fresh: row.freshness(),
  deliveries: [row.delivery()],
  reasons: [row.refusal],
  refused: 12,
  repaired: 7,
  warned: 0,
};
const neverCame = {
  fresh: row.freshness({
    age_days: null,
    data_until: '',
    data_until_text: '',
    due_text: '—',
    days_over: null,
    state: 'none_yet',
    rows_current: 0,
  }),
  deliveries: [],
  reasons: [],
  refused: 0,
  repaired: 0,
  warned: 0,
};

/** Components that pages are made of: they are given rows. */
export const partCases: Record<string, Cases> = {
  BulletBars: {
    full: {
      props: {
        readings: [
          row.reading({ indicator: 'gan', name: 'Gần', judged_value: 90, value_text: '90,0 %' }),
          row.reading(),
          row.ofYearSoFar({ indicator: 'luy-ke', name: 'Lũy kế' }),
        ],
        trends: given.readings,
        indicators: given.indicators,
        outlook: [row.outlook],
      },
      says: [
        'Tỷ lệ hồ sơ đúng hạn 84,3 % / 95 % Chưa đạt Khó đạt Gần 90,0 % / 95 % Chưa đạt Lũy kế',
        'Lũy kế 85 trên 83,3',
      ],
    },
    empty: {
      props: { readings: [], trends: [], indicators: [], outlook: [] },
      says: ['chưa có chỉ tiêu nào của nhóm đủ số liệu'],
    },
    blank: {
      props: { readings: [row.withoutData()], trends: [], indicators: given.indicators, outlook: [] },
      says: ['chưa có chỉ tiêu nào của nhóm đủ số liệu'],
    },
  },
  BreakdownTable: {
    full: {
      props: {
        rows: [byField, { ...byField, period: '2026-08', period_sort: 8 }],
        period,
        head: 'Lĩnh vực',
        testid: 'by-field',
      },
      says: ['Hộ tịch 1.049/1.245 84,3 % Chưa đạt'],
    },
    empty: {
      props: { rows: [], period, head: 'Lĩnh vực', testid: 'by-field' },
      says: ['Chỉ tiêu này không tính theo lĩnh vực hoặc chưa có số liệu trong kỳ.'],
    },
    blank: {
      props: {
        rows: [row.withoutData({ key: 'x', key_label: 'Đất đai' })],
        period,
        head: 'Lĩnh vực',
        testid: 'by-field',
      },
      says: ['Đất đai —'],
    },
    few: {
      props: {
        rows: [row.ofFewCases({ key: 'x', key_label: 'Đất đai' })],
        period,
        head: 'Lĩnh vực',
        testid: 'by-field',
      },
      says: ['Đất đai 0/10 0,0 % 0,0–27,8 % Ít trường hợp'],
    },
    gap: {
      props: {
        rows: [
          { ...byField, key: 'a', key_label: 'Cao' },
          { ...byField, key: 'b', key_label: 'Thấp', value: 50, value_text: '50,0 %' },
          row.withoutData({ key: 'x', key_label: 'Trống' }),
        ],
        period,
        head: 'Lĩnh vực',
        testid: 'by-field',
      },
      says: [
        'Thấp 1.049/1.245 50,0 % Chưa đạt Cao 1.049/1.245 84,3 % Chưa đạt Trống',
        'Nơi yếu nhất đứng trước',
      ],
    },
    judged: {
      props: {
        rows: [row.ofYearSoFar({ key: 'x', key_label: 'Thôn 1' })],
        period,
        head: 'Thôn',
        testid: 'by-hamlet',
      },
      says: ['Thôn 1 5 Đạt Lũy kế 85 trên 83,3'],
    },
  },
  Catalogue: {
    full: {
      props: { indicators: [row.indicator()] },
      says: [
        'I. Dịch vụ công 1 Tỷ lệ hồ sơ đúng hạn hồ sơ đúng hạn ÷ hồ sơ đã tiếp nhận × 100 % % QĐ 766/QĐ-TTg, mục 2.1',
      ],
    },
    empty: { props: { indicators: [] }, says: ['0 chỉ tiêu', 'Không có chỉ tiêu nào như vậy.'] },
    blank: {
      props: { indicators: [row.indicator({ legal: '', owner: '' })] },
      says: ['× 100 % % — —'],
    },
  },
  Downloads: {
    full: {
      props: {
        files: [
          { link: '/du-lieu/chi-tieu.csv', key: 'chi-tieu', format: 'csv', bytes: 533_375, rows: 2108 },
          { link: '/du-lieu/chi-tieu.xlsx', key: 'chi-tieu', format: 'xlsx', bytes: 2_371_576, rows: 2108 },
        ],
      },
      says: ['Kết quả toàn xã', '2.108 dòng. CSV 521 KB Excel 2,3 MB', 'datapackage.json'],
    },
    empty: { props: { files: [] }, says: ['Giấy phép sử dụng do xã quyết định.'] },
  },
  Terms: {
    full: {
      props: {},
      says: [
        'Không nêu để bảo vệ người dân Từ số của phần này có thể biết một nhóm chỉ có 1 đến 4 người',
        'Chắc chắn đạt Phần còn lại của năm thế nào cũng đạt mục tiêu.',
        'Điểm % Chênh lệch giữa hai tỷ lệ',
      ],
    },
  },
  ChartFrame: {
    large: {
      props: {
        label: 'Số tiền',
        ticks: [0, 500_000, 2_500_000, 1_500_000_000],
        slots: [{ id: period, text: 'T9' }],
        current: period,
      },
      says: ['Số tiền 0 500.000 2,5 triệu 1,5 tỷ T9'],
    },
    judged: {
      props: {
        label: 'Có hay chưa',
        legend: [{ name: 'Kỳ chưa kết thúc', mark: 'open' }],
        ticks: [0, 1],
        names: ['Chưa', 'Có'],
        slots: [{ id: period, text: 'T9', marks: '■' }],
        notes: ['■ kỳ đã khóa số liệu'],
        current: period,
      },
      says: ['Kỳ chưa kết thúc Chưa Có T9 ■ ■ kỳ đã khóa số liệu'],
    },
    full: {
      props: {
        label: 'Kết quả từng tháng',
        legend: [{ name: 'Kế hoạch', mark: 'dashed' }],
        ticks: [95, 97.5, 100],
        slots: [{ id: period, text: 'T9' }],
        current: period,
      },
      says: ['Kết quả từng tháng Kế hoạch 95 97,5 100', 'T9'],
    },
    empty: {
      props: { label: 'Kết quả từng tháng', ticks: [0, 1], slots: [], current: undefined },
      says: ['Kết quả từng tháng 0 1'],
    },
  },
  Comparisons: {
    full: {
      props: { rows: [row.comparison] },
      says: ['1.365 Hồ sơ đơn vị báo cáo phải bằng 1.360 Hồ sơ trên cổng Không khớp'],
    },
    empty: { props: { rows: [] }, says: [] },
  },
  CoverageGrid: {
    full: {
      props: {
        rows: [
          row.coverage(),
          row.coverage({
            period: '2026-08',
            period_label: 'Tháng 8/2026',
            state: 'complete',
            state_label: 'Đủ',
          }),
          row.coverage({ source: 'x', source_title: 'Nguồn chưa có', state: 'none', state_label: 'Chưa có' }),
        ],
      },
      says: ['Nguồn T8 T9 Hồ sơ thủ tục hành chính ● Đủ ○ Thiếu tệp Nguồn chưa có', '○ thiếu tệp; ● đủ'],
    },
    empty: { props: { rows: [] }, says: [] },
  },
  Decisions: {
    full: {
      props: {
        decisions: [
          row.decision(),
          row.decision({ place: 2, name: 'Định danh mức 2', since_text: '', worst_text: '', more_text: '' }),
        ],
      },
      says: [
        'Chữ ký số cá nhân: 38,0 % / 50 %',
        'Cần thêm 6,1 điểm % mỗi tháng; tốt nhất 3,1 điểm (tháng 10).',
        'Chưa đạt từ tháng 1/2026. Thấp nhất: Xóm Kênh Mới 33,3\u00a0%.',
        'Công an xã · thêm 3.054 trường hợp đạt trước 31/12/2026',
        'Cách chọn Chỉ tiêu còn đạt được',
      ],
    },
    blank: {
      props: { decisions: [row.decision({ value: null, needed_text: '', actor: '', more_text: '' })] },
      says: ['trước 31/12/2026'],
    },
    empty: { props: { decisions: [] }, says: [] },
  },
  DifferenceList: {
    full: {
      props: {
        head: 'Thay đổi',
        rows: [
          { period, period_label: 'Tháng 9/2026', old_text: '84,3 %', new_text: '85,0 %', why: 'dòng mới' },
        ],
      },
      says: ['Thay đổi Tháng 9/2026: 84,3 % → 85,0 %; dòng mới'],
    },
    empty: { props: { head: 'Thay đổi', rows: [] }, says: [] },
  },
  FigureNotes: {
    full: {
      props: { rows: [{ name: 'Biểu 06/VPCP', link: '/dich-vu-cong', why: 'Xét cả hồ sơ từ kỳ trước.' }] },
      says: ['Vì sao khác số ở chỗ khác: Biểu 06/VPCP: Xét cả hồ sơ từ kỳ trước.'],
    },
    empty: { props: { rows: [] }, says: [] },
  },
  FieldMatrix: {
    full: {
      props: { readings: [byField], indicators: given.indicators, head: 'Lĩnh vực', testid: 'by-field' },
      says: ['Lĩnh vực Đúng hạn Hộ tịch Chưa đạt: 84,3 %'],
    },
    empty: {
      props: { readings: [], indicators: [], head: 'Lĩnh vực', testid: 'by-field' },
      says: ['Không có số liệu trong kỳ này.'],
    },
  },
  GroupLinks: {
    full: {
      props: {
        groups: [...given.indicators, { group_id: 'dat-dai', group_name: 'Đất đai' }],
        current: 'dich-vu-cong',
      },
      says: ['Theo nhóm: Dịch vụ công Đất đai'],
    },
    empty: { props: { groups: [] }, says: [] },
  },
  GroupMonths: {
    full: {
      props: {
        rows: [
          row.groupMonth({ period: '2026-10', period_short: 'T10', period_sort: 10, met: 6 }),
          row.groupMonth(),
          row.groupMonth({ group_id: 'dat-dai', group_name: 'Đất đai', group_order: 2, met: 0, judged: 0 }),
          row.groupMonth({
            group_id: 'dat-dai',
            group_name: 'Đất đai',
            group_order: 2,
            period: '2026-10',
            period_sort: 10,
            met: 0,
            judged: 1,
          }),
        ],
        period: '2026-09',
      },
      says: ['Nhóm T9 T10', 'Dịch vụ công 1/6 6/6 Đất đai — 0/1'],
    },
    empty: { props: { rows: [] }, says: [] },
  },
  HamletTiles: {
    full: {
      props: {
        hamlets: [
          row.hamlet,
          { ...row.hamlet, key: 'Xóm Cửa Đáy', key_label: 'Xóm Cửa Đáy', map_row: 2, map_column: 1 },
          { ...row.hamlet, key: 'Xóm Mới Tách', key_label: 'Xóm Mới Tách', map_row: null, map_column: null },
        ],
        columns: [{ indicator: 'vneid-muc-2', title: 'Định danh' }],
        values: [
          {
            key: row.hamlet.key,
            indicator: 'vneid-muc-2',
            value_text: '88,7 %',
            status: 'missed',
            status_label: 'Chưa đạt',
          },
        ],
      },
      says: ['Xóm Kênh Mới đạt 0/1', 'Xóm Cửa Đáy —', 'Chưa có ô: Xóm Mới Tách.'],
    },
    empty: { props: { hamlets: [{ ...row.hamlet, map_row: null }], columns: [], values: [] }, says: [] },
  },
  HamletValues: {
    full: {
      props: {
        rows: [
          row.hamletValue({
            key: 'b',
            key_label: 'Xóm Cửa Đáy',
            place: 2,
            value_text: '51,0 %',
            status: 'met',
            status_label: 'Đạt',
          }),
          row.hamletValue(),
          row.hamletValue({
            indicator: 'vneid-muc-2',
            title: 'Định danh',
            sort_key: 32,
            value_text: '88,7 %',
          }),
        ],
        most: 12,
      },
      says: [
        'Thôn, xóm, tổ dân phố: yếu nhất trước',
        'Nơi Định danh Chữ ký số cá nhân Xóm Kênh Mới 88,7 % 33,3 % Xóm Cửa Đáy — 51,0 %',
      ],
    },
    blank: {
      props: { rows: [row.hamletValue(), row.hamletValue({ key: 'b', place: 2 })], most: 1 },
      says: ['yếu nhất trước xem cả 2 nơi'],
    },
    empty: { props: { rows: [] }, says: [] },
  },
  Headline: {
    full: {
      props: {
        headline: row.headline(),
        counts: [row.statusCount('met', 'Đạt', 5), row.statusCount('missed', 'Chưa đạt', 7)],
        label: 'Tháng 9/2026',
      },
      says: [
        'Cả năm: 14/35 chỉ tiêu đúng hướng hoặc chắc chắn đạt · 6 khó đạt · 14 không còn khả năng đạt · 1 chưa đủ căn cứ',
        'Tháng 9/2026: 5 trên 12 chỉ tiêu đạt trong kỳ · so với tháng 8:',
        '1 lên đạt · 1 xuống chưa đạt (Theo kế hoạch: 100,0 % → 76,9 %)',
        '· 2 không còn đánh giá',
      ],
    },
    blank: {
      props: {
        headline: row.headline({ better: 0, worse: 0, unjudged: 0, unlikely: 0, impossible: 0, unknown: 0 }),
        counts: [row.statusCount('met', 'Đạt', 5)],
        label: 'Tháng 9/2026',
      },
      says: [
        'Cả năm: 14/14 chỉ tiêu đúng hướng hoặc chắc chắn đạt',
        'so với tháng 8: không chỉ tiêu nào đổi kết quả',
      ],
    },
    watched: {
      props: {
        headline: undefined,
        counts: [row.statusCount('no_target', 'Theo dõi', 3), row.statusCount('met', 'Đạt', 0)],
        label: 'Tháng 9/2026',
      },
      says: ['Tháng 9/2026: chưa có chỉ tiêu nào có kế hoạch năm.'],
    },
    empty: {
      props: { headline: undefined, counts: [], label: 'Tháng 9/2026' },
      says: ['Tháng 9/2026: chưa có chỉ tiêu nào đủ số liệu để đánh giá.'],
    },
  },
  HistoryTable: {
    full: {
      props: { rows: [row.reading()], periods: given.periods, period },
      says: ['So với kỳ trước Tháng Tháng 9/2026 1.049 1.245 84,3 % 95 % Chưa đạt +2,2 điểm'],
    },
    empty: {
      props: { rows: [], periods: given.periods, period: undefined },
      says: ['Không có số liệu ở kỳ nào.'],
    },
    ripening: {
      props: { rows: [row.ripening()], periods: given.periods, period },
      says: ['Sau cùng số ngày', 'Tháng 9/2026 1.049 1.245 84,3 % 85,1 % 95 % Chưa đạt'],
    },
    blank: {
      props: { rows: [row.withoutData()], periods: given.periods, period },
      says: ['Tháng 9/2026 — — Không có số liệu —'],
    },
    judged: {
      props: { rows: [row.ofYearSoFar()], periods: given.periods, period },
      says: ['Tháng 9/2026 5 8,3 Đạt Lũy kế 85 trên 83,3'],
    },
  },
  IndicatorFacts: {
    full: {
      props: { indicator: row.indicator(), reading: row.reading() },
      says: [
        'Trong kỳ đã chọn 1.049/1.245',
        'Kế hoạch 95 %',
        'Nhóm Dịch vụ công',
        'Xem quy tắc Phiên bản 0a1b 2c3d 4e5f',
      ],
    },
    empty: {
      props: { indicator: undefined, reading: undefined },
      says: ['Định nghĩa — Công thức — Tử số —'],
    },
  },
  IndicatorTable: {
    full: {
      props: {
        readings: [row.reading()],
        indicators: given.indicators,
        trends: given.readings,
        compared: { label: 'Tháng 3/2026', texts: new Map([['tthc-dung-han', '70,1 %']]) },
      },
      says: [
        '84,3 % / 95 % * Chưa đạt 1.049/1.245 95 % * Chưa đạt +2,2 điểm 70,1 %',
        'Tháng 3/2026',
        '* Chỉ tiêu chưa phê duyệt',
      ],
    },
    empty: {
      props: { readings: [], indicators: [], trends: [] },
      says: ['Chưa có chỉ tiêu nào có kế hoạch năm.'],
    },
    blank: {
      props: { readings: [row.withoutData()], indicators: given.indicators, trends: [] },
      says: ['Không có số liệu —'],
    },
    few: {
      props: { readings: [row.ofFewCases()], indicators: given.indicators, trends: [] },
      says: ['0,0 %', '0/10 · có thể 0,0–27,8 %', 'Ít trường hợp'],
    },
    judged: {
      props: { readings: [row.ofYearSoFar()], indicators: given.indicators, trends: [] },
      says: ['Đạt', 'Lũy kế 85 trên 83,3'],
    },
  },
  LoadTable: {
    full: {
      props: { loads: [{ ...row.load, rows: null }] },
      says: ['01/10/2026 01/09/2026 – 30/09/2026 — 12'],
    },
    empty: { props: { loads: [] }, says: ['Không có tệp nào có số liệu của kỳ này.'] },
  },
  MeasureCards: {
    full: {
      props: {
        score: row.score(),
        lost: [row.timeLost(), row.timeLost({ dimension: 'field', key_label: 'Đất đai' })],
        onTime: row.reading({ change_note: 'So với kỳ trước sau cùng số ngày: 82,1 %' }),
        freshness: [row.freshness(), row.freshness({ source_title: 'Dân cư', state: 'late' })],
      },
      says: [
        'Điểm QĐ 766 trên phần đo được 63,2 trên 68 điểm đo được',
        'Đất đai 6.804,6 ngày quá hạn, 145 hồ sơ',
        'So với kỳ trước sau cùng số ngày: 82,1 %',
        'Chậm hoặc cũ:',
      ],
    },
    empty: {
      props: { score: undefined, lost: [], onTime: undefined, freshness: [] },
      says: ['Kỳ này không chấm điểm.', 'Chưa có số liệu hồ sơ của kỳ.', '0/0', 'Không nguồn nào chậm'],
    },
    blank: {
      props: {
        score: row.score({ certain: null, possible: null, max: null }),
        lost: [row.timeLost({ late: 0 })],
        onTime: row.reading(),
        freshness: [],
      },
      says: ['Không có hồ sơ quá hạn', 'So với kỳ trước: +2,2 điểm'],
    },
  },
  OutlookSentence: {
    full: { props: { outlook: row.outlook }, says: ['Khó đạt Đến nay 84,3 %, mục tiêu 95 %'] },
    empty: { props: { outlook: undefined }, says: [] },
  },
  OutlookMark: { full: { props: { name: 'impossible' }, says: [] } },
  Overdue: {
    full: { props: { rows: [row.overdue()] }, says: ['13 hồ sơ đang quá hạn', 'Từ 0 đến dưới 5 ngày 13'] },
    empty: { props: { rows: [] }, says: ['Chưa có số liệu hồ sơ.'] },
    blank: { props: { rows: [row.overdue({ dossiers: null })] }, says: ['Từ 0 đến dưới 5 ngày —'] },
  },
  OverviewHead: {
    full: {
      props: { site: row.site, period: row.period(), periods: given.periods, freshness: [] },
      says: ['Xã Thử Nghiệm', 'Tháng 9/2026', '01/09/2026 – 30/09/2026', 'Dữ liệu mẫu'],
    },
    empty: { props: { site: undefined, period: undefined, periods: [], freshness: [] }, says: ['Tổng quan'] },
  },
  PageHead: {
    full: { props: { site: row.site, title: 'Chỉ tiêu', lead: 'Toàn bộ.' }, says: ['Chỉ tiêu Toàn bộ.'] },
    empty: { props: { site: undefined, title: 'Chỉ tiêu' }, says: ['Chỉ tiêu'] },
  },
  PeriodChooser: {
    full: {
      props: { periods: [row.period({ state: 'open', is_locked: true })], period },
      says: ['Tháng 9/2026: từ 01/09/2026 đến 30/09/2026, kỳ chưa kết thúc, đã khóa số liệu'],
    },
    empty: { props: { periods: [], period: undefined }, says: ['Kỳ báo cáo'] },
  },
  PeriodLinks: {
    full: { props: { periods: given.periods, period }, says: ['Tháng: Tháng 9/2026 · Tháng 10/2026'] },
    empty: { props: { periods: [] }, says: ['Tất cả các kỳ'] },
  },
  PeriodSwitch: {
    full: {
      props: { periods: given.periods, period: given.periods[0], pages: '/ky/' },
      says: ['Tháng 9/2026 ▶'],
    },
    empty: { props: { periods: [], period: undefined, pages: '/ky/' }, says: ['Kỳ báo cáo'] },
  },
  ReadingCard: {
    full: {
      props: { reading: row.reading() },
      says: ['84,3 % Chưa đạt Kế hoạch 95 % Tử số/mẫu số 1.049/1.245 So với kỳ trước +2,2 điểm'],
    },
    empty: { props: { reading: undefined }, says: [] },
    ripening: {
      props: { reading: row.ripening() },
      says: [
        'Còn 12 hồ sơ chưa xong, tỷ lệ có thể thay đổi',
        'xét như ngày 31/08/2026: 82,1 % Hồ sơ chưa xong được xét đến hết ngày 30/09/2026',
      ],
    },
    blank: { props: { reading: row.withoutData() }, says: ['— Không có số liệu So với kỳ trước —'] },
    gap: {
      props: { reading: row.withoutFile() },
      says: ['— thiếu tệp tháng 9/2026 Thiếu tệp So với kỳ trước —'],
    },
    few: {
      props: { reading: row.ofFewCases() },
      says: ['0,0 % có thể 0,0–27,8 % Ít trường hợp Kế hoạch 95 %'],
    },
    judged: {
      props: { reading: row.ofYearSoFar() },
      says: ['5 Đạt Lũy kế 85 trên 83,3 Kế hoạch 8,3'],
    },
  },
  SampleBanner: { full: { props: {}, says: ['Dữ liệu mẫu, không phải số liệu thật'] } },
  ScoreLosses: {
    full: {
      props: {
        groups: [
          row.score({ group_id: '1', group_name: 'Ít', certain: 9.5, measured: 10, sort_key: 1 }),
          row.score({ group_id: '2', group_name: 'Nhiều', certain: 16.85, measured: 20, sort_key: 2 }),
          row.score({ group_id: '3', group_name: 'Chưa đo', certain: 0, measured: 0, sort_key: 3 }),
        ],
      },
      says: ['Nhiều 3,15 / 20 Ít 0,50 / 10', 'Chưa đo được điểm nào: Chưa đo.'],
    },
    empty: { props: { groups: [] }, says: [] },
    blank: { props: { groups: [row.score({ certain: null, measured: null })] }, says: [] },
  },
  ScoreWhatIf: {
    full: {
      props: { items: [row.scoreItem()], steps: [row.scoreStep(), row.scoreStep({ cases: 126 })] },
      says: ['2.1 Hồ sơ đúng hạn 16,85 / 20 điểm Thêm 1 điểm: cần thêm 63 hồ sơ đạt.'],
    },
    empty: { props: { items: [], steps: [] }, says: [] },
  },
  SourceDetail: {
    full: {
      props: { source },
      says: [
        '1 tệp · từ chối 12 · sửa 7 · cảnh báo 0',
        '12.888 trong 12.889 dòng của tệp 12.876 12 0 7 0 01/09/2026 – 30/09/2026 tệp của ngày 31/10/2026',
      ],
    },
    blank: {
      props: {
        source: {
          ...source,
          deliveries: [
            row.delivery({
              state: 'held',
              state_label: 'Giữ lại, chờ quyết định',
              reason_text: 'Danh sách ngắn đi nhiều',
            }),
          ],
        },
      },
      says: [
        'Nhận ngày 01/10/2026 Chi tiết tệp Mã 0a1b2c3d · csv · utf-8',
        'Giữ lại, chờ quyết định Danh sách ngắn đi nhiều',
      ],
    },
    empty: {
      props: { source: neverCame },
      says: ['Không có dòng nào bị từ chối, sửa hoặc cảnh báo.', 'Chưa có tệp nào.'],
    },
  },
  SourceLine: {
    full: { props: { site: row.site }, says: [`${row.site.source_line} (giờ Việt Nam).`] },
    empty: { props: { site: undefined }, says: [] },
  },
  SourceTable: {
    full: {
      props: { sources: [source, neverCame] },
      says: [
        'Quá hạn · quá 29 ngày so với hạn 02/10/2026 Lịch nộp: hằng ngày 30/09/2026 31 ngày trước 12.876 1 12 7',
        'Chưa có 0 0 0 0',
      ],
    },
    empty: { props: { sources: [] }, says: ['Chưa có nguồn dữ liệu nào.'] },
  },
  Sparkline: {
    full: { props: { values: [82.1, null, 84.26], target: 95, label: 'Xu hướng' }, says: [] },
    empty: { props: { values: [] }, says: [] },
    blank: { props: { values: [null, null], target: 95 }, says: [] },
  },
  StackedBars: {
    full: {
      props: { rows: [byChannel, { ...byChannel, key: 'post', value: null }], period, label: 'Số hồ sơ' },
      says: ['Số hồ sơ Trực tuyến', '1.100'],
    },
    empty: { props: { rows: [], period: undefined, label: 'Số hồ sơ' }, says: [noDraw] },
  },
  StateChips: {
    full: {
      props: {
        period: row.period({
          state_text: 'Kỳ chưa kết thúc',
          gap_text: 'Phản ánh, kiến nghị',
          thin_text: 'Dân cư theo thôn',
          held_text: 'Chi trả an sinh',
        }),
        freshness: [row.freshness({ state: 'stale', age_days: 31 })],
        isSample: true,
      },
      says: [
        'Dữ liệu mẫu',
        'Kỳ chưa kết thúc',
        'Chưa khóa số liệu',
        'số liệu cũ 31 ngày',
        'Thiếu tệp: Phản ánh, kiến nghị',
        'Tệp chưa nhận: Chi trả an sinh',
        'Số liệu chưa đủ: Dân cư theo thôn',
      ],
    },
    blank: {
      props: { period: row.period(), freshness: [row.freshness({ state: 'none_yet', age_days: null })] },
      says: ['Chưa khóa số liệu Chưa có tệp số liệu nào'],
    },
    empty: { props: { period: undefined, freshness: [] }, says: ['Chưa khóa số liệu'] },
    judged: { props: { period: row.period({ is_locked: true }), freshness: [] }, says: ['Đã khóa số liệu'] },
  },
  StatusBadge: { full: { props: { status: 'met', label: 'Đạt' }, says: ['Đạt'] } },
  StatusCards: {
    full: { props: { counts: [row.statusCount('met', 'Đạt', 1245)] }, says: ['Đạt 1.245 / 1.245 chỉ tiêu'] },
    empty: { props: { counts: [] }, says: [] },
    blank: {
      props: { counts: [{ ...row.statusCount('met', 'Đạt', 0), indicators: null }] },
      says: ['Đạt — / 0 chỉ tiêu'],
    },
  },
  StatusMark: { full: { props: { status: 'met' }, says: [] } },
  TableFrame: { full: { props: { label: 'Bảng' }, says: [] } },
  TimeLost: {
    full: {
      props: {
        rows: [
          row.timeLost(),
          row.timeLost({
            dimension: 'field',
            key_label: 'Đất đai',
            late: 66,
            days_late_text: '3.004,9 ngày',
          }),
          row.timeLost({ dimension: 'procedure', key_label: 'Chứng thực' }),
        ],
      },
      says: ['145 hồ sơ giải quyết trễ', 'Lĩnh vực', 'Đất đai 3.004,9 ngày 66', 'Thủ tục'],
    },
    empty: { props: { rows: [] }, says: ['Chưa đủ số liệu hồ sơ của kỳ này.'] },
    blank: {
      props: { rows: [] },
      says: ['Chưa đủ số liệu hồ sơ của kỳ này.'],
    },
  },
  TrendChart: {
    full: {
      props: { rows: [...given.readings].reverse(), period, unit: '%', label: 'Kết quả từng tháng' },
      says: ['Kết quả từng tháng (%) Thực hiện Kế hoạch', 'T8 T9'],
    },
    judged: {
      props: {
        rows: [
          row.reading({
            period: '2026-01',
            period_short: 'T1',
            today_text: '85,0 %',
            revision_cause_label: 'công thức thay đổi',
          }),
          row.reading({ period: '2026-02', period_short: 'T2', state: 'open' }),
        ],
        period,
        unit: '%',
        label: 'Kết quả từng tháng',
        outlook: row.outlook,
        locked: ['2026-01'],
      },
      says: [
        'Thực hiện Kế hoạch Kỳ chưa kết thúc Từ nay cần 99,2 % Dự kiến cả năm 85,0 % – 90,1 %',
        'cần 99,2 %',
        'T1 ■△ T2 T3',
        'T12 Năm ■ kỳ đã khóa số liệu · △ T1: số hôm nay khác số đã khóa, công thức thay đổi',
      ],
    },
    ripening: {
      props: {
        rows: [row.reading({ period: '2026-01', period_short: 'T1' })],
        period,
        unit: '%',
        label: 'Kết quả từng tháng',
        outlook: { ...row.outlook, course: 'state', required: 6, required_text: '6,1 điểm %' },
      },
      says: [
        'Từ nay cần thêm 6,1 điểm % mỗi tháng Dự kiến cuối năm 85,0 % – 90,1 %',
        'cần thêm 6,1 điểm % mỗi tháng',
        '85,0 % – 90,1 %',
      ],
    },
    few: {
      props: {
        rows: [row.reading({ unit: 'yes_no', value: 1, value_text: 'Có', target: null })],
        period,
        unit: 'có/chưa',
        label: 'Kết quả',
      },
      says: ['Kết quả (có/chưa) Chưa Có'],
    },
    gap: {
      props: {
        rows: [row.reading({ unit: 'count', value: 2, value_text: '2', target: null })],
        period,
        unit: 'sự cố',
        label: 'Kết quả',
      },
      says: ['Kết quả (sự cố) 0 1 2 '],
    },
    empty: { props: { rows: [], period: undefined, unit: '%', label: 'Kết quả' }, says: [noDraw] },
    blank: {
      props: {
        rows: [row.withoutData(), row.reading({ period: '2026-10' })],
        period,
        unit: '%',
        label: 'Kết quả',
      },
      says: ['Kết quả (%)'],
    },
  },
  Vpcp06: {
    full: {
      props: {
        rows: [row.formRow(), row.formRow({ field: 'Hộ tịch', field_label: 'Hộ tịch', row_order: 1 })],
      },
      says: ['Tổng cộng 1.365', '1. Hộ tịch 1.365 1.100 165 100 1.245 900 300 45 120 117 3'],
    },
    empty: { props: { rows: [] }, says: ['Không có số liệu trong kỳ này.'] },
    blank: { props: { rows: [row.formRow({ received_total: null })] }, says: ['Tổng cộng — 1.100'] },
    gap: {
      props: { rows: [row.formRow({ received_total: null, gap_text: 'thiếu tệp tháng 9/2026' })] },
      says: ['thiếu tệp tháng 9/2026'],
    },
  },
  Slide: {
    full: {
      props: { number: 2, count: 8, title: 'Nhóm', foot: 'Xã Thử Nghiệm' },
      says: ['Nhóm Xã Thử Nghiệm 2/8'],
    },
  },
  SlideDecision: {
    full: {
      props: { row: row.decision() },
      says: [
        'Tỷ lệ có chữ ký số cá nhân 38,0 % kế hoạch 50 %',
        'Cần thêm 6,1 điểm % mỗi tháng',
        'Công an xã: thêm 3.054 trường hợp đạt trước 31/12/2026',
      ],
    },
    blank: {
      props: {
        row: row.decision({
          value: null,
          target: null,
          needed_text: '',
          since_text: '',
          worst_text: '',
          more_text: '',
        }),
      },
      says: ['Công an xã trước 31/12/2026'],
    },
  },
  ScoreBars: {
    full: {
      props: {
        scores: [
          row.score(),
          row.score({
            group_id: '1',
            group_name: 'Tiến độ',
            certain_text: '19,3',
            possible_text: '19,3',
            max: 20,
          }),
        ],
      },
      says: ['63,2 trên 68 điểm đo được', 'Tiến độ 19,3 / 20', 'xếp loại (mức chưa được xác nhận)'],
    },
    empty: { props: { scores: [] }, says: ['Kỳ này không chấm điểm.'] },
    blank: {
      props: {
        scores: [
          row.score({ certain: null, possible: null, max: null, possible_line: '', rating_text: '' }),
          row.score({ group_id: '1', group_name: 'Tiến độ', certain: null, possible: null, max: null }),
        ],
      },
      says: ['Tiến độ 63,2 – 94,5 / —'],
    },
  },
  LostBars: {
    full: {
      props: {
        lost: [row.timeLost(), row.timeLost({ dimension: 'field', key_label: 'Đất đai' })],
        onTime: row.reading(),
      },
      says: [
        'Cả xã: 6.804,6 ngày quá hạn, 145 hồ sơ.',
        'Đất đai 6.804,6 ngày 145 hồ sơ',
        'Hồ sơ đúng hạn: 84,3 %, kế hoạch 95 %. So với kỳ trước: +2,2 điểm.',
      ],
    },
    empty: { props: { lost: [] }, says: ['Chưa đủ số liệu hồ sơ của kỳ.'] },
    blank: {
      props: {
        lost: [
          row.timeLost({ late: 0, days_late: 0 }),
          row.timeLost({ dimension: 'field', late: null, days_late: null }),
        ],
      },
      says: ['Không có hồ sơ quá hạn.'],
    },
    ripening: { props: { lost: [], onTime: row.ripening() }, says: ['So với kỳ trước sau cùng số ngày'] },
  },
  MoveList: {
    full: {
      props: {
        previous: 'Tháng 8/2026',
        most: 1,
        moves: [
          row.verdictMove({ way: 'better', way_label: 'Lên đạt', indicator: 'khac' }),
          row.verdictMove({ before_text: '' }),
        ],
      },
      says: ['Xuống chưa đạt: 1 chỉ tiêu', 'Tập huấn theo kế hoạch: — → 76,9 %', 'và 1 chỉ tiêu khác'],
    },
    empty: { props: { previous: 'Tháng 8/2026', moves: [] }, says: ['Không chỉ tiêu nào đổi kết quả.'] },
    gap: { props: { moves: [] }, says: ['Không có kỳ trước cùng loại trong năm'] },
  },
  SourcesNow: {
    full: {
      props: {
        freshness: [row.freshness(), row.freshness({ state: 'fresh' })],
        period: row.period({ gap_text: 'Hồ sơ tháng 9' }),
        most: 1,
        without: ['Một', 'Hai'].map((short_name) => ({ ...row.withoutFile(), short_name })),
      },
      says: [
        '1/2 nguồn đúng hạn.',
        'Quá hạn: Hồ sơ thủ tục hành chính, số liệu đến 30/09/2026.',
        'Thiếu tệp: Hồ sơ tháng 9.',
        'Thiếu tệp 2 chỉ tiêu có kế hoạch: Một và 1 chỉ tiêu khác.',
      ],
    },
    empty: { props: { freshness: [], period: undefined, without: [] }, says: ['0/0 nguồn'] },
    blank: {
      props: {
        freshness: [row.freshness({ state: 'none_yet', state_label: 'Chưa có', data_until_text: '' })],
        period: undefined,
        without: [],
      },
      says: ['Chưa có: Hồ sơ thủ tục hành chính.'],
    },
  },
  QrCode: { full: { props: { address: 'https://kpi.example.vn/ky/2026-09/' }, says: [] } },
};
