import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';

type Row = (string | number)[];
type Sheets = Record<string, Row[]>;

/** A register as an office keeps it: its files, and what a person makes of them by commands alone. */
export interface Register {
  id: string;
  title: string;
  /** Name of a file → its sheets, or its text. */
  files: Record<string, Sheets | string>;
  /** Records in all files together. */
  records: number;
  /** Words after `indicator new <id>`. */
  indicator: string[];
  /** Period → value of the whole, computed by hand. */
  readings: Record<string, number>;
  /** Part → value in the last of these periods, where the indicator is broken down. */
  parts?: Record<string, number>;
}

const officials: Row[] = [
  ['UBND XÃ BỊA', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
  ['PHÒNG VĂN HÓA - XÃ HỘI', '', '', 'Độc lập - Tự do - Hạnh phúc'],
  [],
];
const signed = (day: string): Row[] => [
  [],
  ['', '', '', day],
  ['', 'Người lập biểu', '', 'TM. ỦY BAN NHÂN DÂN'],
  [],
  ['', 'Trần Thị Bịa', '', 'Phạm Văn Bịa'],
];
const family = ['Nguyễn Văn', 'Trần Thị', 'Lê Văn', 'Phạm Thị', 'Vũ Đình'];
const given = ['Mẫu', 'Thử', 'Giả', 'Bịa', 'Ví', 'Dụ', 'Tạm'];
const person = (n: number): string =>
  `${family[n % family.length]} ${given[n % given.length]} ${given[(n * 3 + 1) % given.length]}`;
const two = (n: number): string => String(n).padStart(2, '0');
const count = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

/** Health checks: a sheet a hamlet, the month in the title, a summary beside them. */
function healthChecks(): Register {
  const hamlets: [string, number, number][] = [
    // Five and more on either side: fewer would not be told of a hamlet.
    ['Thôn Đông', 24, 18],
    ['Thôn Đoài', 20, 15],
    ['Xóm Bến Đò', 10, 5],
  ];
  const sheets: Sheets = {};
  let n = 0;
  for (const [hamlet, people, sound] of hamlets)
    sheets[hamlet] = [
      ['DANH SÁCH KHÁM SỨC KHỎE ĐỊNH KỲ THÁNG 10/2026'],
      [],
      ['STT', 'Mã phiếu', 'Họ và tên', 'Ngày khám', 'Kết quả', 'Có thẻ BHYT'],
      ...count(people).map((at): Row => {
        n += 1;
        return [
          at,
          `KSK-${two(n)}`,
          person(n),
          `${two(at)}/10/2026`,
          at <= sound ? 'Bình thường' : 'Cần theo dõi',
          at % 3 === 0 ? '' : 'x',
        ];
      }),
    ];
  sheets['Tổng hợp'] = [['Thôn', 'Số người'], ...hamlets.map(([hamlet, people]): Row => [hamlet, people])];
  return {
    id: 'kham-suc-khoe',
    title: 'Khám sức khỏe định kỳ',
    files: { 'kham-suc-khoe-2026-10.xlsx': sheets },
    records: 54,
    indicator: [
      '--kind',
      'share',
      '--where',
      'ket_qua=Bình thường',
      '--date',
      'ngay_kham',
      '--by',
      'hamlet',
      '--title',
      'Tỷ lệ người khám có kết quả bình thường',
      '--target',
      '60',
      '--target-source',
      'Kế hoạch, mục III.5',
    ],
    readings: { '2026-10': (100 * 38) / 54 },
    parts: { 'Thôn Đông': 75, 'Thôn Đoài': 75, 'Xóm Bến Đò': 50 },
  };
}

/** Taxes: twelve months across under one label, the last ones still blank, and a total below. */
function taxes(): Register {
  const months = count(12);
  const paid = (n: number, month: number): number | '' =>
    month > 10 ? '' : (((n * 7 + month * 3) % 9) + 1) * 100_000;
  const sum = (month: number): number => count(8).reduce((all, n) => all + Number(paid(n, month)), 0);
  return {
    id: 'thue-khoan',
    title: 'Thuế khoán hộ kinh doanh',
    files: {
      'thue-khoan-2026.xlsx': {
        '2026': [
          ['BẢNG THEO DÕI THU THUẾ KHOÁN HỘ KINH DOANH NĂM 2026'],
          [],
          ['STT', 'Mã số thuế', 'Tên hộ kinh doanh', 'Địa bàn', 'Số thuế đã nộp theo tháng (đồng)'],
          ['', '', '', '', ...months.map((month) => `Tháng ${month}`)],
          ...count(8).map(
            (n): Row => [
              n,
              `36005000${two(n)}`,
              `Hộ Bịa ${n}`,
              n % 2 ? 'Thôn Đông' : 'Thôn Đoài',
              ...months.map((month) => paid(n, month)),
            ],
          ),
          ['', '', 'Tổng cộng', '', ...months.map((month) => (month > 10 ? '' : sum(month)))],
        ],
      },
    },
    records: 80,
    indicator: [
      '--kind',
      'amount',
      '--sum',
      'so_thue_da_nop_theo_thang_dong',
      '--date',
      'ky',
      '--title',
      'Số thuế khoán đã nộp',
      '--better',
      'higher',
    ],
    readings: { '2026-03': sum(3), '2026-10': sum(10) },
  };
}

/** Vaccinations: two months, the second with another label for the place. */
function vaccinations(): Register {
  const rows = (month: number, n: number): Row[] =>
    count(n).map((at) => [
      at,
      `TC-${month}-${two(at)}`,
      person(at),
      `0${(at % 9) + 1}/0${(at % 8) + 1}/2026`,
      ['Sởi', 'Viêm gan B', 'Lao'][at % 3] ?? '',
      `${two((at % 27) + 1)}/${two(month)}/2026`,
      at % 2 ? 'Thôn Đông' : 'thôn đoài',
    ]);
  return {
    id: 'tiem-chung',
    title: 'Tiêm chủng trẻ em',
    files: {
      'tiem-chung-2026-09.xlsx': {
        T9: [
          ['SỔ TIÊM CHỦNG THÁNG 9/2026'],
          ['STT', 'Mã tiêm chủng', 'Họ và tên trẻ', 'Ngày sinh', 'Vắc xin', 'Ngày tiêm', 'Thôn/xóm'],
          ...rows(9, 24),
        ],
      },
      'tiem-chung-2026-10.xlsx': {
        T10: [
          ['SỔ TIÊM CHỦNG THÁNG 10/2026'],
          ['STT', 'Mã tiêm chủng', 'Họ và tên trẻ', 'Ngày sinh', 'Vắc xin', 'Ngày tiêm', 'Nơi ở (thôn, xóm)'],
          ...rows(10, 30),
        ],
      },
    },
    records: 54,
    indicator: [
      '--kind',
      'number',
      '--where',
      'vac_xin=Sởi',
      '--date',
      'ngay_tiem',
      '--title',
      'Số mũi tiêm vắc xin sởi',
      '--better',
      'higher',
      '--target',
      '120',
      '--target-source',
      'Kế hoạch, mục III.5',
    ],
    readings: { '2026-09': 8, '2026-10': 10 },
  };
}

/** Classes: section rows a class, ticks for who passed. */
function classes(): Register {
  const groups: [string, number, number][] = [
    ['Lớp kỹ năng số cơ bản', 10, 8],
    ['Lớp dịch vụ công trực tuyến', 6, 3],
  ];
  let n = 0;
  const rows = groups.flatMap(([name, people, passed], at): Row[] => [
    [at === 0 ? 'I' : 'II', name],
    ...count(people).map((place): Row => {
      n += 1;
      return [
        n,
        `HV-${two(n)}`,
        person(n),
        n % 2 ? 'Nam' : 'Nữ',
        `1${place % 9}/09/2026`,
        place <= passed ? 'Có' : 'Không',
      ];
    }),
  ]);
  return {
    id: 'lop-ky-nang-so',
    title: 'Lớp kỹ năng số',
    files: {
      'lop-hoc-thang-9.xlsx': {
        'Danh sách': [
          ...officials,
          ['DANH SÁCH HỌC VIÊN CÁC LỚP THÁNG 9 NĂM 2026'],
          [],
          ['STT', 'Mã học viên', 'Họ và tên', 'Giới tính', 'Ngày học', 'Đạt yêu cầu'],
          ...rows,
          ...signed('Bịa, ngày 30 tháng 9 năm 2026'),
        ],
      },
    },
    records: 16,
    indicator: [
      '--kind',
      'share',
      '--where',
      'dat_yeu_cau',
      '--date',
      'ngay_hoc',
      '--title',
      'Tỷ lệ học viên đạt yêu cầu',
      '--target',
      '80',
      '--target-source',
      'Kế hoạch, mục III.4',
    ],
    readings: { '2026-09': (100 * 11) / 16 },
  };
}

/** Equipment: the same list each month, one piece more and one broken in the second. */
function equipment(): Register {
  const list = (n: number, broken: readonly number[]): Row[] =>
    count(n).map((at) => [
      at,
      `TB-${two(at)}`,
      ['Máy tính để bàn', 'Máy quét', 'Máy in'][at % 3] ?? '',
      'Văn phòng Đảng ủy',
      2018 + (at % 7),
      broken.includes(at) ? 'Hỏng' : 'Đang dùng',
      12_000_000 + at * 1000,
    ]);
  const head: Row = [
    'STT',
    'Mã thiết bị',
    'Tên thiết bị',
    'Nơi sử dụng',
    'Năm mua',
    'Tình trạng',
    'Nguyên giá (đồng)',
  ];
  return {
    id: 'thiet-bi',
    title: 'Thiết bị công nghệ thông tin',
    files: {
      'thiet-bi-2026-09-30.xlsx': {
        TB: [['DANH MỤC THIẾT BỊ (đến ngày 30/09/2026)'], head, ...list(18, [3])],
      },
      'thiet-bi-2026-10-31.xlsx': {
        TB: [['DANH MỤC THIẾT BỊ (đến ngày 31/10/2026)'], head, ...list(19, [3, 8])],
      },
    },
    records: 19,
    indicator: [
      '--kind',
      'number',
      '--where',
      'tinh_trang=Đang dùng',
      '--title',
      'Số thiết bị đang dùng',
      '--better',
      'higher',
    ],
    readings: { '2026-10': 17 },
  };
}

/** Tasks of the hamlets: days from giving to done; some are not done. */
function tasks(): Register {
  const rows = count(12).map(
    (at): Row => [
      at,
      `NV-${two(at)}`,
      `Công việc bịa số ${at}`,
      at % 2 ? 'Thôn Đông' : 'Thôn Đoài',
      `0${(at % 8) + 1}/10/2026`,
      '30/10/2026',
      at > 10 ? '' : `${two((at % 8) + 1 + at)}/10/2026`,
      at > 10 ? 'Đang làm' : 'Hoàn thành',
    ],
  );
  return {
    id: 'nhiem-vu-thon',
    title: 'Nhiệm vụ giao thôn',
    files: {
      'nhiem-vu-2026-10.xlsx': {
        NV: [
          ['NHIỆM VỤ GIAO CÁC THÔN THÁNG 10/2026'],
          [
            'STT',
            'Mã nhiệm vụ',
            'Nội dung',
            'Thôn',
            'Ngày giao',
            'Hạn hoàn thành',
            'Ngày hoàn thành',
            'Trạng thái',
          ],
          ...rows,
        ],
      },
    },
    records: 12,
    indicator: [
      '--kind',
      'days',
      '--from-date',
      'ngay_giao',
      '--to-date',
      'ngay_hoan_thanh',
      '--title',
      'Số ngày trung bình hoàn thành nhiệm vụ',
      '--better',
      'lower',
      '--target',
      '7',
      '--target-source',
      'Kế hoạch, mục III.2',
    ],
    readings: { '2026-10': 5.5 },
  };
}

/** A form a hamlet, one item a row, what it is of beside labels. */
function forms(): Register {
  const hamlets: [string, number, number][] = [
    ['Thôn Đông', 412, 380],
    ['Thôn Đoài', 305, 250],
    ['Xóm Bến Đò', 198, 170],
  ];
  return {
    id: 'phieu-thon',
    title: 'Phiếu số liệu thôn',
    files: Object.fromEntries(
      hamlets.map(([hamlet, households, online], at) => [
        `phieu-thon-${at + 1}.xlsx`,
        {
          BC: [
            ['BÁO CÁO SỐ LIỆU THÔN THÁNG 9/2026'],
            ['Thôn:', hamlet, '', 'Ngày lập:', '25/09/2026'],
            [],
            ['Mã', 'Nội dung', 'Đơn vị', 'Giá trị', 'Ghi chú'],
            ['CT01', 'Tổng số hộ dân', 'Hộ', households, ''],
            ['CT02', 'Tổng số nhân khẩu', 'Người', households * 4, ''],
            ['CT03', 'Số hộ có Internet cáp quang', 'Hộ', online, ''],
            ['CT04', 'Số người được hướng dẫn dùng dịch vụ công', 'Người', 10 + at, ''],
          ],
        },
      ]),
    ),
    records: 3,
    indicator: [
      '--kind',
      'amount',
      '--sum',
      'so_ho_co_internet_cap_quang',
      '--date',
      'ky',
      '--title',
      'Số hộ có Internet cáp quang',
      '--unit',
      'hộ',
      '--better',
      'higher',
    ],
    readings: { '2026-09': 800 },
  };
}

/** Poor households: sections, ticks, dashes, totals, signatures; three months. */
function poorHouseholds(): Register {
  const month = (number: number, poor: number): Row[] => {
    let n = 0;
    const rows = [
      ['Thôn Đông', 7],
      ['Thôn Đoài', 6],
      ['Xóm Bến Đò', 5],
    ].flatMap(([hamlet, households], at): Row[] => [
      [['I', 'II', 'III'][at] ?? '', String(hamlet)],
      ...count(Number(households)).map((): Row => {
        n += 1;
        return [
          n,
          `HN-${two(n)}`,
          person(n),
          `0990145000${two(n)}`,
          (n % 6) + 1,
          n <= poor ? 'x' : '',
          n <= poor ? '' : 'x',
          n % 4 === 0 ? '40.000.000' : '-',
          n === number ? `Ghi chú của tháng ${number}` : '',
        ];
      }),
    ]);
    return [
      ...officials,
      ['SỔ THEO DÕI HỘ NGHÈO, HỘ CẬN NGHÈO'],
      [`Tháng ${number} năm 2026`],
      [],
      [
        'STT',
        'Mã hộ',
        'Họ và tên chủ hộ',
        'Số CCCD',
        'Số nhân khẩu',
        'Hộ nghèo',
        'Hộ cận nghèo',
        'Số tiền vay (đồng)',
        'Ghi chú',
      ],
      ...rows,
      ['', 'Tổng cộng', '', '', 63, poor, 18 - poor],
      ...signed(`Bịa, ngày 30 tháng ${number} năm 2026`),
    ];
  };
  return {
    id: 'ho-ngheo',
    title: 'Hộ nghèo, hộ cận nghèo',
    files: {
      'ho-ngheo-thang-8.xlsx': { So: month(8, 9) },
      'ho-ngheo-thang-9.xlsx': { So: month(9, 8) },
      'ho-ngheo-thang-10.xlsx': { So: month(10, 7) },
    },
    records: 54,
    indicator: [
      '--kind',
      'number',
      '--where',
      'ho_ngheo',
      '--date',
      'ky',
      '--by',
      'hamlet',
      '--title',
      'Số hộ nghèo',
      '--better',
      'lower',
      '--target',
      '5',
      '--target-source',
      'Kế hoạch, mục III.5',
    ],
    readings: { '2026-08': 9, '2026-09': 8, '2026-10': 7 },
    parts: { 'Thôn Đông': 7 },
  };
}

/** Complaints as a semicolon-separated export, some still open. */
function complaints(): Register {
  const rows = count(20).map((at) =>
    [
      `KN-${two(at)}`,
      `${two(at)}/09/2026`,
      at > 16 ? '' : `${two(at + 1 + (at % 5))}/09/2026`,
      ['Đất đai', 'Môi trường'][at % 2] ?? '',
      at > 16 ? 'Đang giải quyết' : 'Đã giải quyết',
    ].join(';'),
  );
  return {
    id: 'don-kien-nghi',
    title: 'Đơn kiến nghị',
    files: {
      'don-kien-nghi-2026-09.csv': `\ufeff${['Số đơn;Ngày nhận;Ngày trả lời;Lĩnh vực;Kết quả', ...rows].join('\r\n')}\r\n`,
    },
    records: 20,
    indicator: [
      '--kind',
      'share',
      '--where',
      'ket_qua=Đã giải quyết',
      '--date',
      'ngay_nhan',
      '--title',
      'Tỷ lệ đơn kiến nghị đã giải quyết',
      '--target',
      '90',
      '--target-source',
      'Kế hoạch, mục III.3',
    ],
    readings: { '2026-09': 80 },
  };
}

/** Products on a market on the Internet: yes and no in words. */
function products(): Register {
  const rows = count(15).map(
    (at): Row => [
      at,
      `SP-${two(at)}`,
      `Sản phẩm bịa ${at}`,
      `${(at % 3) + 3} sao`,
      at % 3 === 0 ? 'Không' : 'Có',
      `1${at % 9}/08/2026`,
    ],
  );
  return {
    id: 'san-pham-ocop',
    title: 'Sản phẩm OCOP',
    files: {
      'san-pham-ocop-2026.xlsx': {
        SP: [
          ['DANH SÁCH SẢN PHẨM OCOP NĂM 2026'],
          ['TT', 'Mã sản phẩm', 'Tên sản phẩm', 'Hạng', 'Bán trên sàn TMĐT', 'Ngày công nhận'],
          ...rows,
        ],
      },
    },
    records: 15,
    indicator: [
      '--kind',
      'share',
      '--where',
      'ban_tren_san_tmdt',
      '--date',
      'ngay_cong_nhan',
      '--title',
      'Tỷ lệ sản phẩm bán trên sàn thương mại điện tử',
      '--target',
      '70',
      '--target-source',
      'Kế hoạch, mục III.6',
    ],
    readings: { '2026-08': (100 * 10) / 15 },
  };
}

/** A summary with a row a hamlet and nothing but figures beside it, for a quarter; a row numbers the columns, one adds them up. */
function insured(): Register {
  const hamlets: [string, number, number][] = [
    ['Thôn Đông', 400, 360],
    ['thôn Đoài', 300, 240],
    ['Bến Đò', 200, 190],
  ];
  const quarter = (name: string, more: number): Row[] => [
    ['BẢO HIỂM XÃ HỘI CƠ SỞ BỊA', '', '', 'UBND XÃ BỊA'],
    [],
    ['TỔNG HỢP NGƯỜI THAM GIA BHYT'],
    [`Quý ${name} năm 2026`],
    [],
    ['TT', 'Địa bàn', 'Dân số', 'Số người tham gia BHYT', 'Tỷ lệ (%)'],
    ['(1)', '(2)', '(3)', '(4)', '(5)=(4)/(3)'],
    ...hamlets.map(([hamlet, people, cards], at): Row => [at + 1, hamlet, people, cards + more, '90,5']),
    ['', 'Cộng', 900, 790 + 3 * more, ''],
    ...signed('Bịa, ngày 05 tháng 10 năm 2026'),
  ];
  return {
    id: 'bao-hiem-y-te',
    title: 'Bảo hiểm y tế',
    files: {
      'bhyt-quy-2.xlsx': { B: quarter('II', 0) },
      'bhyt-quy-3.xlsx': { B: quarter('III', 5) },
    },
    records: 6,
    indicator: [
      ...['--kind', 'share', '--sum', 'so_nguoi_tham_gia_bhyt', '--over', 'dan_so', '--by', 'hamlet'],
      ...['--title', 'Tỷ lệ người tham gia bảo hiểm y tế', '--target', '95'],
      ...['--target-source', 'Kế hoạch, mục III.5'],
    ],
    readings: { '2026-Q2': (100 * 790) / 900, '2026-Q3': (100 * 805) / 900 },
    parts: { 'Thôn Đông': 91.25, 'Thôn Đoài': (100 * 245) / 300, 'Xóm Bến Đò': 97.5 },
  };
}

/** Eleven registers as offices of a commune keep them: invented, the same at every call. */
export const registers = (): Register[] => [
  healthChecks(),
  taxes(),
  vaccinations(),
  classes(),
  equipment(),
  tasks(),
  forms(),
  poorHouseholds(),
  complaints(),
  products(),
  insured(),
];

/** Writes the files of a register into a folder; gives their paths. */
export async function writeRegister({ files }: Register, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (typeof content === 'string') await writeFile(path, content);
    else {
      const book = utils.book_new();
      for (const [sheet, rows] of Object.entries(content))
        utils.book_append_sheet(book, utils.aoa_to_sheet(rows), sheet);
      await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }));
    }
    paths.push(path);
  }
  return paths;
}
