import { describe, expect, test } from 'vitest';
import { type ReadRow, readBack, secondsOf } from './read-back.ts';
import { sample } from './sample.ts';
import type { Fact } from './truth/fact.ts';
import { readingsOf } from './truth/readings.ts';
import { vpcp06Of } from './truth/vpcp06.ts';

const { files, truth } = sample();
const rows = files.flatMap(readBack);
const refused = new Map(truth.refused.map(({ file, row, code }) => [`${file}:${row}`, code]));
const refusalOf = ({ file, row }: ReadRow) => refused.get(`${file}:${row}`);

const statuses: Record<string, string> = {
  'Mới đăng ký': 'registered',
  'Được tiếp nhận': 'received',
  'Hồ sơ mới tiếp nhận': 'received',
  'Không được tiếp nhận': 'not_accepted',
  'Đang xử lý': 'processing',
  'Chờ ký duyệt': 'processing',
  'Yêu cầu bổ sung giấy tờ': 'supplement_requested',
  'Chờ bổ sung hồ sơ': 'supplement_requested',
  'Yêu cầu thực hiện nghĩa vụ tài chính': 'payment_requested',
  'Công dân yêu cầu rút hồ sơ': 'withdrawn',
  'Đã rút hồ sơ': 'withdrawn',
  'Dừng xử lý': 'stopped',
  'Đã xử lý xong': 'done',
  'Đã trả kết quả': 'returned',
};
/** A blank means handed in at the counter. */
const channels: Record<string, Fact['channel']> = {
  'Trực tuyến': 'online',
  'Trực tiếp': 'direct',
  'Bưu chính công ích': 'post',
};
const dateLabels = [
  'Ngày tiếp nhận',
  'Ngày kết thúc xử lý',
  'Ngày trả kết quả',
  'Ngày yêu cầu bổ sung',
  'Ngày bổ sung',
];
const codeForm = /^(?:H\d{2}(?:\.\d{1,3}){2}|\d{3}\.\d{2}\.\d{2}\.H\d{2})-\d{6}-\d{4}$/;

/** The column whose value alone cannot be read, by its text. */
function refusedColumn({ cells }: ReadRow): Fact['refused'] {
  const text = (label: string) => cells[label] ?? '';
  if (text('Hình thức nộp') && !channels[text('Hình thức nộp')]) return 'channel';
  if (Number.isNaN(secondsOf(text('Ngày hẹn trả')))) return 'dueAt';
  if (!/^(\d{1,3}(\.\d{3})*|\d*)$/.test(text('Phí, lệ phí (đồng)'))) return 'fee';
  return /^(\d{12}(\.0)?|3\d{10})$/.test(text('Số định danh')) ? null : 'personalId';
}

/** A naive second judgement of a single row, from its text alone; twins are judged by the file. */
function judge({ cells }: ReadRow): string | undefined {
  const text = (label: string) => cells[label] ?? '';
  if (!text('Số hồ sơ') || !text('Tên lĩnh vực')) return 'required_empty';
  if (!codeForm.test(text('Số hồ sơ'))) return 'bad_pattern';
  const status = statuses[text('Trạng thái hồ sơ')];
  if (!status) return 'unknown_code';
  if (dateLabels.some((label) => Number.isNaN(secondsOf(text(label))))) return 'bad_date';
  const received = secondsOf(text('Ngày tiếp nhận'));
  const ended = secondsOf(text('Ngày kết thúc xử lý')) ?? secondsOf(text('Ngày trả kết quả'));
  if (received !== null && received > Date.UTC(2027, 0) / 1000) return 'future_date';
  if (received === null) {
    return ['registered', 'not_accepted', 'withdrawn'].includes(status) ? undefined : 'received_missing';
  }
  if (ended !== null && ended < received) return 'closed_before_received';
  if (ended === null && ['withdrawn', 'stopped', 'done', 'returned'].includes(status))
    return 'closed_without_date';
  if (!text('Ngày hẹn trả') && !text('Thời hạn giải quyết (ngày)')) return 'due_unknown';
  return undefined;
}

