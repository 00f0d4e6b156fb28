import { startOfDay } from '../../../pipelines/sample/wall-clock.ts';
import type { Fact } from './fact.ts';
import { isOverdueWhilePending } from './on-time.ts';
import { type Period, periods } from './period.ts';

/** One row of form 06/VPCP: a field, or the total (field null). */
export interface TruthVpcp06 {
  period: string;
  field: string | null;
  received_total: number;
  received_online: number;
  received_direct: number;
  received_carried: number;
  solved_total: number;
  solved_early: number;
  solved_on_time: number;
  solved_late: number;
  pending_total: number;
  pending_within: number;
  pending_overdue: number;
  /** In none of the boxes: a value that decides the box, or the newest row, was refused. */
  left_out: number;
}

type Count = Exclude<keyof TruthVpcp06, 'period' | 'field'>;

/** The form for every period: a total row first, then every field that has anything to show. */
export function vpcp06Of(facts: readonly Fact[]): TruthVpcp06[] {
  return periods.flatMap((period) => {
    const total = emptyRow(period, null);
    const fields = new Map<string, TruthVpcp06>();
    for (const fact of facts) {
      const counts = countsOf(fact, period);
      if (counts.length === 0) continue;
      const row = fields.get(fact.field) ?? emptyRow(period, fact.field);
      fields.set(fact.field, row);
      for (const count of counts) {
        row[count]++;
        total[count]++;
      }
    }
    return [total, ...[...fields.values()].sort((a, b) => ((a.field ?? '') < (b.field ?? '') ? -1 : 1))];
  });
}

function emptyRow(period: Period, field: string | null): TruthVpcp06 {
  return {
    period: period.id,
    field,
    received_total: 0,
    received_online: 0,
    received_direct: 0,
    received_carried: 0,
    solved_total: 0,
    solved_early: 0,
    solved_on_time: 0,
    solved_late: 0,
    pending_total: 0,
    pending_within: 0,
    pending_overdue: 0,
    left_out: 0,
  };
}

/** The boxes of the form into which one dossier is counted; none if the period does not know it. */
function countsOf(fact: Fact, period: Period): Count[] {
  const received = receivedAs(fact, period);
  if (!received) return [];
  if (fact.isInDoubt || fact.refused === 'channel' || fact.refused === 'dueAt') return ['left_out'];
  return ['received_total', received, ...handledAs(fact, period)];
}

function receivedAs(fact: Fact, { first, cutoff }: Period): Count | null {
  if (fact.receivedAt > cutoff) return null;
  if (fact.receivedAt >= first) return fact.channel === 'online' ? 'received_online' : 'received_direct';
  return fact.endedAt !== null && fact.endedAt < first ? null : 'received_carried';
}

function handledAs(fact: Fact, { cutoff }: Period): [Count, Count] {
  if (fact.endedAt === null || fact.endedAt > cutoff) {
    return ['pending_total', isOverdueWhilePending(fact, cutoff) ? 'pending_overdue' : 'pending_within'];
  }
  const judgedAt = fact.endedAt - fact.pause;
  if (fact.supplementCount > 1 || judgedAt > fact.dueAt) return ['solved_total', 'solved_late'];
  return ['solved_total', startOfDay(judgedAt) < startOfDay(fact.dueAt) ? 'solved_early' : 'solved_on_time'];
}
