import type { Delivered } from './delivered.ts';

/** What a reader must count in one file. */
export interface TruthFile {
  name: string;
  /** Data rows: no titles, headers, blank lines, sections, totals, signatures. */
  read: number;
  accepted: number;
  refused: number;
  /** Rows with the key of a better row of the file. */
  superseded: number;
  /** Accepted rows in which a value was put right. */
  repaired: number;
  /** Accepted rows with something odd, or in which a value was left out. */
  warned: number;
  refusedBy: Record<string, number>;
  repairedBy: Record<string, number>;
  warnedBy: Record<string, number>;
}

/** A refused row: its number as a spreadsheet counts, and why. */
export interface TruthRefusal {
  file: string;
  row: number;
  code: string;
}

export function fileOf({ name, rows }: Delivered): TruthFile {
  const accepted = rows.filter(({ row }) => row.verdict?.fault === undefined);
  const refusedBy = tally(rows.map(({ row }) => row.verdict?.fault));
  const superseded = refusedBy.duplicate_key ?? 0;
  const repairedBy = tally(accepted.map(({ row }) => row.verdict?.repair));
  const warnedBy = tally(accepted.map(({ row }) => row.verdict?.warning ?? row.verdict?.valueFault));
  return {
    name,
    read: rows.length,
    accepted: accepted.length,
    refused: rows.length - accepted.length - superseded,
    superseded,
    repaired: sum(repairedBy),
    warned: sum(warnedBy),
    refusedBy,
    repairedBy,
    warnedBy,
  };
}

export function refusalsOf({ name, rows }: Delivered): TruthRefusal[] {
  return rows.flatMap(({ at, row: { verdict } }) =>
    verdict?.fault === undefined ? [] : [{ file: name, row: at, code: verdict.fault }],
  );
}

function tally(codes: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) if (code !== undefined) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
