import { Random } from '../../config/random.ts';
import { hamlets } from '../data/hamlets.ts';
import { officers } from '../data/person-names.ts';
import { units } from '../data/units.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form, TableRow } from '../export/table-plan.ts';
import { day, endOfMonth, startOfMonth, type Wall } from '../wall-clock.ts';
import { addWorkdays, isWorkday } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  code: 'Mã buổi',
  plannedOn: 'Ngày theo kế hoạch',
  heldOn: 'Ngày tổ chức',
  status: 'Tình trạng',
  topic: 'Nội dung',
  audience: 'Đối tượng',
  mode: 'Hình thức',
  hamlet: 'Thôn/xóm',
  unit: 'Đơn vị',
  speaker: 'Báo cáo viên',
  invited: 'Số người mời',
  attended: 'Số người dự',
  passed: 'Số người đạt',
  team: 'Tổ công nghệ số cộng đồng',
};
type Column = keyof typeof labels;

type Audience = 'Cán bộ, công chức, viên chức' | 'Người dân' | 'Học sinh';

interface Session {
  code: string;
  /** Null: outside the plan. */
  plannedOn: Wall | null;
  /** Null: not held by the end of the sample. */
  heldOn: Wall | null;
  audience: Audience;
  hamlet: string | null;
  unit: string;
  topic: string;
  mode: string;
  speaker: string;
  invited: number;
  attended: number;
  passed: number;
  team: boolean;
}

const topics: Record<Audience, readonly string[]> = {
  'Cán bộ, công chức, viên chức': [
    'Kỹ năng số cơ bản cho công vụ',
    'Ứng dụng trí tuệ nhân tạo trong soạn thảo',
    'Ký số và xử lý văn bản trên mạng',
    'An toàn thông tin, bảo vệ dữ liệu cá nhân',
  ],
  'Người dân': [
    'Nộp hồ sơ trực tuyến',
    'Dùng VNeID và Sổ sức khỏe điện tử',
    'Thanh toán không dùng tiền mặt',
    'Nhận biết lừa đảo trên mạng',
  ],
  'Học sinh': ['An toàn trên không gian mạng', 'Tư duy số, học liệu số'],
};

/** Sessions in each month, January to December; hamlets come to their turn in summer, schools in autumn. */
const planned: Record<Audience, readonly number[]> = {
  'Cán bộ, công chức, viên chức': [0, 1, 3, 4, 3, 2, 0, 1, 1, 1, 1, 0],
  'Người dân': [2, 2, 6, 8, 10, 10, 10, 10, 8, 8, 6, 2],
  'Học sinh': [1, 0, 2, 2, 2, 0, 0, 0, 4, 6, 3, 2],
};
const sizes: Record<Audience, { from: number; to: number; comes: number; passes: number }> = {
  'Cán bộ, công chức, viên chức': { from: 35, to: 60, comes: 0.94, passes: 0.93 },
  'Người dân': { from: 40, to: 90, comes: 0.7, passes: 0.78 },
  'Học sinh': { from: 60, to: 160, comes: 0.97, passes: 0.9 },
};
const schools = units.filter(({ name }) => /^Trường (Tiểu học|THCS)/.test(name)).map(({ name }) => name);
/** Held a month late because of the storm. */
const stormMonth = 7;

function session(random: Random, audience: Audience, month: number, turn: number): Session {
  const first = startOfMonth(2026, month);
  const plannedDay = first + random.int(2, 24) * day;
  const plannedOn = isWorkday(plannedDay) ? plannedDay : addWorkdays(plannedDay, 1);
  const outside = random.chance(0.06);
  const delay = month === stormMonth ? random.int(15, 30) : random.chance(0.25) ? random.int(1, 12) : 0;
  const heldOn = addWorkdays(plannedOn, delay);
  const isHeld = heldOn <= endOfMonth(2026, 10) && !random.chance(0.05);
  const { from, to, comes, passes } = sizes[audience];
  const invited = random.int(from, to);
  const attended = Math.round(invited * Math.min(1, comes * random.between(0.85, 1.1)));
  const hamlet = audience === 'Người dân' ? (hamlets[turn % hamlets.length]?.name ?? null) : null;
  return {
    code: '',
    plannedOn: outside && isHeld ? null : plannedOn,
    heldOn: isHeld ? heldOn : null,
    audience,
    hamlet,
    unit: unitOf(random, audience),
    topic: random.pick(topics[audience]),
    mode: audience === 'Người dân' ? 'Trực tiếp' : random.pick(['Trực tiếp', 'Trực tuyến', 'Kết hợp']),
    speaker: random.pick(officers.society),
    invited,
    attended,
    passed: Math.round(attended * passes * random.between(0.92, 1.06)),
    team: audience === 'Người dân' && random.chance(0.85),
  };
}

function unitOf(random: Random, audience: Audience): string {
  if (audience === 'Học sinh') return random.pick(schools);
  return audience === 'Người dân' ? 'Đoàn TNCS Hồ Chí Minh' : 'Trung tâm Chính trị';
}

