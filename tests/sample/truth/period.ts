import { asOf } from '../../../pipelines/sample/sources/portal/plan.ts';
import { endOfMonth, startOfMonth, type Wall } from '../../../pipelines/sample/wall-clock.ts';

export interface Period {
  id: string;
  first: Wall;
  /** Its last second. */
  last: Wall;
  /** Its last second, or that of the as-of day where the period goes on beyond. */
  cutoff: Wall;
}

function period(id: string, fromMonth: number, toMonth: number): Period {
  const last = endOfMonth(2026, toMonth);
  return { id, first: startOfMonth(2026, fromMonth), last, cutoff: Math.min(last, asOf) };
}

/** Calendar months, quarters, halves, nine months and the year 2026, and the year up to each month, as far as begun by the as-of day. */
export const periods: readonly Period[] = [
  ...Array.from({ length: 10 }, (_, index) =>
    period(`2026-${String(index + 1).padStart(2, '0')}`, index + 1, index + 1),
  ),
  ...Array.from({ length: 4 }, (_, index) => period(`2026-Q${index + 1}`, index * 3 + 1, index * 3 + 3)),
  period('2026-H1', 1, 6),
  period('2026-H2', 7, 12),
  period('2026-9M', 1, 9),
  period('2026', 1, 12),
  ...Array.from({ length: 10 }, (_, index) =>
    period(`2026-${String(index + 1).padStart(2, '0')}-YTD`, 1, index + 1),
  ),
];
