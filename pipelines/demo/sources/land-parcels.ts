import { type Merge, type SheetCell, writeWorkbook } from '../export/workbook.ts';
import type { Resident } from '../life/resident.ts';
import { Random } from '../random.ts';
import { written } from '../wall-clock.ts';
import { landHeads, placeOf } from './land/columns.ts';
import { type DeliveredPlot, damagePlots } from './land/damage.ts';
import { inventPlots, landTakenAt, plotCount } from './land/plot.ts';
import type { SampleGenerator } from './source.ts';

/** All plots as they are delivered, one after the other. */
export const deliveredPlots = (seed: number, residents: readonly Resident[]): Generator<DeliveredPlot> =>
  damagePlots(new Random(seed, 'land damage'), inventPlots(seed, residents), plotCount);

/** Form PL3 of the land-data clean-up at the end of October: one row a plot and person, data from row 7. */
export const landParcels: SampleGenerator = (seed, { residents }) => {
  const names = new Set<string>();
  const ids = new Set<string>();
  let rows = 0;
  let refused = 0;
  function* lines(): Generator<SheetCell[]> {
    yield* head();
    for (const plot of deliveredPlots(seed, residents)) {
      for (const row of plot.rows) {
        rows += 1;
        if (plot.blemish?.fault !== undefined) refused += 1;
        note(names, row[placeOf.ownerName]);
        note(names, row[placeOf.currentName]);
        if (plot.blemish === null) note(ids, row[placeOf.ownerId]);
        note(ids, row[placeOf.currentId]);
        yield row;
      }
    }
    yield ['Tổng cộng', null, null, rows];
    yield [];
    yield landHeads.map((_, at) => (at === 44 ? 'CÔNG CHỨC ĐỊA CHÍNH' : null));
  }
  const bytes = writeWorkbook({ sheet: 'PL3', rows: lines(), merges: headMerges(), made: landTakenAt });
  return {
    source: 'land-parcels',
    files: [{ name: 'pl3-thua-dat-2026-10.xlsx', bytes, rows, accepted: rows - refused, refused }],
    persons: { names: [...names], ids: [...ids] },
  };
};

function note(known: Set<string>, cell: SheetCell | undefined): void {
  if (typeof cell === 'string') known.add(cell);
}

/** Rows of the header: three titles, then heads of groups, of the kinds of land, and the labels themselves. */
const groupRow = 3;

function head(): SheetCell[][] {
  const isFirst = (at: number, part: 'group' | 'middle') =>
    landHeads[at - 1]?.[part] !== landHeads[at]?.[part];
  return [
    ['PHỤ LỤC 3 - DANH SÁCH RÀ SOÁT, LÀM SẠCH DỮ LIỆU ĐẤT ĐAI'],
    ['Xã Rạng Đông, tỉnh Ninh Bình'],
    [`(Số liệu đến ngày ${written(landTakenAt, 'day')})`],
    landHeads.map(({ group, label }, at) => (group === null ? label : isFirst(at, 'group') ? group : null)),
    landHeads.map(({ group, middle, label }, at) => {
      if (middle !== null) return isFirst(at, 'middle') ? middle : null;
      return group === null ? null : label;
    }),
    landHeads.map(({ middle, label }) => (middle === null ? null : label)),
  ];
}

function headMerges(): Merge[] {
  const last = landHeads.length - 1;
  const across = (row: number, part: 'group' | 'middle'): Merge[] =>
    [...new Set(landHeads.map((one) => one[part]))].flatMap((name): Merge[] => {
      if (name === null) return [];
      const first = landHeads.findIndex((one) => one[part] === name);
      const end = landHeads.findLastIndex((one) => one[part] === name);
      return [{ rows: [row, row], columns: [first, end] }];
    });
  return [
    ...[0, 1, 2].map((row): Merge => ({ rows: [row, row], columns: [0, last] })),
    ...across(groupRow, 'group'),
    ...across(groupRow + 1, 'middle'),
    ...landHeads.flatMap(({ group, middle }, at): Merge[] =>
      middle === null
        ? [{ rows: [group === null ? groupRow : groupRow + 1, groupRow + 2], columns: [at, at] }]
        : [],
    ),
  ];
}
