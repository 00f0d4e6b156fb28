import { Random } from '../../config/random.ts';
import { type Department, departmentNames } from '../data/procedures.ts';
import type { Cells } from '../export/cell.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form } from '../export/table-plan.ts';
import type { Person } from '../life/person.ts';
import { day, endOfMonth, isoMonth, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { addWorkdays, inOffice, isWorkday, officeTime } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  code: 'Mã phản ánh',
  receivedAt: 'Ngày tiếp nhận',
  dueAt: 'Hạn xử lý',
  kind: 'Phân loại',
  field: 'Lĩnh vực',
  content: 'Nội dung',
  sender: 'Người gửi',
  phone: 'Số điện thoại',
  hamlet: 'Thôn/xóm',
  channel: 'Kênh tiếp nhận',
  unit: 'Đơn vị xử lý',
  result: 'Kết quả xử lý',
  answeredAt: 'Ngày trả lời',
  satisfaction: 'Mức độ hài lòng',
};
type Column = keyof typeof labels;

interface Petition {
  code: string;
  receivedAt: Wall;
  dueAt: Wall;
  /** Null: still open when the sample ends. */
  answeredAt: Wall | null;
  /** Instead of an answer. */
  elsewhere: 'Chuyển cơ quan khác' | 'Không tiếp nhận' | null;
  subject: (typeof subjects)[number];
  channel: string;
  satisfaction: string | null;
  sender: Person;
}

const subjects: readonly {
  weight: number;
  kind: string;
  field: string;
  content: string;
  department: Department;
}[] = [
  {
    weight: 24,
    kind: 'Hạ tầng - đời sống',
    field: 'Môi trường',
    content: 'Rác thải ùn ứ tại điểm tập kết',
    department: 'economy',
  },
  {
    weight: 18,
    kind: 'Hạ tầng - đời sống',
    field: 'Giao thông',
    content: 'Đường liên xóm xuống cấp, đọng nước',
    department: 'economy',
  },
  {
    weight: 14,
    kind: 'Hạ tầng - đời sống',
    field: 'Điện, chiếu sáng',
    content: 'Đèn đường hỏng nhiều ngày',
    department: 'economy',
  },
  {
    weight: 12,
    kind: 'Hạ tầng - đời sống',
    field: 'Thủy lợi',
    content: 'Kênh tiêu thoát nước chậm sau mưa',
    department: 'economy',
  },
  {
    weight: 11,
    kind: 'Quy định hành chính',
    field: 'Đất đai',
    content: 'Hỏi về thành phần hồ sơ cấp Giấy chứng nhận',
    department: 'economy',
  },
  {
    weight: 8,
    kind: 'Hành vi hành chính',
    field: 'Đất đai',
    content: 'Hồ sơ đất đai quá hạn chưa có thông báo',
    department: 'economy',
  },
  {
    weight: 6,
    kind: 'Hành vi hành chính',
    field: 'Dịch vụ công',
    content: 'Phải bổ sung giấy tờ nhiều lần',
    department: 'service',
  },
  {
    weight: 7,
    kind: 'Quy định hành chính',
    field: 'An sinh xã hội',
    content: 'Hỏi về điều kiện hưởng trợ cấp',
    department: 'society',
  },
  { weight: 4, kind: 'Khác', field: 'Văn hóa', content: 'Loa hát lớn sau 22 giờ', department: 'society' },
];

const channels = [
  { name: 'Cổng Dịch vụ công quốc gia', weight: 40 },
  { name: 'Ứng dụng VNeID', weight: 25 },
  { name: 'Tổng đài', weight: 20 },
  { name: 'Trực tiếp', weight: 12 },
  { name: 'Văn bản', weight: 3 },
];

/** July: after the storm three times as many come, and the answers fall behind. */
const stormMonth = '2026-07';
const perMonth = 36;
const afterStorm = 88;
const lateShare = { usual: 0.02, storm: 0.38 };

const files: readonly {
  name: string;
  form: Form;
  from: number;
  until: number;
  differs: Partial<Record<Column, string>>;
}[] = [
  {
    name: 'pakn-2026-quy-1.csv',
    form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' },
    from: 1,
    until: 3,
    differs: {},
  },
  {
    name: 'pakn-2026-quy-2.xls',
    form: { kind: 'html' },
    from: 4,
    until: 6,
    differs: { code: 'Mã PAKN', sender: 'Họ và tên người gửi' },
  },
  { name: 'pakn-2026-quy-3.xlsx', form: { kind: 'xlsx', sheet: 'PAKN' }, from: 7, until: 9, differs: {} },
  {
    name: 'pakn-2026-10.csv',
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    from: 10,
    until: 10,
    differs: { answeredAt: 'Ngày trả lời ', result: 'Trạng thái' },
  },
];

/** How content people are with an answer; most never say. */
function judge(random: Random, isLate: boolean): string | null {
  if (random.chance(0.3)) return null;
  if (random.chance(isLate ? 0.45 : 0.06)) return 'Không hài lòng';
  return random.pick(['Rất hài lòng', 'Hài lòng', 'Hài lòng', 'Chấp nhận được']);
}

