import type { Random } from '../../../config/random.ts';
import type { FormerCommune } from '../../data/hamlets.ts';
import type { Cell } from '../../export/cell.ts';

/** One kind of land within a plot, as its five cells; with the first one what belongs to the whole plot. */
export interface LandUse {
  kind?: Cell;
  area?: Cell;
  origin?: Cell;
  form?: Cell;
  term?: Cell;
  plotArea?: Cell;
  house?: { built: number; floor: number };
}

const origins = {
  home: ['Công nhận QSDĐ như giao đất có thu tiền sử dụng đất', 'Nhận chuyển nhượng đất', 'Nhận thừa kế đất'],
  field: [
    'Nhà nước giao đất không thu tiền sử dụng đất',
    'Nhà nước giao đất không thu tiền sử dụng đất',
    'Nhận chuyển đổi đất',
  ],
} as const;

/** Tenths of a square metre → 96,1 as people type it, 96.1 as a spreadsheet keeps it. */
const square = (tenths: number, typed: boolean): Cell =>
  typed ? String(tenths / 10).replace('.', ',') : tenths / 10;

/**
 * Writes one to three kinds of land of a plot whose areas come to the plot's.
 *
 * @param missing chance that one of the demanded cells is left blank
 * @returns whether nothing that the campaign demands was left blank
 */
export function useOf(
  random: Random,
  missing: number,
  commune: FormerCommune,
  write: (use: LandUse, number: 1 | 2 | 3) => void,
): boolean {
  const home = random.chance(0.4);
  const kinds = home
    ? [
        commune.letters === 'RD' ? 'ODT' : 'ONT',
        ...(random.chance(0.6) ? ['CLN'] : []),
        ...(random.chance(0.1) ? ['NTS'] : []),
      ]
    : [random.pick(['LUC', 'LUC', 'LUC', 'NTS', 'BHK', 'CLN'])];
  const areas = kinds.map((_, at) => random.int(at === 0 ? 600 : 300, home ? 3000 : 14_000));
  const total = areas.reduce((sum, area) => sum + area, 0);
  const typed = random.chance(0.35);
  let complete = true;
  kinds.forEach((kind, at) => {
    const use: LandUse = {
      kind,
      area: square(areas[at] as number, typed),
      origin: random.pick(at === 0 && home ? origins.home : origins.field),
      form: random.chance(0.85) ? 'Sử dụng riêng' : 'Sử dụng chung',
      term: at === 0 && home ? 'Lâu dài' : random.pick(['Đến ngày 15/10/2043', '50 năm', 'Đến 10/2063']),
    };
    if (random.chance(missing)) {
      complete = false;
      // Of the second and third kind only what is said is judged, so a name must stand there.
      delete use[
        random.pick(
          at === 0 ? (['kind', 'origin', 'form', 'term'] as const) : (['origin', 'form', 'term'] as const),
        )
      ];
    }
    if (at === 0) {
      if (random.chance(missing / 4)) complete = false;
      else use.plotArea = square(total, typed);
      if (home && random.chance(0.7)) {
        const built = random.int(45, 140);
        use.house = { built, floor: random.chance(0.4) ? built * 2 : built };
      }
    }
    write(use, (at + 1) as 1 | 2 | 3);
  });
  return complete;
}
