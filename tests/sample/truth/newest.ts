import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import type { Wall } from '../../../pipelines/sample/wall-clock.ts';
import type { Delivered } from './delivered.ts';

/** An accepted row and the date of the data it came with. */
interface Version {
  row: DossierRow;
  takenAt: Wall;
  /** The number of its delivery. */
  at: number;
}

/** A row that stands, and whether a later one of the same dossier was refused. */
export interface Standing {
  row: DossierRow;
  isInDoubt: boolean;
}

/** Whether a refused row still says which dossier it is of. One that stands twice is refused for a better one. */
const isRefusedRecord = ({ cells, dossier, verdict }: DossierRow): boolean =>
  verdict?.fault !== undefined && verdict.fault !== 'duplicate_key' && cells.code === dossier.code;

/** The newest version of each dossier over all accepted rows. The deliveries come in the order of their data. */
export function newestRows(deliveries: readonly Delivered[]): Standing[] {
  const newest = new Map<string, Version>();
  const refused = new Map<string, number>();
  for (const [at, { rows, takenAt }] of deliveries.entries()) {
    for (const { row } of rows) {
      if (isRefusedRecord(row)) refused.set(row.dossier.code, at);
      if (row.verdict?.fault !== undefined) continue;
      const version = { row, takenAt, at };
      const known = newest.get(row.dossier.code);
      if (!known || isNewer(version, known)) newest.set(row.dossier.code, version);
    }
  }
  return [...newest].map(([code, { row, at }]) => ({ row, isInDoubt: (refused.get(code) ?? -1) > at }));
}

/** Closed later wins over closed earlier or not at all; then handed back later; then the later data. */
function isNewer(one: Version, other: Version): boolean {
  const keys = ({ row, takenAt }: Version) => [
    row.state.closedAt ?? -Infinity,
    row.state.returnedAt ?? -Infinity,
    takenAt,
  ];
  const others = keys(other);
  for (const [index, key] of keys(one).entries()) {
    const against = others[index] ?? -Infinity;
    if (key !== against) return key > against;
  }
  return false;
}
