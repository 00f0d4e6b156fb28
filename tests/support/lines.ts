import { expect } from 'vitest';
import type { Fate, LineRange } from '../../pipelines/land/line-ranges.ts';
import type { CheckAnswer } from '../../pipelines/run/check-file.ts';

/** The law: lines = accepted + refused + superseded + set aside, and each line of each sheet stands in exactly one of them. */
export function expectOneFateALine(rows: CheckAnswer['rows'], ranges: readonly LineRange[]): void {
  expect(rows.lines).toBe(rows.read + rows.set_aside);
  expect(rows.read).toBe(rows.accepted + rows.refused + rows.superseded);
  const counts: Record<Fate, number> = { accepted: 0, refused: 0, superseded: 0, set_aside: 0 };
  const next = new Map<string | null, number>();
  for (const { fate, kind, sheet, first_row: first, last_row: last } of ranges) {
    counts[fate] += last - first + 1;
    expect(kind !== null).toBe(fate === 'set_aside');
    // Ranges come in the order of their sheet: without a gap, no line is twice or missing.
    const isAcross = sheet?.includes(' › ') && !next.has(sheet);
    // The rows above the header of a table with columns across are those of its first block.
    if (isAcross) expect(first).toBeGreaterThanOrEqual(1);
    else expect(first).toBe(next.get(sheet) ?? 1);
    expect(last).toBeGreaterThanOrEqual(first);
    next.set(sheet, last + 1);
  }
  const { accepted, refused, superseded, set_aside } = rows;
  expect(counts).toEqual({ accepted, refused, superseded, set_aside });
}
