import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../pipelines/config/random.ts';
import { refresh } from '../../pipelines/run/refresh.ts';
import { cellsOf, delimited, dossier, headerOf } from '../cases/dossier-sheet.ts';
import { checkout, portal, type SampleHome, sampleHome } from '../pipeline/sample-home.ts';

/** Dossiers of one field in one month. What is not told holds of all of them; `late` of none. */
export interface Lot {
  field: string;
  cases: number;
  late?: number;
  online?: number;
  paid?: number;
  digitised?: number;
}

/** What a hamlet of 400 grown-ups has in a month. */
export interface HamletMonth {
  level2: number;
  signatures: number;
}

/** What a unit returns of an indicator for a month. */
export interface Return {
  indicator: string;
  unit: string;
  numerator?: number;
  denominator?: number;
  value?: number;
}

/** A commune as its files tell it. Months are those of 2026, from 1. */
export interface Told {
  name: string;
  /** Values of the year by indicator. */
  targets: Readonly<Record<string, number>>;
  /** The last month that the files tell, and the moment at which they are taken in. */
  months: number;
  now: string;
  lots?(month: number): Lot[];
  hamlets?(month: number): Readonly<Record<string, HamletMonth>>;
  returns?(month: number): Return[];
  /** Sources that a test hands in by itself. */
  also?: readonly string[];
}

export const fields = ['Hộ tịch', 'Đất đai', 'Chứng thực', 'Bảo trợ xã hội'] as const;
export const hamletNames = ['Xóm 1', 'Xóm 2', 'Xóm 3', 'Xóm 4', 'Xóm 5'] as const;
const units = { DV01: 'Văn phòng Đảng ủy', DV02: 'Hội Nông dân', DV03: 'Đoàn Thanh niên' } as const;
const alwaysOff = [
  'digital-skills',
  'e-documents',
  'land-parcels',
  'petitions',
  'population',
  'social-payments',
];

const two = (number: number) => String(number).padStart(2, '0');
const lastDay = (month: number) => new Date(Date.UTC(2026, month, 0)).getUTCDate();
const dayOf = (day: number, month: number) => `${two(day)}/${two(month)}/2026`;

const weekdays = (month: number): number[] =>
  Array.from({ length: lastDay(month) }, (_, at) => at + 1).filter(
    (day) => new Date(Date.UTC(2026, month - 1, day)).getUTCDay() % 6 !== 0,
  );

/** Dossiers of a month: the first so many of a lot are late, online, paid and so on; hours are drawn. */
function dossiersOf(month: number, lots: readonly Lot[]): string[][] {
  const random = new Random(57, `month-${month}`);
  const days = weekdays(month);
  return lots.flatMap(({ field, cases, late = 0, ...first }, lot) =>
    Array.from({ length: cases }, (_, nth) => {
      // From the first working day to the last.
      const day = days[Math.round((nth * (days.length - 1)) / Math.max(1, cases - 1))] ?? 1;
      const on = dayOf(day, month);
      const end = nth < late ? dayOf(Math.min(day + 5, lastDay(month)), month) : on;
      const cells = dossier(nth, {
        code: `H42.15.01-26${two(month)}${two(day)}-${1000 * (lot + 1) + nth}`,
        procedure: `1.00000${1 + fields.indexOf(field as (typeof fields)[number])}`,
        name: `Thủ tục ${field}`,
        field,
        channel: nth < (first.online ?? cases) ? 'Trực tuyến' : 'Trực tiếp',
        received: `${on} 0${random.int(7, 9)}:00`,
        due: `${on} 17:00`,
        closed: `${end} ${nth < late ? '18' : random.int(10, 16)}:00:00`,
        returned: `${end} ${nth < late ? '18' : '16'}:30`,
      });
      return [
        ...cellsOf(cells),
        nth < (first.paid ?? cases) ? 'Cổng DVC quốc gia' : 'Không',
        'Có',
        nth < (first.digitised ?? cases) ? 'Có' : 'Không',
      ];
    }),
  );
}

/** The portal's file of some months. */
export const portalFile = (months: readonly number[], lots: (month: number) => Lot[]): string =>
  delimited([
    [...headerOf(), 'Thanh toán trực tuyến', 'Kết quả điện tử', 'Số hóa hồ sơ'],
    ...months.flatMap((month) => dossiersOf(month, lots(month))),
  ]);

const hamletMonth = (month: number, told: Readonly<Record<string, HamletMonth>>): string =>
  delimited([
    [
      'Năm',
      'Tháng',
      'Ngày chốt số liệu',
      'Mã thôn',
      'Thôn/xóm',
      'Số nhân khẩu',
      'Từ đủ 14 tuổi',
      'Từ đủ 15 tuổi',
      'Từ đủ 18 tuổi',
      'Định danh mức 2',
      'Có chữ ký số',
    ],
    ...Object.entries(told).map(([name, { level2, signatures }]) => [
      '2026',
      String(month),
      dayOf(lastDay(month), month),
      `T0${name.at(-1)}`,
      name,
      '600',
      '420',
      '410',
      '400',
      String(level2),
      String(signatures),
    ]),
  ]);