function yearOfSessions(seed: number): Session[] {
  const random = new Random(seed, 'digital skills');
  const sessions: Session[] = [];
  let turn = 0;
  for (const [audience, counts] of Object.entries(planned) as [Audience, readonly number[]][]) {
    counts.forEach((count, at) => {
      for (let n = 0; n < count; n += 1) sessions.push(session(random, audience, at + 1, turn++));
    });
  }
  sessions.sort((a, b) => (a.plannedOn ?? a.heldOn ?? 0) - (b.plannedOn ?? b.heldOn ?? 0));
  return sessions.map((each, at) => ({ ...each, code: `KNS-26-${String(at + 1).padStart(3, '0')}` }));
}

/** Each file lists its span, what was still to be held from before, and the last one the rest of the plan. */
const files: readonly { name: string; form: Form; from: number; until: number; ahead: number }[] = [
  {
    name: 'tap-huan-ky-nang-so-6-thang.xlsx',
    form: { kind: 'xlsx', sheet: 'Tập huấn' },
    from: 1,
    until: 6,
    ahead: 6,
  },
  {
    name: 'tap-huan-ky-nang-so-quy-3.csv',
    form: { kind: 'delimited', delimiter: '\t', encoding: 'nfd' },
    from: 7,
    until: 9,
    ahead: 9,
  },
  { name: 'tap-huan-ky-nang-so-2026-10.xls', form: { kind: 'html' }, from: 10, until: 10, ahead: 12 },
];

function rowOf(each: Session, takenAt: Wall): TableRow<Column> {
  const isHeld = each.heldOn !== null && each.heldOn <= takenAt;
  const isDue = each.plannedOn !== null && each.plannedOn <= takenAt;
  return {
    cells: {
      code: each.code,
      plannedOn: each.plannedOn === null ? null : { day: each.plannedOn },
      heldOn: isHeld && each.heldOn !== null ? { day: each.heldOn } : null,
      status: isHeld ? 'Đã tổ chức' : isDue ? 'Hoãn' : 'Chưa tổ chức',
      topic: each.topic,
      audience: each.audience,
      mode: each.mode,
      hamlet: each.hamlet,
      unit: each.unit,
      speaker: each.speaker,
      invited: each.invited,
      attended: isHeld ? each.attended : null,
      passed: isHeld ? each.passed : null,
      team: each.team ? 'x' : 'Không',
    },
    verdict: null,
  };
}

const isHeld: Blemish<Column>['fits'] = ({ status }) => status === 'Đã tổ chức';
const blemishes: readonly Blemish<Column>[] = [
  { fault: 'unknown_code', printed: { audience: 'Doanh nghiệp' } },
  { valueFault: 'bad_number', printed: { attended: 'khoảng 50' } },
  { fault: 'held_without_date', printed: { heldOn: null }, fits: isHeld },
  { warning: 'held_without_people', printed: { attended: null }, fits: isHeld },
  {
    valueFault: 'passed_above_attended',
    printed: ({ attended }) => ({ passed: Number(attended) + 5 }),
    fits: isHeld,
  },
  {
    warning: 'attended_above_invited',
    printed: ({ invited }) => ({ attended: Number(invited) + 8 }),
    fits: isHeld,
  },
];

function fileOf(seed: number, sessions: readonly Session[], plan: (typeof files)[number]): SampleFile {
  const random = new Random(seed, plan.name);
  const from = startOfMonth(2026, plan.from);
  const takenAt = endOfMonth(2026, plan.until);
  const wanted = sessions.filter(({ plannedOn, heldOn }) => {
    const at = plannedOn ?? heldOn ?? from;
    return at <= endOfMonth(2026, plan.ahead) && (at >= from || heldOn === null || heldOn >= from);
  });
  const sound = wanted.map((each) => rowOf(each, takenAt));
  return tableFile({
    name: plan.name,
    form: plan.form,
    titles:
      plan.form.kind === 'delimited'
        ? []
        : ['TỔNG HỢP TẬP HUẤN, PHỔ CẬP KỸ NĂNG SỐ', `(Đến hết tháng ${plan.until} năm 2026)`],
    labels,
    groups: {
      plannedOn: 'Thời gian',
      heldOn: 'Thời gian',
      invited: 'Kết quả',
      attended: 'Kết quả',
      passed: 'Kết quả',
    },
    rows: standTwice(random, blemish(random, sound, blemishes), 1),
    ...(plan.form.kind !== 'delimited' && { total: { topic: `${sound.length} buổi` } }),
    signature: ['NGƯỜI LẬP BIỂU', '(Ký, ghi rõ họ tên)'],
    made: startOfMonth(2026, plan.until + 1) - day,
  });
}

/** About 120 sessions of the year's plan, 95 of them due by October; those of July are held late after the storm. */
export const digitalSkills: SampleGenerator = (seed) => {
  const sessions = yearOfSessions(seed);
  return {
    source: 'digital-skills',
    files: files.map((plan) => fileOf(seed, sessions, plan)),
    persons: { names: [...officers.society], ids: [] },
  };
};
