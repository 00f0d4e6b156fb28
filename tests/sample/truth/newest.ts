import type { DossierRow } from '../../../pipelines/sample/sources/portal/row.ts';
import type { Wall } from '../../../pipelines/sample/wall-clock.ts';
import type { Delivered } from './delivered.ts';

/** An accepted row and the date of the data it came with. */
interface Version {
  row: DossierRow;
  takenAt: Wall;
}

/** The newest version of each dossier over all accepted rows. */
export function newestRows(deliveries: readonly Delivered[]): DossierRow[] {
  const newest = new Map<string, Version>();
  for (const { rows, takenAt } of deliveries) {
    for (const { row } of rows) {
      if (row.verdict?.fault !== undefined) continue;
      const version = { row, takenAt };
      const known = newest.get(row.dossier.code);
      if (!known || isNewer(version, known)) newest.set(row.dossier.code, version);
    }
  }
  return [...newest.values()].map((version) => version.row);
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
