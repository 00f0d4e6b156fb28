import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import type { Delivered } from './delivered.ts';

/** A row that stands, and whether a later one of the same dossier was refused. */
export interface Standing {
  row: DossierRow;
  isInDoubt: boolean;
}

/** Whether a refused row still says which dossier it is of. One that stands twice gives way to a better one. */
const isRefusedRecord = ({ cells, dossier, verdict }: DossierRow): boolean =>
  verdict?.fault !== undefined && verdict.fault !== 'duplicate_key' && cells.code === dossier.code;

/**
 * The newest version of each dossier over all accepted rows: that of the last delivery that has it. The deliveries come in the
 * order of their data.
 */
export function newestRows(deliveries: readonly Delivered[]): Standing[] {
  const newest = new Map<string, { row: DossierRow; at: number }>();
  const refused = new Map<string, number>();
  for (const [at, { rows }] of deliveries.entries())
    for (const { row } of rows) {
      if (isRefusedRecord(row)) refused.set(row.dossier.code, at);
      if (row.verdict?.fault === undefined) newest.set(row.dossier.code, { row, at });
    }
  return [...newest].map(([code, { row, at }]) => ({ row, isInDoubt: (refused.get(code) ?? -1) > at }));
}
