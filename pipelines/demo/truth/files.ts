import type { Delivery } from '../export/deliver.ts';
import type { FaultCode } from '../export/row.ts';

/** What a reader must count in one file. */
export interface TruthFile {
  name: string;
  /** Data rows: no titles, headers, blank lines, sections, totals, signatures. */
  read: number;
  accepted: number;
  refused: number;
  /** Accepted rows in which a value was put right. */
  repaired: number;
  /** Accepted rows with something odd. */
  warned: number;
  refusedBy: Partial<Record<FaultCode, number>>;
  repairedBy: Record<string, number>;
  warnedBy: Record<string, number>;
}

/** A refused row: its number as a spreadsheet counts, and why. */
export interface TruthRefusal {
  file: string;
  row: number;
  code: FaultCode;
}

export function fileOf({ name, rows }: Delivery): TruthFile {
  const accepted = rows.filter(({ row }) => row.fault === null);
  const refusedBy = tally(rows.map(({ row }) => row.fault));
  const repairedBy = tally(accepted.map(({ row }) => row.repair));
  const warnedBy = tally(accepted.map(({ row }) => row.warning));
  return {
    name,
    read: rows.length,
    accepted: accepted.length,
    refused: rows.length - accepted.length,
    repaired: sum(repairedBy),
    warned: sum(warnedBy),
    refusedBy,
    repairedBy,
    warnedBy,
  };
}

export function refusalsOf({ name, rows }: Delivery): TruthRefusal[] {
  return rows.flatMap(({ at, row }) =>
    row.fault === null ? [] : [{ file: name, row: at, code: row.fault }],
  );
}

function tally(codes: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) if (code !== null) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
