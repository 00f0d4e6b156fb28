import type { Column } from '../../../pipelines/sample/sources/portal/columns.ts';
import { day } from '../../../pipelines/sample/wall-clock.ts';
import type { Fact } from './fact.ts';
import { isOnTime } from './on-time.ts';
import { type Period, periods } from './period.ts';

/** One indicator in one period, for the whole (by and key null) or for one field or channel. */
export interface TruthReading {
  indicator: string;
  period: string;
  by: 'field' | 'channel' | null;
  key: string | null;
  numerator: number;
  /** Null for a plain count. */
  denominator: number | null;
  /** Percent 0–100, a count, or days of 24 hours; null when nothing is counted in the denominator. */
  value: number | null;
  /** Dossiers in neither count: a value that it asks for, or their newest row, was refused. */
  left_out: number;
}

interface Indicator {
  id: string;
  unit: 'count' | 'percent' | 'days';
  /** Columns of the file that it asks for; of one that asks for none every dossier counts, whatever became of it. */
  asks: readonly Column[];
  /** Whether a dossier is in the denominator. */
  counts: (fact: Fact) => boolean;
  /** What such a dossier adds to the numerator: 1 or 0, or seconds. Whole numbers, so that sums are exact. */
  adds: (fact: Fact, period: Period) => number;
}

const all = () => true;
const one = (met: boolean): number => (met ? 1 : 0);

const indicators: readonly Indicator[] = [
  { id: 'tthc-tiep-nhan', unit: 'count', asks: [], counts: all, adds: () => 1 },
  {
    id: 'tthc-dung-han',
    unit: 'percent',
    asks: ['dueAt', 'limit', 'status', 'closedAt'],
    counts: all,
    adds: (fact, period) => one(isOnTime(fact, period.cutoff)),
  },
  {
    id: 'tthc-truc-tuyen',
    unit: 'percent',
    asks: ['channel'],
    counts: all,
    adds: (fact) => one(fact.channel === 'online'),
  },
  {
    id: 'tthc-thanh-toan-truc-tuyen',
    unit: 'percent',
    asks: ['fee', 'payment'],
    counts: (fact) => fact.hasFee,
    adds: (fact) => one(fact.paidOnline),
  },
  {
    id: 'tthc-ket-qua-dien-tu',
    unit: 'percent',
    asks: ['status', 'closedAt', 'writtenResult', 'electronicResult'],
    counts: (fact) => fact.finished && fact.writtenResult,
    adds: (fact) => one(fact.electronicResult),
  },
  {
    id: 'tthc-so-hoa',
    unit: 'percent',
    asks: ['status', 'closedAt', 'digitised', 'writtenResult', 'electronicResult'],
    counts: (fact) => fact.finished,
    adds: (fact) => one(fact.digitised && (fact.electronicResult || !fact.writtenResult)),
  },
  {
    id: 'tthc-thoi-gian',
    unit: 'days',
    asks: ['status', 'closedAt', 'receivedAt'],
    counts: (fact) => fact.finished,
    adds: (fact) => (fact.endedAt ?? fact.receivedAt) - fact.receivedAt - fact.pause,
  },
];

/** Every indicator for every period, whole and broken down; only keys that occur in the period. */
export function readingsOf(facts: readonly Fact[]): TruthReading[] {
  return periods.flatMap((period) => {
    const received = facts.filter(
      (fact) => fact.receivedAt >= period.first && fact.receivedAt <= period.last,
    );
    const groups: { by: TruthReading['by']; key: string | null; members: readonly Fact[] }[] = [
      { by: null, key: null, members: received },
      ...grouped(received, (fact) => fact.field).map((group) => ({ by: 'field' as const, ...group })),
      ...grouped(received, (fact) => fact.channel).map((group) => ({ by: 'channel' as const, ...group })),
    ];
    return groups.flatMap(({ by, key, members }) =>
      indicators.map((indicator) => ({
        indicator: indicator.id,
        period: period.id,
        by,
        key,
        ...measure(indicator, members, period),
      })),
    );
  });
}

function grouped(facts: readonly Fact[], keyOf: (fact: Fact) => string): { key: string; members: Fact[] }[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const members = groups.get(keyOf(fact));
    if (members) members.push(fact);
    else groups.set(keyOf(fact), [fact]);
  }
  return [...groups].map(([key, members]) => ({ key, members })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function measure(
  indicator: Indicator,
  facts: readonly Fact[],
  period: Period,
): Pick<TruthReading, 'numerator' | 'denominator' | 'value' | 'left_out'> {
  const { asks } = indicator;
  const isLeftOut = ({ refused, isInDoubt }: Fact) =>
    (isInDoubt && asks.length > 0) || (refused !== null && asks.includes(refused));
  const left_out = facts.filter(isLeftOut).length;
  const counted = facts.filter((fact) => !isLeftOut(fact) && indicator.counts(fact));
  const sum = counted.reduce((total, fact) => total + indicator.adds(fact, period), 0);
  if (indicator.unit === 'count') return { numerator: sum, denominator: null, value: sum, left_out };
  const numerator = indicator.unit === 'days' ? sum / day : sum;
  const denominator = counted.length;
  const factor = indicator.unit === 'percent' ? 100 : 1;
  return {
    numerator,
    denominator,
    value: denominator === 0 ? null : (numerator / denominator) * factor,
    left_out,
  };
}
