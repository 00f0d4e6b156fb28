import { Random } from '../../config/random.ts';
import { officers } from '../data/person-names.ts';
import { type SampleFile, tableFile } from '../export/table.ts';
import type { Form, TableRow } from '../export/table-plan.ts';
import { day, endOfMonth, startOfMonth, type Wall, wall } from '../wall-clock.ts';
import { isWorkday } from '../working-time.ts';
import { type Blemish, blemish, standTwice } from './blemish.ts';
import type { SampleGenerator } from './source.ts';

const labels = {
  direction: 'Chiều văn bản',
  number: 'Số, ký hiệu',
  issuedOn: 'Ngày ban hành',
  recordedOn: 'Ngày vào sổ',
  kind: 'Loại văn bản',
  issuer: 'Cơ quan ban hành',
  subject: 'Trích yếu',
  signer: 'Người ký',
  secrecy: 'Độ mật',
  signed: 'Ký số',
  sent: 'Gửi qua mạng',
  workFile: 'Mã hồ sơ công việc',
  handled: 'Hồ sơ xử lý trên mạng',
};
type Column = keyof typeof labels;

interface Document {
  direction: 'Đi' | 'Đến';
  number: string;
  issuedOn: Wall;
  recordedOn: Wall;
  kind: string;
  issuer: string;
  subject: string;
  signer: string;
  secrecy: string;
  signed: boolean;
  sent: boolean;
  workFile: string | null;
  handled: boolean | null;
}

/** Whose numbers look like 12-BC/ĐU (Party) or 12/BC-UBND (state). */
interface Body {
  name: string;
  mark: string;
  party: boolean;
  weight: number;
}

