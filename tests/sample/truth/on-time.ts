import type { Wall } from '../../../pipelines/sample/wall-clock.ts';
import type { Fact } from './fact.ts';

/**
 * On time as seen from a cut-off, by what is known until a moment (decision 766/QĐ-TTg, 2.1): more than one request for papers
 * is late; time spent waiting for papers does not count, as far as it lies before the moment of judging; what waits for
 * papers is judged by the request; what is open by the cut-off.
 */
export function isOnTime(fact: Fact, cutoff: Wall, known: Wall = Number.POSITIVE_INFINITY): boolean {
  const unknown = fact.requestedAt !== null && fact.requestedAt > known ? 1 : 0;
  if (fact.supplementCount - unknown > 1) return false;
  return judgedAt(fact, cutoff, known) <= fact.dueAt;
}

function judgedAt(fact: Fact, cutoff: Wall, known: Wall): Wall {
  const { endedAt, requestedAt, suppliedAt, waitingSince } = fact;
  if (endedAt !== null && endedAt <= known) return endedAt - fact.pause;
  if (waitingSince !== null && waitingSince <= known) return waitingSince;
  // Ended or supplied since: until then it waited.
  const waitedUntil = suppliedAt ?? endedAt;
  if (requestedAt !== null && requestedAt <= known && waitedUntil !== null && waitedUntil > known)
    return requestedAt;
  if (requestedAt === null || suppliedAt === null || requestedAt >= cutoff) return cutoff;
  return suppliedAt <= cutoff ? cutoff - fact.pause : requestedAt;
}

/** Whether a dossier that had not ended by the cut-off was overdue then, by what was known then. */
export const isOverdueWhilePending = (fact: Fact, cutoff: Wall): boolean => !isOnTime(fact, cutoff, cutoff);
