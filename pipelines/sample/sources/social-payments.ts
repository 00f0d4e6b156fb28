import { Random } from '../../config/random.ts';
import { withDots } from '../export/cell.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form, TableRow } from '../export/table-plan.ts';
import { ageIn, livesHere, type Resident } from '../life/resident.ts';
import { day, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { addWorkdays, isWorkday } from '../working-time.ts';
import { type Blemish, blemish, losesOneZero, standTwice } from './blemish.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  year: 'Năm',
  month: 'Tháng',
  hamlet: 'Thôn/xóm',
  name: 'Họ và tên',
  id: 'Số định danh',
  proxy: 'Người nhận thay',
  programme: 'Chính sách',
  amount: 'Số tiền (đồng)',
  method: 'Hình thức chi trả',
  account: 'Số tài khoản',
  result: 'Kết quả chi trả',
  paidOn: 'Ngày chi trả',
};
type Column = keyof typeof labels;

/** The visible story: month by month fewer are paid in cash. */
const cashShare = [0.62, 0.57, 0.52, 0.46, 0.4, 0.33, 0.26, 0.19, 0.13, 0.08];
/** Hamlets lie up to so much over or under it. */
const spread = 0.06;
/** Of those paid in cash; they get it with the next month's. */
const waitingShare = 0.05;

const programmes: readonly {
  name: string;
  people: number;
  fits: (age: number) => boolean;
  amounts: readonly number[];
}[] = [
  { name: 'Trợ cấp hưu trí xã hội', people: 560, fits: (age) => age >= 75, amounts: [500_000] },
  {
    name: 'Trợ cấp xã hội hằng tháng',
    people: 600,
    fits: () => true,
    amounts: [500_000, 750_000, 1_000_000, 1_250_000],
  },
  {
    name: 'Trợ cấp người có công hằng tháng',
    people: 260,
    fits: (age) => age >= 45,
    amounts: [1_780_000, 2_789_000, 3_720_000],
  },
  { name: 'Hỗ trợ hộ nghèo', people: 110, fits: (age) => age >= 18, amounts: [62_000, 150_000] },
];

/** Somebody on the list of a programme. */
interface Recipient {
  resident: Resident;
  programme: string;
  amount: number;
  /** Gets an account early (near 1) or late (near 0). */
  luck: number;
  account: string;
  proxy: string | null;
  /** Off the list again, though still living here: the household is poor no more, the sick are well. */
  until: Wall | null;
}

interface Payment {
  recipient: Recipient;
  month: number;
  isCash: boolean;
  /** Null: nobody has come for it by the time the list is closed. */
  paidOn: Wall | null;
}

function recipientsOf(random: Random, residents: readonly Resident[]): Recipient[] {
  return programmes.flatMap(({ name, people, fits, amounts }) => {
    const start = startOfMonth(2026, 1);
    // Whoever gets one benefit may well get another: lists overlap, but nobody stands twice on one.
    const chosen = random
      .shuffled(residents.filter((resident) => fits(ageIn(resident, start))))
      .slice(0, people);
    return chosen.map((resident) => ({
      resident,
      programme: name,
      amount: random.pick(amounts),
      luck: random.next(),
      account: `00${random.int(10_000_000, 99_999_999)}`,
      proxy: random.chance(0.05) ? random.pick(residents).name : null,
      until: random.chance(0.04) ? startOfMonth(2026, random.int(2, 11)) : null,
    }));
  });
}

/** Payments of one month. Money is handed out from the 5th on; what nobody fetched is paid with the next list. */
function paymentsOf(
  random: Random,
  recipients: readonly Recipient[],
  month: number,
  offsets: ReadonlyMap<string, number>,
): Payment[] {
  const start = startOfMonth(2026, month);
  const first = wall(2026, month, 5);
  const begin = isWorkday(first) ? first : addWorkdays(first, 1);
  return recipients
    .filter(({ resident, until }) => livesHere(resident, start) && (until === null || until > start))
    .map((recipient) => {
      const share = (cashShare[month - 1] ?? 0) + (offsets.get(recipient.resident.hamlet.name) ?? 0);
      const isCash = recipient.luck < share;
      const isWaiting = isCash && random.chance(waitingShare);
      return {
        recipient,
        month,
        isCash,
        paidOn: isWaiting ? null : addWorkdays(begin, isCash ? random.int(0, 3) : 0),
      };
    });
}