describe('the files, read back', () => {
  test('hold as many data rows as the books say', () => {
    expect(files.map((file) => [file.name, rows.filter((row) => row.file === file.name).length])).toEqual(
      truth.files.map((file) => [file.name, file.read]),
    );
  });

  test('have exactly the faults of the books, in exactly these rows', () => {
    const wrong = rows.filter((row) => {
      const known = refusalOf(row);
      return judge(row) !== (known === 'duplicate_key' ? undefined : known);
    });
    expect(wrong.map((row) => [row.file, row.row, refusalOf(row), judge(row)])).toEqual([]);
  });

  test('have a dossier twice exactly where the books refuse one of the two', () => {
    for (const { name } of files) {
      const counts = new Map<string, number>();
      for (const row of rows.filter(
        (candidate) => candidate.file === name && judge(candidate) === undefined,
      )) {
        const code = row.cells['Số hồ sơ'] ?? '';
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
      const twins = [...counts.values()].filter((count) => count > 1).length;
      expect(twins).toBe(truth.files.find((file) => file.name === name)?.refusedBy.duplicate_key ?? 0);
    }
  });

  test('show refused dossiers that never come back and refused ones that stand rightly in a later file', () => {
    const accepted = new Set(rows.filter((row) => !refusalOf(row)).map((row) => row.cells['Số hồ sơ']));
    const broken = rows.filter((row) => refusalOf(row) && refusalOf(row) !== 'duplicate_key');
    const named = broken.filter((row) => codeForm.test(row.cells['Số hồ sơ'] ?? ''));
    expect(named.filter((row) => accepted.has(row.cells['Số hồ sơ'])).length).toBeGreaterThan(10);
    expect(named.filter((row) => !accepted.has(row.cells['Số hồ sơ'])).length).toBeGreaterThan(10);
  });

  test('have appointments with a time, with a date alone, and none', () => {
    for (const { name } of files) {
      const received = rows.filter((row) => row.file === name && row.cells['Ngày tiếp nhận']);
      const forms = new Set(
        received.map(({ cells }) => (cells['Ngày hẹn trả'] ?? '').replace(/\d/g, '0').slice(0, 16)),
      );
      expect([name, ...forms]).toEqual(expect.arrayContaining([name, '', '00/00/0000', '00/00/0000 00:00']));
    }
  });

  test('name no person whom the books do not name', () => {
    const known = new Set(Object.values(truth.persons).flat());
    const strangers = rows.flatMap(({ cells }) => {
      const id = cells['Số định danh'] ?? '';
      const personal = [cells['Chủ hồ sơ'], cells['Cán bộ xử lý hiện tại'], cells['Số điện thoại']];
      return [...personal, ...(/^\d{12}$/.test(id) ? [id] : [])].filter((value) => !known.has(value ?? ''));
    });
    expect(strangers).toEqual([]);
  });

  test('come to every figure of the books when counted from their text', () => {
    const newest = new Map<string, ReadRow>();
    const rank = ({ cells }: ReadRow) => [
      secondsOf(cells['Ngày kết thúc xử lý']) ?? -1,
      secondsOf(cells['Ngày trả kết quả']) ?? -1,
    ];
    // The order of files is the order of their data, so a later row replaces an equal one.
    for (const row of rows) {
      if (refusalOf(row)) continue;
      const code = row.cells['Số hồ sơ'] ?? '';
      const known = newest.get(code);
      const [closed = 0, returned = 0] = rank(row);
      const [knownClosed = 0, knownReturned = 0] = known ? rank(known) : [-2, -2];
      if (closed > knownClosed || (closed === knownClosed && returned >= knownReturned))
        newest.set(code, row);
    }
    expect(newest.size).toBe(truth.current);
    const order = new Map(files.map(({ name }, at) => [name, at]));
    const isAfter = (one: ReadRow, other: ReadRow) =>
      (order.get(one.file) ?? 0) > (order.get(other.file) ?? 0);
    const broken = rows.filter((row) => refusalOf(row) && refusalOf(row) !== 'duplicate_key');
    const facts = [...newest].flatMap(([code, row]) => {
      const isInDoubt = broken.some((other) => other.cells['Số hồ sơ'] === code && isAfter(other, row));
      return factFromText(row, isInDoubt) ?? [];
    });
    expect(facts.length).toBe(truth.received);
    expect(readingsOf(facts)).toEqual(truth.readings);
    expect(vpcp06Of(facts)).toEqual(truth.vpcp06);
  });
});

/** What the indicators need of a dossier, from the text of its cells. */
function factFromText(row: ReadRow, isInDoubt: boolean): Fact | undefined {
  const { cells } = row;
  const refused = refusedColumn(row);
  const text = (label: string) => cells[label] ?? '';
  const status = statuses[text('Trạng thái hồ sơ')] ?? '';
  const receivedAt = secondsOf(text('Ngày tiếp nhận'));
  if (receivedAt === null || status === 'registered' || status === 'not_accepted') return undefined;
  const requestedAt = secondsOf(text('Ngày yêu cầu bổ sung'));
  const suppliedAt = secondsOf(text('Ngày bổ sung'));
  const ended = ['withdrawn', 'stopped', 'done', 'returned'].includes(status);
  return {
    field: text('Tên lĩnh vực'),
    channel: refused === 'channel' ? 'refused' : (channels[text('Hình thức nộp')] ?? 'direct'),
    receivedAt,
    dueAt:
      secondsOf(text('Ngày hẹn trả')) ?? receivedAt + Number(text('Thời hạn giải quyết (ngày)')) * 86_400,
    endedAt: ended ? (secondsOf(text('Ngày kết thúc xử lý')) ?? secondsOf(text('Ngày trả kết quả'))) : null,
    finished: status === 'done' || status === 'returned',
    waitingSince: status === 'supplement_requested' ? requestedAt : null,
    supplementCount: Number(text('Số lần yêu cầu bổ sung')),
    requestedAt,
    suppliedAt,
    pause: requestedAt !== null && suppliedAt !== null ? suppliedAt - requestedAt : 0,
    hasFee: Number(text('Phí, lệ phí (đồng)').replaceAll('.', '')) > 0,
    paidOnline: text('Thanh toán trực tuyến').startsWith('Cổng DVC'),
    writtenResult: text('Có kết quả bằng văn bản') === 'Có',
    electronicResult: text('Kết quả điện tử') === 'Có',
    digitised: text('Số hóa hồ sơ') === 'Có',
    refused,
    isInDoubt,
  };
}