function petition(random: Random, at: Wall, persons: readonly Person[]): Petition {
  const receivedAt = officeTime(random, at);
  const dueAt = addWorkdays(receivedAt - (receivedAt % day), 10);
  const isLate = random.chance(isoMonth(at) === stormMonth ? lateShare.storm : lateShare.usual);
  const after = isLate ? random.int(11, 24) : random.int(1, 9);
  const elsewhere = random.chance(0.04)
    ? random.pick(['Chuyển cơ quan khác', 'Không tiếp nhận'] as const)
    : null;
  return {
    code: '',
    receivedAt,
    dueAt,
    answeredAt: elsewhere ? null : inOffice(random, addWorkdays(receivedAt, after)),
    elsewhere,
    subject: random.weighted(subjects),
    channel: random.weighted(channels).name,
    satisfaction: elsewhere ? null : judge(random, isLate),
    sender: random.pick(persons),
  };
}

function yearOfPetitions(seed: number, persons: readonly Person[]): Petition[] {
  const random = new Random(seed, 'petitions');
  const petitions: Petition[] = [];
  for (let month = 1; month <= 10; month += 1) {
    const days: Wall[] = [];
    for (let at = startOfMonth(2026, month); at < endOfMonth(2026, month); at += day)
      if (isWorkday(at)) days.push(at);
    const count =
      days[0] !== undefined && isoMonth(days[0]) === stormMonth ? afterStorm : perMonth + random.int(-4, 4);
    for (let n = 0; n < count; n += 1) petitions.push(petition(random, random.pick(days), persons));
  }
  petitions.sort((a, b) => a.receivedAt - b.receivedAt);
  return petitions.map((each, at) => ({ ...each, code: `PAKN-26-${String(at + 1).padStart(5, '0')}` }));
}

/** What the system knows of a petition at a moment. */
function cellsOf(each: Petition, takenAt: Wall): Cells<Column> {
  const { subject, sender } = each;
  const isAnswered = each.answeredAt !== null && each.answeredAt <= takenAt;
  return {
    code: each.code,
    receivedAt: { day: each.receivedAt - (each.receivedAt % 60) },
    dueAt: { day: each.dueAt },
    kind: subject.kind,
    field: subject.field,
    content: `${subject.content} (${sender.hamlet})`,
    sender: sender.name,
    phone: sender.phone,
    hamlet: sender.hamlet,
    channel: each.channel,
    unit: departmentNames[subject.department],
    result: each.elsewhere ?? (isAnswered ? 'Đã trả lời' : 'Đang xử lý'),
    answeredAt:
      isAnswered && each.answeredAt !== null ? { day: each.answeredAt - (each.answeredAt % 60) } : null,
    satisfaction: isAnswered ? each.satisfaction : null,
  };
}

const isAnswered: Blemish<Column>['fits'] = ({ result }) => result === 'Đã trả lời';

/** In every file each of them befalls one row. */
const blemishes: readonly Blemish<Column>[] = [
  { fault: 'required_empty', printed: { code: null } },
  { fault: 'no_such_day', printed: { receivedAt: '31/02/2026' } },
  { fault: 'required_empty', printed: { dueAt: null } },
  { fault: 'unknown_code', printed: { result: 'Đang luân chuyển' } },
  { fault: 'answered_without_date', printed: { answeredAt: null }, fits: isAnswered },
  {
    fault: 'answered_before_received',
    printed: { answeredAt: { day: wall(2025, 12, 30) } },
    fits: isAnswered,
  },
  // A way to say nothing.
  { printed: { satisfaction: 'Chưa đánh giá' } },
];

function fileOf(seed: number, petitions: readonly Petition[], plan: (typeof files)[number]): SampleFile {
  const random = new Random(seed, plan.name);
  const from = startOfMonth(2026, plan.from);
  const takenAt = endOfMonth(2026, plan.until);
  // Petitions that were open when the last file was taken come again, with their answer.
  const wanted = petitions.filter(
    ({ receivedAt, answeredAt, elsewhere }) =>
      receivedAt <= takenAt &&
      (receivedAt >= from || (elsewhere === null && (answeredAt ?? takenAt) >= from)),
  );
  const sound = wanted.map((each) => ({ cells: cellsOf(each, takenAt), verdict: null }));
  const span = `(Từ tháng ${plan.from} đến tháng ${plan.until} năm 2026)`;
  return tableFile({
    name: plan.name,
    form: plan.form,
    titles: plan.form.kind === 'delimited' ? [] : ['DANH SÁCH PHẢN ÁNH, KIẾN NGHỊ', span],
    labels: { ...labels, ...plan.differs },
    groups: {
      sender: 'Người phản ánh',
      phone: 'Người phản ánh',
      hamlet: 'Người phản ánh',
      result: 'Xử lý',
      answeredAt: 'Xử lý',
      satisfaction: 'Xử lý',
    },
    rows: standTwice(random, blemish(random, sound, blemishes), 2),
    ...(plan.form.kind !== 'delimited' && { total: { receivedAt: `${sound.length} phản ánh` } }),
    signature: ['NGƯỜI LẬP BIỂU', '(Ký, ghi rõ họ tên)'],
    made: startOfMonth(2026, plan.until + 1) - day,
  });
}

/** Petitions of January to October: about 36 a month, many more and late answers after a storm in July. */
export const petitions: SampleGenerator = (seed, { persons }) => {
  const all = yearOfPetitions(seed, persons);
  const senders = new Set(all.map(({ sender }) => sender));
  return {
    source: 'petitions',
    files: files.map((plan) => fileOf(seed, all, plan)),
    persons: { names: [...new Set([...senders].map(({ name }) => name))], ids: [] },
  };
};
