import { Random } from '../../config/random.ts';
import type { Cell } from '../export/cell.ts';
import { tableFile } from '../export/table.ts';
import type { TableRow } from '../export/table-plan.ts';
import type { Resident } from '../life/resident.ts';
import { written } from '../wall-clock.ts';
import { type LandColumn, landGroups, landLabels } from './land/columns.ts';
import { damagePlots } from './land/damage.ts';
import { inventPlots, landTakenAt, type Plot, plotCount } from './land/plot.ts';
import type { SampleGenerator } from './source.ts';

/** All plots as they are delivered, one after the other. */
export const deliveredPlots = (seed: number, residents: readonly Resident[]): Generator<Plot> =>
  damagePlots(new Random(seed, 'land damage'), inventPlots(seed, residents), plotCount);

/** Form PL3 of the land-data clean-up at the end of October: one row a plot and person, data from row 7. */
export const landParcels: SampleGenerator = (seed, { residents }) => {
  const names = new Set<string>();
  const ids = new Set<string>();
  function* rows(): Generator<TableRow<LandColumn>> {
    for (const plot of deliveredPlots(seed, residents)) {
      for (const row of plot.rows) {
        const { ownerName, ownerId, currentName, currentId } = row.cells;
        note(names, ownerName);
        note(names, currentName);
        if (row.verdict === null) note(ids, ownerId);
        note(ids, currentId);
        yield row;
      }
    }
  }
  const file = tableFile({
    name: 'pl3-thua-dat-2026-10.xlsx',
    form: { kind: 'xlsx', sheet: 'PL3' },
    titles: [
      'PHỤ LỤC 3 - DANH SÁCH RÀ SOÁT, LÀM SẠCH DỮ LIỆU ĐẤT ĐAI',
      'Xã Rạng Đông, tỉnh Ninh Bình',
      `(Số liệu đến ngày ${written(landTakenAt, 'day')})`,
    ],
    gap: false,
    labels: landLabels,
    groups: landGroups,
    numbered: false,
    rows: rows(),
    total: (count) => ({ registerNumber: count }),
    signature: ['CÔNG CHỨC ĐỊA CHÍNH'],
    signedUnder: 'floorArea',
    made: landTakenAt,
  });
  return { source: 'land-parcels', files: [file], persons: { names: [...names], ids: [...ids] } };
};

function note(known: Set<string>, cell: Cell | undefined): void {
  if (typeof cell === 'string') known.add(cell);
}
