import type { Dossier } from '../life/dossier.ts';
import { snapshot } from '../life/snapshot.ts';
import type { Random } from '../random.ts';
import type { ExportPlan } from './plan.ts';
import { type Row, soundRow } from './row.ts';

/** Share of the month that a partial re-export repeats. */
const repeated = 0.45;

/** The sound rows of one file: older dossiers still open first, then those filed in its span, or the other way round. */
export function rowsOf(random: Random, plan: ExportPlan, dossiers: readonly Dossier[]): Row[] {
  const rows = dossiers
    .filter((dossier) => {
      if (dossier.filedAt > plan.until) return false;
      const filedWithin = dossier.filedAt >= plan.from;
      if (plan.partial) return filedWithin && random.chance(repeated);
      return filedWithin || dossier.endedAt === null || dossier.endedAt >= plan.from;
    })
    .map((dossier) => soundRow(dossier, snapshot(dossier, plan.takenAt, plan.precision)));
  return plan.newestFirst ? rows.reverse() : rows;
}

export const isCarriedOver = (plan: ExportPlan, row: Row): boolean => row.dossier.filedAt < plan.from;
