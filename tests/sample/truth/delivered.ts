import { layOut } from '../../../pipelines/sample/export/layout.ts';
import type { Dossier } from '../../../pipelines/sample/life/dossier.ts';
import { deliver } from '../../../pipelines/sample/sources/portal/deliver.ts';
import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import type { Wall } from '../../../pipelines/sample/wall-clock.ts';

/** One file of the portal and what stands in it: each data row with the number a spreadsheet gives it. */
export interface Delivered {
  name: string;
  takenAt: Wall;
  rows: { at: number; row: DossierRow }[];
}

export const deliveredBy = (seed: number, dossiers: readonly Dossier[]): Delivered[] =>
  deliver(seed, dossiers).map(({ table, takenAt }) => ({
    name: table.name,
    takenAt,
    rows: [...layOut(table)].flatMap(({ row }, index) => (row ? [{ at: index + 1, row }] : [])),
  }));