const months: readonly { form: Form; differs?: Partial<Record<Column, string>> }[] = [
  { form: { kind: 'xlsx', sheet: 'Chi trả' } },
  { form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' }, differs: { id: 'Số CCCD' } },
  { form: { kind: 'html' } },
  { form: { kind: 'xlsx', sheet: 'Chi trả' } },
  {
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    differs: { programme: 'Loại trợ cấp' },
  },
  { form: { kind: 'delimited', delimiter: '\t', encoding: 'nfd' } },
  { form: { kind: 'xlsx', sheet: 'Chi trả' }, differs: { amount: 'Số tiền\n(đồng)' } },
  { form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' } },
  { form: { kind: 'html' }, differs: { method: 'Phương thức chi trả' } },
  { form: { kind: 'xlsx', sheet: 'Chi trả' } },
];
const extensions = { xlsx: 'xlsx', html: 'xls', delimited: 'csv' } as const;

function rowOf({ recipient, month, isCash, paidOn }: Payment, form: Form): TableRow<Column> {
  const { resident, amount } = recipient;
  const cells = {
    year: 2026,
    month,
    hamlet: resident.hamlet.name,
    name: resident.name,
    id: resident.id,
    proxy: isCash ? recipient.proxy : null,
    programme: recipient.programme,
    amount: form.kind === 'html' ? withDots(amount) : amount,
    method: isCash ? 'Tiền mặt' : 'Chuyển khoản',
    account: isCash ? null : recipient.account,
    result: paidOn === null ? 'Chưa nhận' : 'Đã chi trả',
    paidOn: paidOn === null ? null : { day: paidOn },
  };
  return { cells, verdict: null };
}

const isPaid: Blemish<Column>['fits'] = ({ result }) => result === 'Đã chi trả';
const oneZero: Blemish<Column>['fits'] = ({ id }) => losesOneZero(id);

const blemishes: readonly Blemish<Column>[] = [
  { fault: 'required_empty', printed: { id: null } },
  { fault: 'lost_digits', printed: { id: '3.61E+10' } },
  { fault: 'bad_personal_id', printed: { id: '12345' } },
  { fault: 'bad_number', printed: { amount: 'năm trăm nghìn' } },
  { fault: 'unknown_code', printed: { method: 'Gửi qua người quen' } },
  { fault: 'out_of_range', printed: { month: 13 } },
  { fault: 'paid_without_date', printed: { paidOn: null }, fits: isPaid },
  { fault: 'no_such_day', printed: { paidOn: '31/02/2026' }, fits: isPaid },
  { repair: 'restored_leading_zero', printed: ({ id }) => ({ id: Number(id) }), fits: oneZero },
  {
    repair: 'restored_leading_zero',
    printed: ({ id }) => ({ id: String(id).slice(1) }),
    fits: oneZero,
  },
  { repair: 'removed_decimal', printed: ({ id }) => ({ id: `${id}.0` }) },
];

function fileOf(random: Random, month: number, payments: readonly Payment[]): SampleFile {
  const { form, differs } = months[month - 1] ?? { form: { kind: 'html' } as const };
  const rows = blemish(
    random,
    payments.map((payment) => rowOf(payment, form)),
    blemishes,
  );
  const sum = payments.reduce((total, { recipient }) => total + recipient.amount, 0);
  const number = String(month).padStart(2, '0');
  return tableFile({
    name: `chi-tra-an-sinh-2026-${number}.${extensions[form.kind]}`,
    form,
    titles:
      form.kind === 'delimited'
        ? []
        : ['ỦY BAN NHÂN DÂN XÃ RẠNG ĐÔNG', 'DANH SÁCH CHI TRẢ AN SINH XÃ HỘI', `Tháng ${number} năm 2026`],
    labels: { ...labels, ...differs },
    groups: {
      year: 'Kỳ chi trả',
      month: 'Kỳ chi trả',
      name: 'Người hưởng',
      id: 'Người hưởng',
      method: 'Chi trả',
      account: 'Chi trả',
      result: 'Chi trả',
      paidOn: 'Chi trả',
    },
    rows: standTwice(random, rows, 2),
    ...(form.kind !== 'delimited' && { total: { amount: form.kind === 'html' ? withDots(sum) : sum } }),
    signature: ['NGƯỜI LẬP BIỂU', '(Ký, ghi rõ họ tên)'],
    made: startOfMonth(2026, month + 1) - day,
  });
}

/** Lists of January to October, about 1,500 payments each: the share of cash falls from 62 % to 8 %. */
export const socialPayments: SampleGenerator = (seed, { residents }) => {
  const random = new Random(seed, 'social payments');
  const recipients = recipientsOf(random, residents);
  const hamlets = [...new Set(residents.map(({ hamlet }) => hamlet.name))];
  const offsets = new Map(hamlets.map((name) => [name, random.between(-spread, spread)]));
  const files: SampleFile[] = [];
  let waiting: Payment[] = [];
  months.forEach((_, at) => {
    const month = at + 1;
    const payments = paymentsOf(random, recipients, month, offsets);
    const paidOn = payments.find((payment) => payment.paidOn !== null)?.paidOn ?? null;
    const fetched = waiting.map((payment) => ({ ...payment, paidOn }));
    files.push(fileOf(new Random(seed, `social payments ${month}`), month, [...fetched, ...payments]));
    waiting = payments.filter((payment) => payment.paidOn === null);
  });
  return {
    source: 'social-payments',
    files,
    persons: {
      names: [...new Set(recipients.map(({ resident }) => resident.name))],
      ids: [...new Set(recipients.map(({ resident }) => resident.id))],
    },
  };
};
