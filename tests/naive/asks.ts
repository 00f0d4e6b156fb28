/**
 * Which columns of the exports an indicator asks for, written down by hand: a row in which one of them was refused is in
 * neither count. `*` stands in a row whose newest version was refused: there nothing but the key is sure.
 */
interface Asks {
  /** To say whether a row counts. */
  counts?: readonly string[];
  /** To say what a row that counts adds. */
  rest?: readonly string[];
  /** What keeps a row out for certain, whatever the refused values were. */
  surelyNot?: (row: Readonly<Record<string, unknown>>, refused: readonly string[]) => boolean;
}

const ended = ['status', 'closed_at', 'returned_at'];
const onTime = [
  ...ended,
  'supplement_requested_at',
  'supplemented_at',
  'supplement_count',
  'due_at',
  'received_at',
  'time_limit_days',
];
const pause = ['supplement_requested_at', 'supplemented_at'];
const isInDoubt = (refused: readonly string[]) => refused.includes('*');
/** A share or sum of what units returned: the code of the indicator is part of the key. */
const returned = (counts: readonly string[], rest: readonly string[]): Asks => ({ counts, rest });
const sums = returned([], ['numerator', 'denominator']);
const plain = returned([], ['value', 'numerator']);

export const asks: Readonly<Record<string, Asks>> = {
  'tthc-dung-han': { rest: onTime },
  'tthc-qua-han': { counts: onTime },
  'tthc-truc-tuyen': { rest: ['channel'] },
  'tthc-toan-trinh': { counts: ['service_level'], rest: ['channel'] },
  'tthc-thanh-toan-truc-tuyen': { counts: ['fee'], rest: ['payment'] },
  'tthc-ket-qua-dien-tu': { counts: [...ended, 'needs_written_result'], rest: ['electronic_result'] },
  'tthc-so-hoa': { counts: ended, rest: ['digitised', 'electronic_result', 'needs_written_result'] },
  'tthc-thoi-gian': { counts: ended, rest: [...pause, 'received_at'] },
  'tthc-thoi-gian-trung-vi': { counts: ended, rest: [...pause, 'received_at'] },
  'tthc-da-giai-quyet': { counts: ['status'] },
  'tthc-bo-sung': { rest: ['supplement_count', 'supplement_requested_at'] },
  'tthc-co-ho-so-truc-tuyen': { counts: ['channel'], rest: ['procedure_code'] },
  'tthc-co-thanh-toan-truc-tuyen': {
    counts: ['fee', 'payment'],
    rest: ['procedure_code'],
    surelyNot: ({ payment }, refused) =>
      !isInDoubt(refused) &&
      !refused.includes('payment') &&
      payment !== 'national' &&
      payment !== 'provincial',
  },
  'pakn-dung-han': { rest: ['answered_at', 'due_at'] },
  'pakn-hai-long': { rest: ['answered_at', 'due_at', 'satisfaction'] },
  'pakn-danh-gia': { counts: ['satisfaction', 'answered_at'], rest: ['satisfaction'] },
  'pakn-15-ngay': { counts: ['answered_at'], rest: ['answered_at', 'received_at'] },
  'pakn-thoi-gian': { counts: ['answered_at'], rest: ['answered_at', 'received_at'] },
  'van-ban-ky-so': { rest: ['signed', 'sent_online'] },
  ...Object.fromEntries(
    [
      'thon-cap-quang',
      'co-so-du-lieu-lam-sach',
      'ho-kinh-doanh-qr',
      'ocop-thuong-mai-dien-tu',
      'hoc-ba-so',
      'so-tay-dang-vien',
      'dang-vien-chuan-hoa',
      'ho-so-can-bo-chuan-hoa',
      'can-bo-boi-duong-ky-nang-so',
      'lao-dong-ky-nang-so',
      'he-thong-cap-do-an-toan',
      'giai-ngan-khcn',
      'nhiem-vu-dung-han',
      'bao-cao-dung-han',
      'to-chuc-duoc-kiem-tra',
    ].map((id) => [id, sums]),
  ),
  ...Object.fromEntries(
    [
      'van-ban-chi-dao',
      'su-co-an-ninh-mang-nghiem-trong',
      'tuyen-truyen-luot-nguoi',
      'tin-bai-tuyen-truyen',
      'tap-huan-da-to-chuc',
    ].map((id) => [id, plain]),
  ),
  ...Object.fromEntries(
    ['to-cong-nghe-so-hoat-dong', 'ke-hoach-hanh-dong-ban-hanh', 'da-co-ke-hoach-hanh-dong'].map((id) => {
      const code = id === 'da-co-ke-hoach-hanh-dong' ? 'ke-hoach-hanh-dong-ban-hanh' : id;
      return [id, { counts: ['value'], surelyNot: ({ indicator }) => indicator !== code }] satisfies [
        string,
        Asks,
      ];
    }),
  ),
  'thua-dat-du': {
    counts: ['certificate_number', 'issued_on', 'register_number'],
    rest: [
      'certificate_number',
      'issued_on',
      'register_number',
      'owner_id',
      'organisation_id',
      'area',
      'sheet',
      'plot',
    ],
  },
  'thua-dat-chu-cu-tru': {
    counts: ['certificate_number', 'issued_on', 'register_number', 'owner_id'],
    rest: ['owner_id'],
  },
  'thua-dat-quet-giay': {
    counts: ['certificate_number', 'issued_on', 'register_number'],
    rest: ['scan_file'],
  },
  'nguoi-dan-duoc-huong-dan': { rest: ['attended'] },
  'hoc-sinh-ky-nang-so': { rest: ['attended'] },
  'dan-so': { rest: ['residents'] },
  'vneid-muc-2': { rest: ['level_2', 'adults_14'] },
  'chu-ky-so-ca-nhan': { rest: ['signatures', 'adults_18'] },
  'tai-khoan-thanh-toan': { rest: ['accounts', 'adults_15'] },
  'so-suc-khoe-dien-tu': { rest: ['health_books', 'residents'] },
  'dan-cu-sach': { rest: ['clean', 'residents'] },
};

/** Names in `refused_columns` by which the value of a breakdown is refused. */
export const brokenDownBy: Readonly<Record<string, string>> = {
  channel: 'channel',
  kind: 'kind',
  audience: 'audience',
};

/** Whether a row is in neither count of an indicator; `counts` is what would be said of it with its refused values blank. */
export function isLeftOut(
  id: string,
  row: Readonly<Record<string, unknown>>,
  refused: readonly string[],
  counts: boolean,
): boolean {
  const its = asks[id];
  if (!its || refused.length === 0 || its.surelyNot?.(row, refused)) return false;
  const touches = (columns: readonly string[] = []) =>
    columns.length > 0 && (isInDoubt(refused) || columns.some((column) => refused.includes(column)));
  return touches(its.counts) || (counts && touches(its.rest));
}