const returnsMonth = (month: number, told: readonly Return[]): string =>
  delimited([
    ['Mã chỉ tiêu', 'Mã đơn vị', 'Năm', 'Tháng', 'Tử số', 'Mẫu số', 'Giá trị', 'Ngày báo cáo'],
    ...told.map(({ indicator, unit, numerator, denominator, value }) => [
      indicator,
      unit,
      '2026',
      String(month),
      ...[numerator, denominator, value].map((number) => String(number ?? '')),
      dayOf(lastDay(month), month),
    ]),
  ]);

/** Whole lists; that of procedures is taken once more in the last month. */
const lists = (months: number): Record<string, string[][]> => ({
  hamlets: [
    ['Mã thôn', 'Tên thôn', 'Xã, thị trấn cũ', 'Mã ĐVHC cũ'],
    ...hamletNames.map((name) => [`T0${name.at(-1)}`, name, 'Xã Cũ', '13894']),
  ],
  units: [
    ['Mã đơn vị', 'Tên đơn vị', 'Loại hình'],
    ...Object.entries(units).map(([code, name]) => [code, name, 'Cơ quan Đảng']),
  ],
  procedures: [
    ['Mã TTHC', 'Tên thủ tục hành chính', 'Lĩnh vực', 'Mức độ', 'Ngày trích xuất'],
    ...fields.map((field, at) => [
      `1.00000${at + 1}`,
      `Thủ tục ${field}`,
      field,
      'Toàn trình',
      dayOf(1, months),
    ]),
  ],
});

/** A commune in a place of its own: its home, its project folder, and what is handed in. */
export interface GeneratedCommune {
  home: SampleHome;
  deliver(source: string, name: string, content: string | Uint8Array): void;
  /** A night at this moment, without the site. */
  night(now: string, asOf?: string): Promise<void>;
  remove(): Promise<void>;
}

/** What the commune has no files of is switched off, but what a test hands in by itself. */
function sourcesOff({ lots, hamlets, returns, also = [] }: Told): string {
  const off = [
    ...alwaysOff,
    ...(lots ? [] : [portal, 'procedures']),
    ...(hamlets ? [] : ['population-by-hamlet']),
    ...(returns ? [] : ['unit-returns']),
  ].filter((source) => !also.includes(source));
  return `off: { sources: [${off.join(', ')}] }\n`;
}

function projectFolder(told: Told): { root: string; folder: string } {
  const { name, targets } = told;
  const root = mkdtempSync(join(tmpdir(), 'kpi-generated-'));
  const folder = join(root, 'xa');
  mkdirSync(folder);
  cpSync(join(checkout, 'models', 'plan', 'calendar.yaml'), join(folder, 'calendar.yaml'));
  const plan = readFileSync(join(checkout, 'models', 'plan', 'plan.yaml'), 'utf8');
  writeFileSync(join(folder, 'plan.yaml'), `${plan.replace('xã Rạng Đông', name)}\n${sourcesOff(told)}`);
  const lines = Object.entries(targets).map(
    ([indicator, value]) =>
      `  - { indicator: ${indicator}, year: 2026, value: ${value}, source: Kế hoạch của xã, confirmed: true }\n`,
  );
  writeFileSync(
    join(folder, 'targets.yaml'),
    lines.length > 0 ? `targets:\n${lines.join('')}` : 'targets: []\n',
  );
  return { root, folder };
}

/** A commune whose inbox holds nothing yet. */
export async function emptyCommune(told: Told): Promise<GeneratedCommune> {
  const { root, folder } = projectFolder(told);
  const home = await sampleHome(undefined, folder);
  return {
    home,
    deliver(source, name, content) {
      const at = join(home.context.home.inbox, source);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, name), content);
      const rested = new Date('2026-01-05T01:00:00Z');
      utimesSync(join(at, name), rested, rested);
    },
    async night(now, asOf) {
      home.context.clock = () => new Date(now);
      home.context.asOf = asOf;
      const { outcome, message } = await refresh(home.context, { site: false });
      if (outcome === 'failed') throw new Error(message);
    },
    async remove() {
      await home.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A commune with all its files handed in, after its first night. */
export async function generatedCommune(told: Told): Promise<GeneratedCommune> {
  const commune = await emptyCommune(told);
  const months = Array.from({ length: told.months }, (_, at) => at + 1);
  for (const [source, lines] of Object.entries(lists(told.months)))
    commune.deliver(source, 'ds.csv', delimited(lines));
  if (told.lots) commune.deliver(portal, 'ho-so.csv', portalFile(months, told.lots));
  for (const month of months) {
    const name = `2026-${two(month)}.csv`;
    if (told.hamlets)
      commune.deliver('population-by-hamlet', `dan-cu-${name}`, hamletMonth(month, told.hamlets(month)));
    if (told.returns)
      commune.deliver('unit-returns', `bao-cao-${name}`, returnsMonth(month, told.returns(month)));
  }
  await commune.night(told.now);
  return commune;
}
