import type { Random } from '../../../config/random.ts';
import type { Cell, Cells } from '../../export/cell.ts';
import { day, written } from '../../wall-clock.ts';
import { asExcelShows, type Blemish, blemishSomewhere, losesOneZero, soundPlace } from '../blemish.ts';
import type { Column } from './columns.ts';
import type { ExportPlan } from './plan.ts';
import { type DossierRow, soundRow } from './row.ts';

const inWork = ({ receivedAt, dueAt }: Cells<Column>): boolean => receivedAt !== null && dueAt !== null;
const open = (cells: Cells<Column>): boolean =>
  inWork(cells) && cells.closedAt === null && cells.returnedAt === null;
const impossible = (random: Random): string => random.pick(['chưa hẹn', 'không rõ', 'theo giấy hẹn']);
/** The moment of a cell, moved by so many seconds, as text. */
const moved = (cell: Cell | undefined, by: number): string =>
  typeof cell === 'object' && cell !== null ? written(cell.day + by, cell.precision ?? 'day') : '';

const faults: readonly Blemish<Column>[] = [
  { fault: 'required_empty', printed: { code: null } },
  { fault: 'required_empty', printed: { field: null } },
  { fault: 'bad_pattern', printed: (_, random) => ({ code: `HS-2026/${random.int(100, 999)}` }) },
  { fault: 'unknown_code', printed: { status: 'Đang luân chuyển nội bộ' } },
  { valueFault: 'unknown_code', printed: { channel: 'Qua Zalo' } },
  { fault: 'bad_date', fits: inWork, printed: (_, random) => ({ receivedAt: impossible(random) }) },
  { valueFault: 'bad_date', fits: inWork, printed: (_, random) => ({ dueAt: impossible(random) }) },
  {
    fault: 'bad_date',
    fits: ({ closedAt }) => closedAt !== null,
    printed: (_, random) => ({ closedAt: impossible(random) }),
  },
  {
    fault: 'future_date',
    fits: open,
    printed: ({ receivedAt }) => ({ receivedAt: moved(receivedAt, 0).replace(/\/202[56]/, '/2062') }),
  },
  { valueFault: 'bad_number', fits: inWork, printed: { fee: 'miễn phí?' } },
  {
    valueFault: 'lost_digits',
    printed: ({ personalId }) => ({ personalId: asExcelShows(String(personalId)) }),
  },
  { valueFault: 'bad_personal_id', printed: { personalId: '12345' } },
  {
    fault: 'closed_before_received',
    fits: ({ receivedAt, closedAt }) => receivedAt !== null && closedAt !== null,
    printed: ({ receivedAt }, random) => ({ closedAt: moved(receivedAt, -random.int(1, 5) * day) }),
  },
  {
    fault: 'closed_without_date',
    fits: ({ status }) => status === 'Đã trả kết quả',
    printed: { closedAt: null, returnedAt: null },
  },
  { fault: 'due_unknown', fits: inWork, printed: { dueAt: null, limit: null } },
  {
    fault: 'received_missing',
    fits: ({ status }) => status === 'Đang xử lý',
    printed: { receivedAt: null },
  },
];
const duplicateKinds = ['same', 'older-before', 'older-after'] as const;

const repairs = ({ form }: ExportPlan): readonly Blemish<Column>[] => [
  {
    repair: 'restored_leading_zero',
    fits: ({ personalId }) => losesOneZero(personalId),
    // The zero was lost because a sheet took the text for a number.
    printed: ({ personalId }) => ({
      personalId: form.kind === 'xlsx' ? Number(personalId) : String(personalId).slice(1),
    }),
  },
  { repair: 'removed_decimal', printed: ({ personalId }) => ({ personalId: `${personalId}.0` }) },
];

const faultShare = 0.01;
const repairShare = 0.004;

/**
 * Breaks about one row in a hundred and dirties a few more, at most one blemish a row, and puts in rows that stand
 * twice. Files differ in where the round of faults begins, so that every kind occurs.
 */
export function damageRows(
  random: Random,
  plan: ExportPlan,
  fileNumber: number,
  rows: readonly DossierRow[],
): DossierRow[] {
  const result = [...rows];
  const kinds = [...faults, ...duplicateKinds];
  const breaks = Math.round(rows.length * faultShare);
  for (let n = 0; n < breaks; n++) {
    const kind = kinds[(n + fileNumber * 7) % kinds.length];
    if (typeof kind === 'string') standTwice(random, plan, result, kind);
    else if (kind) blemishSomewhere(random, result, kind);
  }
  const mended = repairs(plan);
  const dirty = Math.round(rows.length * repairShare);
  for (let n = 0; n < dirty; n++) {
    const kind = mended[n % mended.length];
    if (kind) blemishSomewhere(random, result, kind);
  }
  return result;
}

/**
 * Puts a second row for one dossier into the file. Of two rows the one closed later stays, of two alike the first; the
 * other one is superseded.
 */
function standTwice(
  random: Random,
  plan: ExportPlan,
  rows: DossierRow[],
  kind: (typeof duplicateKinds)[number],
): void {
  const at = soundPlace(
    random,
    rows,
    ({ state: { receivedAt, closedAt } }) => receivedAt !== null && closedAt !== null && closedAt > plan.from,
  );
  const row = rows[at];
  if (!row) return;
  const { dossier } = row;
  const older = soundRow(plan, dossier, (dossier.closedAt ?? plan.takenAt) - 1);
  const extra: DossierRow = { ...(kind === 'same' ? row : older), verdict: { fault: 'duplicate_key' } };
  // Its twin is not damaged any more.
  rows[at] = { ...row, verdict: {} };
  const distance = random.int(1, 6);
  rows.splice(kind === 'older-before' ? Math.max(0, at - distance) : at + 1 + distance, 0, extra);
}
