import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import type { Delivered } from './delivered.ts';

/** The newest version of each dossier over all accepted rows: that of the last delivery that has it. */
export function newestRows(deliveries: readonly Delivered[]): DossierRow[] {
  const newest = new Map<string, DossierRow>();
  for (const { rows } of deliveries)
    for (const { row } of rows) if (row.verdict?.fault === undefined) newest.set(row.dossier.code, row);
  return [...newest.values()];
}
