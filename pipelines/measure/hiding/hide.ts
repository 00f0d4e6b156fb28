import type { Project } from '../../config/project.ts';
import { createValuesTable } from '../../warehouse/values-table.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { readFamilies } from './cells.ts';
import { hideFamily } from './hide-family.ts';
import { type Lattice, latticeOf } from './lattice.ts';

/** A part that is not told: `small` for its own sake, `protects` for another's, which could be worked out from it. */
interface HiddenPart {
  indicator: string;
  period: string;
  breakdown: string;
  key: string;
  reason: 'small' | 'protects';
  /** It is listed although nothing is known of it: who is not listed is 0, which could be told from the others. */
  is_listed: boolean;
  /** Its small count is that of the whole commune, which is told: no part can hide it. */
  is_told: boolean;
}

function partsOf(lattice: Lattice): HiddenPart[] {
  const { hidden, told } = hideFamily(lattice);
  const { tellers, family, keys, places, isFew, isThere } = lattice;
  const found: HiddenPart[] = [];
  hidden.forEach((isHidden, cell) => {
    if (!isHidden) return;
    const place = cell % places;
    found.push({
      indicator: tellers[Math.floor(cell / places)]?.indicator.id ?? '',
      period: family.periods[Math.floor(place / keys.length)]?.period ?? '',
      breakdown: family.breakdown,
      key: keys[place % keys.length] ?? '',
      reason: isFew[cell] ? 'small' : 'protects',
      is_listed: isThere[cell] === 0,
      is_told: told.includes(cell),
    });
  });
  return found;
}

/**
 * Writes `measure.hidden`: the parts of protected breakdowns (`plan.breakdown`) that are not told, so that nothing told gives
 * back a count of 1–4: neither periods, nor the whole, nor another indicator of the same rows. Needs `measure.reading`.
 */
export async function hideSmallParts(warehouse: Warehouse, project: Project): Promise<void> {
  const rows: HiddenPart[] = [];
  for (const family of await readFamilies(warehouse, project)) {
    const lattice = latticeOf(family);
    if (lattice) rows.push(...partsOf(lattice));
  }
  await createValuesTable(
    warehouse,
    'measure.hidden',
    {
      indicator: 'varchar',
      period: 'varchar',
      breakdown: 'varchar',
      key: 'varchar',
      reason: 'varchar',
      is_listed: 'boolean',
      is_told: 'boolean',
    },
    rows.map((row) => ({ ...row })),
  );
}
