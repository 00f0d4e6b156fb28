import { snapshot } from '../life/snapshot.ts';
import type { Random } from '../random.ts';
import { day, type Precision, type Wall, written } from '../wall-clock.ts';
import type { Column } from './column.ts';
import type { ExportPlan } from './plan.ts';
import { type FaultCode, type RepairCode, type Row, soundRow } from './row.ts';

interface Damage {
  fault?: FaultCode;
  repair?: RepairCode;
  fits?: (row: Row) => boolean;
  printed: (row: Row, random: Random, precision: Precision) => Partial<Record<Column, string>>;
}

const always =
  (printed: Partial<Record<Column, string>>): Damage['printed'] =>
  () =>
    printed;
const inWork = (row: Row): boolean => row.state.receivedAt !== null && row.state.appointment !== null;
const open = (row: Row): boolean =>
  inWork(row) && row.state.closedAt === null && row.state.returnedAt === null;
const impossible = (random: Random): string => random.pick(['31/02/2026', 'không rõ', '2026-13-45']);
const moved = (at: Wall | null, by: number, precision: Precision): string =>
  at === null ? '' : written(at + by, precision);

const faults: readonly Damage[] = [
  { fault: 'required_empty', printed: always({ code: '' }) },
  { fault: 'required_empty', printed: always({ field: '' }) },
  { fault: 'bad_pattern', printed: (_row, random) => ({ code: `HS-2026/${random.int(100, 999)}` }) },
  { fault: 'unknown_code', printed: always({ status: 'Đang luân chuyển nội bộ' }) },
  { fault: 'unknown_code', printed: always({ channel: 'Qua Zalo' }) },
  { fault: 'bad_date', fits: inWork, printed: (_row, random) => ({ receivedAt: impossible(random) }) },
  { fault: 'bad_date', fits: inWork, printed: (_row, random) => ({ dueAt: impossible(random) }) },
  {
    fault: 'bad_date',
    fits: (row) => row.state.closedAt !== null,
    printed: (_row, random) => ({ closedAt: impossible(random) }),
  },
  {
    fault: 'future_date',
    fits: open,
    printed: ({ state }, _random, precision) => ({
      receivedAt: moved(state.receivedAt, 0, precision).replace('/2026', '/2062').replace('/2025', '/2062'),
    }),
  },
  { fault: 'bad_number', fits: inWork, printed: always({ fee: 'miễn phí?' }) },
  { fault: 'lost_digits', printed: ({ dossier }) => ({ personalId: asExcelShows(dossier.person.id) }) },
  { fault: 'bad_personal_id', printed: always({ personalId: '12345' }) },
  {
    fault: 'closed_before_received',
    fits: (row) => row.state.receivedAt !== null && row.state.closedAt !== null,
    printed: ({ state }, random, precision) => ({
      closedAt: moved(state.receivedAt, -random.int(1, 5) * day, precision),
    }),
  },
  {
    fault: 'closed_without_date',
    fits: (row) => row.state.status === 'returned',
    printed: always({ closedAt: '', returnedAt: '' }),
  },
  { fault: 'due_unknown', fits: inWork, printed: always({ dueAt: '', limit: '' }) },
  {
    fault: 'received_missing',
    fits: (row) => row.state.label === 'Đang xử lý',
    printed: always({ receivedAt: '' }),
  },
];

const repairs: readonly Damage[] = [
  {
    repair: 'restored_leading_zero',
    // A sheet eats all zeros in front; only the loss of a single one can be made good.
    fits: ({ dossier }) => dossier.person.id[1] !== '0',
    printed: ({ dossier }) => ({ personalId: dossier.person.id.slice(1) }),
  },
  { repair: 'removed_decimal', printed: ({ dossier }) => ({ personalId: `${dossier.person.id}.0` }) },
];

/** 036085001234 → 3.61E+10, as a sheet prints a number that is too wide for its column. */
function asExcelShows(id: string): string {
  const [mantissa, exponent] = Number(id).toExponential(2).split('e+');
  return `${mantissa}E+${exponent?.padStart(2, '0')}`;
}

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
  rows: readonly Row[],
): Row[] {
  const result = [...rows];
  const apply = (damage: Damage) => {
    const row = findRow(
      random,
      result,
      (candidate) => isClean(candidate) && (damage.fits?.(candidate) ?? true),
    );
    if (!row) return;
    row.printed = damage.printed(row, random, plan.precision);
    row.fault = damage.fault ?? null;
    row.repair = damage.repair ?? null;
  };
  const kinds = [...faults, ...duplicateKinds];
  const breaks = Math.round(rows.length * faultShare);
  for (let n = 0; n < breaks; n++) {
    const kind = kinds[(n + fileNumber * 7) % kinds.length];
    if (kind === undefined) continue;
    if (typeof kind === 'string') standTwice(random, plan, result, kind);
    else apply(kind);
  }
  const dirty = Math.round(rows.length * repairShare);
  for (let n = 0; n < dirty; n++) apply(repairs[n % repairs.length] as Damage);
  return result;
}

const isClean = (row: Row): boolean =>
  row.fault === null && row.repair === null && row.warning === null && !row.twin;

/** Tries at random first, so that the blemishes lie scattered. */
function findRow(random: Random, rows: readonly Row[], fits: (row: Row) => boolean): Row | undefined {
  for (let attempt = 0; attempt < 400; attempt++) {
    const row = random.pick(rows);
    if (fits(row)) return row;
  }
  return rows.find(fits);
}

const duplicateKinds = ['same', 'older-before', 'older-after'] as const;

/**
 * Puts a second row for one dossier into the file. Of two rows the one closed later stays, of two alike the first; the
 * other one is refused.
 */
function standTwice(
  random: Random,
  plan: ExportPlan,
  rows: Row[],
  kind: (typeof duplicateKinds)[number],
): void {
  const row = findRow(random, rows, (candidate) => {
    const { closedAt } = candidate.state;
    return (
      isClean(candidate) && candidate.state.receivedAt !== null && closedAt !== null && closedAt > plan.from
    );
  });
  if (!row || row.state.closedAt === null) return;
  const { dossier } = row;
  const state =
    kind === 'same' ? row.state : snapshot(dossier, (dossier.closedAt ?? plan.takenAt) - 1, plan.precision);
  const extra: Row = { ...soundRow(dossier, state), fault: 'duplicate_key', twin: true };
  row.twin = true;
  const at = rows.indexOf(row);
  const distance = random.int(1, 6);
  rows.splice(kind === 'older-before' ? Math.max(0, at - distance) : at + 1 + distance, 0, extra);
}
