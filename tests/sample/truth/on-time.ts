import type { Wall } from '../../../pipelines/sample/wall-clock.ts';
import type { Fact } from './fact.ts';

/**
 * On time as seen from a cut-off (decision 766/QĐ-TTg, 2.1): more than one request for papers is late; time spent
 * waiting for papers does not count; what waits for papers is judged by the request; what is open by the cut-off.
 */
export function isOnTime(fact: Fact, cutoff: Wall): boolean {
  if (fact.supplementCount > 1) return false;
  return judgedAt(fact, cutoff) <= fact.dueAt;
}

function judgedAt(fact: Fact, cutoff: Wall): Wall {
  if (fact.endedAt !== null) return fact.endedAt - fact.pause;
  return fact.waitingSince ?? cutoff - fact.pause;
}

/**
 * Whether a dossier that had not ended by the cut-off was overdue then. One that ended later is judged by what was
 * known at the cut-off: its wait for papers counts only if it was over, and if it was still waiting the request decides.
 */
export function isOverdueWhilePending(fact: Fact, cutoff: Wall): boolean {
  if (fact.supplementCount > 1) return true;
  const at = fact.endedAt === null ? judgedAt(fact, cutoff) : judgedAtCutoff(fact, cutoff);
  return at > fact.dueAt;
}

function judgedAtCutoff(fact: Fact, cutoff: Wall): Wall {
  const { requestedAt, suppliedAt } = fact;
  if (requestedAt === null || requestedAt > cutoff) return cutoff;
  return suppliedAt !== null && suppliedAt <= cutoff ? cutoff - fact.pause : requestedAt;
}