const own: readonly Body[] = [
  { name: 'Ủy ban nhân dân xã', mark: 'UBND', party: false, weight: 52 },
  { name: 'Hội đồng nhân dân xã', mark: 'HĐND', party: false, weight: 6 },
  { name: 'Đảng ủy xã Rạng Đông', mark: 'ĐU', party: true, weight: 22 },
  { name: 'Ủy ban Kiểm tra Đảng ủy', mark: 'UBKTĐU', party: true, weight: 5 },
  { name: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã', mark: 'MTTQ', party: false, weight: 15 },
];
const others: readonly Body[] = [
  { name: 'Ủy ban nhân dân tỉnh Ninh Bình', mark: 'UBND', party: false, weight: 30 },
  { name: 'Tỉnh ủy Ninh Bình', mark: 'TU', party: true, weight: 12 },
  { name: 'Sở Nội vụ', mark: 'SNV', party: false, weight: 9 },
  { name: 'Sở Khoa học và Công nghệ', mark: 'SKHCN', party: false, weight: 8 },
  { name: 'Sở Nông nghiệp và Môi trường', mark: 'SNNMT', party: false, weight: 14 },
  { name: 'Sở Tài chính', mark: 'STC', party: false, weight: 9 },
  { name: 'Sở Xây dựng', mark: 'SXD', party: false, weight: 8 },
  { name: 'Công an tỉnh', mark: 'CAT', party: false, weight: 10 },
];

const kinds = [
  { name: 'Công văn', mark: 'CV', weight: 46 },
  { name: 'Báo cáo', mark: 'BC', weight: 18 },
  { name: 'Quyết định', mark: 'QĐ', weight: 14 },
  { name: 'Kế hoạch', mark: 'KH', weight: 9 },
  { name: 'Thông báo', mark: 'TB', weight: 8 },
  { name: 'Giấy mời', mark: 'GM', weight: 5 },
];
const subjects = [
  'Về việc triển khai nhiệm vụ tháng',
  'Về việc rà soát số liệu',
  'Về việc chuẩn bị hội nghị',
  'Kết quả thực hiện chuyển đổi số',
  'Về việc phòng, chống thiên tai',
  'Về việc giải quyết thủ tục hành chính',
];

/** Shares by month: how much of what the commune issues is signed digitally, and how many work files are on line. */
const signedShare = [0.78, 0.8, 0.84, 0.87, 0.9, 0.92, 0.94, 0.96, 0.975, 0.985];
const onlineShare = [0.55, 0.58, 0.62, 0.66, 0.71, 0.75, 0.8, 0.84, 0.88, 0.91];
/** The Party's bodies came to digital signatures later. */
const partyLag = 0.12;
const perDay = { out: 12, in: 17 };

/** Gives every body its running numbers and every day's documents their work files. */
class Registry {
  readonly #numbers = new Map<string, number>();
  #files = 0;

  number({ name, mark, party }: Body, kind: string, step: number): string {
    const next = (this.#numbers.get(`${name} ${kind}`) ?? 0) + step;
    this.#numbers.set(`${name} ${kind}`, next);
    return party ? `${next}-${kind}/${mark}` : `${next}/${kind}-${mark}`;
  }

  workFile(random: Random): string {
    // Most documents open a file of their own, the others answer to one of the last.
    if (this.#files === 0 || random.chance(0.55)) this.#files += 1;
    const number = Math.max(1, this.#files - (random.chance(0.3) ? random.int(0, 20) : 0));
    return `HS.2026.${String(number).padStart(5, '0')}`;
  }
}

function documentOf(
  random: Random,
  registry: Registry,
  direction: 'Đi' | 'Đến',
  at: Wall,
  month: number,
): Document {
  const isOut = direction === 'Đi';
  const body = random.weighted(isOut ? own : others);
  const kind = random.weighted(kinds);
  const share = isOut ? (signedShare[month - 1] ?? 1) - (body.party ? partyLag * (1 - month / 10) : 0) : 0.99;
  const isSecret = random.chance(0.012);
  const signed = !isSecret && random.chance(share);
  const workFile = random.chance(0.7) ? registry.workFile(random) : null;
  const issuedOn = isOut ? at : at - random.int(0, 3) * day;
  return {
    direction,
    // Of the papers of others only some come here, so their numbers run on in leaps.
    number: registry.number(body, kind.mark, isOut ? 1 : random.int(1, 9)),
    issuedOn,
    recordedOn: at,
    kind: kind.name,
    issuer: body.name,
    subject: isSecret ? '' : random.pick(subjects),
    signer: random.pick(officers.office),
    secrecy: isSecret ? random.pick(['Mật', 'Mật', 'Tối mật']) : 'Thường',
    signed,
    sent: !isSecret && (signed ? random.chance(0.99) : random.chance(0.6)),
    workFile,
    handled: workFile === null ? null : isWorkedOnline(workFile, month),
  };
}

/** All documents of a file agree most of the time: the file's number decides, and the month. */
function isWorkedOnline(workFile: string, month: number): boolean {
  return new Random(Number(workFile.slice(-5)), 'work file').next() < (onlineShare[month - 1] ?? 1);
}

function yearOfDocuments(seed: number): Document[] {
  const random = new Random(seed, 'documents');
  const registry = new Registry();
  const documents: Document[] = [];
  for (let month = 1; month <= 10; month += 1) {
    for (let at = startOfMonth(2026, month); at < endOfMonth(2026, month); at += day) {
      if (!isWorkday(at)) continue;
      const count = (mean: number) => Math.round(mean * random.between(0.7, 1.3));
      for (let n = count(perDay.out); n > 0; n -= 1)
        documents.push(documentOf(random, registry, 'Đi', at, month));
      for (let n = count(perDay.in); n > 0; n -= 1)
        documents.push(documentOf(random, registry, 'Đến', at, month));
    }
  }
  return documents;
}

const files: readonly {
  name: string;
  form: Form;
  from: number;
  until: number;
  differs: Partial<Record<Column, string>>;
}[] = [
  {
    name: 'van-ban-2026-quy-1.csv',
    form: { kind: 'delimited', delimiter: ',', encoding: 'utf-8' },
    from: 1,
    until: 3,
    differs: {},
  },
  {
    name: 'van-ban-2026-quy-2.xlsx',
    form: { kind: 'xlsx', sheet: 'Sổ văn bản' },
    from: 4,
    until: 6,
    differs: { number: 'Số ký hiệu' },
  },
  {
    name: 'van-ban-2026-quy-3.xls',
    form: { kind: 'html' },
    from: 7,
    until: 9,
    differs: { issuer: 'Đơn vị ban hành' },
  },
  {
    name: 'van-ban-2026-10.csv',
    form: { kind: 'delimited', delimiter: ';', encoding: 'windows-1258' },
    from: 10,
    until: 10,
    differs: { subject: 'Trích yếu nội dung' },
  },
];

function rowOf(document: Document, form: Form): TableRow<Column> {
  // One system writes Có and Không, the other crosses.
  const crosses = form.kind === 'html';
  const yesNo = (value: boolean) => (crosses ? (value ? 'x' : '0') : value ? 'Có' : 'Không');
  return {
    cells: {
      direction: document.direction,
      number: document.number,
      issuedOn: { day: document.issuedOn },
      recordedOn: { day: document.recordedOn },
      kind: document.kind,
      issuer: document.issuer,
      subject: document.subject,
      signer: document.signer,
      secrecy: document.secrecy === 'Thường' && crosses ? null : document.secrecy,
      signed: yesNo(document.signed),
      sent: yesNo(document.sent),
      workFile: document.workFile,
      handled: document.handled === null ? null : yesNo(document.handled),
    },
    verdict: null,
  };
}

const blemishes: readonly Blemish<Column>[] = [
  { fault: 'required_empty', printed: { number: null } },
  { fault: 'no_such_day', printed: { issuedOn: '31/02/2026' } },
  { fault: 'future_date', printed: { issuedOn: '12/05/2062' } },
  { fault: 'required_empty', printed: { kind: null } },
  { fault: 'unknown_code', printed: { direction: 'Nội bộ' } },
  { fault: 'unknown_code', printed: { secrecy: 'Hạn chế' } },
  { valueFault: 'bad_yes_no', printed: { signed: 'chưa rõ' } },
  { warning: 'recorded_before_issued', printed: { recordedOn: { day: wall(2025, 12, 1) } } },
  { warning: 'secret_on_network', printed: { sent: 'Có' }, fits: ({ secrecy }) => secrecy === 'Mật' },
];

function fileOf(seed: number, documents: readonly Document[], plan: (typeof files)[number]): SampleFile {
  const random = new Random(seed, plan.name);
  const until = endOfMonth(2026, plan.until);
  const sound = documents
    .filter(({ recordedOn }) => recordedOn >= startOfMonth(2026, plan.from) && recordedOn <= until)
    .map((document) => rowOf(document, plan.form));
  return tableFile({
    name: plan.name,
    form: plan.form,
    titles:
      plan.form.kind === 'delimited'
        ? []
        : ['SỔ VĂN BẢN ĐI, ĐẾN', `(Từ tháng ${plan.from} đến tháng ${plan.until} năm 2026)`],
    labels: { ...labels, ...plan.differs },
    groups: {
      signed: 'Phát hành',
      sent: 'Phát hành',
      workFile: 'Hồ sơ công việc',
      handled: 'Hồ sơ công việc',
    },
    rows: standTwice(random, blemish(random, sound, blemishes), 3),
    ...(plan.form.kind !== 'delimited' && { total: { kind: `${sound.length} văn bản` } }),
    signature: ['VĂN THƯ', '(Ký, ghi rõ họ tên)'],
    made: startOfMonth(2026, plan.until + 1) - day,
  });
}

/** Documents of January to October, about 6,000: nearly all are signed digitally in the end, the Party's later. */
export const eDocuments: SampleGenerator = (seed) => {
  const documents = yearOfDocuments(seed);
  return {
    source: 'e-documents',
    files: files.map((plan) => fileOf(seed, documents, plan)),
    persons: { names: [...officers.office], ids: [] },
  };
};
