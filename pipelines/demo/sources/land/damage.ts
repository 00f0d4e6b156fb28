import type { SheetCell } from '../../export/workbook.ts';
import type { Random } from '../../random.ts';
import { type LandColumn, placeOf } from './columns.ts';
import type { Plot } from './plot.ts';

/** What the reader must say of a plot's row. */
export interface LandBlemish {
  /** Reason for which the row is refused. */
  fault?: string;
  /** Reason for which a value is left out; the plot is no longer complete. */
  valueFault?: string;
  repair?: string;
  warning?: string;
}

interface Kind extends LandBlemish {
  fits?: (row: readonly SheetCell[]) => boolean;
  printed: (row: readonly SheetCell[]) => Partial<Record<LandColumn, SheetCell>>;
}

const has =
  (...columns: LandColumn[]) =>
  (row: readonly SheetCell[]): boolean =>
    columns.every((column) => row[placeOf[column]] !== null);
const idOf = (row: readonly SheetCell[]): string => String(row[placeOf.ownerId]);

const kinds: readonly Kind[] = [
  { fault: 'required_empty', printed: () => ({ communeCode: null }) },
  { fault: 'bad_pattern', printed: () => ({ communeCode: 'Rạng Đông' }) },
  {
    fault: 'plot_unknown',
    printed: () => ({ sheet: null, plot: null, certificateSheet: null, certificatePlot: null }),
  },
  { fault: 'bad_number', printed: () => ({ area: 'khoảng 96' }) },
  { valueFault: 'bad_date', fits: has('issuedOn'), printed: () => ({ issuedOn: '31/02/2019' }) },
  { valueFault: 'lost_digits', fits: has('ownerId'), printed: () => ({ ownerId: '3.63E+10' }) },
  { valueFault: 'bad_personal_id', fits: has('ownerId'), printed: () => ({ ownerId: '12345' }) },
  {
    repair: 'restored_leading_zero',
    // The sheet took the text for a number; of two zeros in front only one could be made good.
    fits: (row) => has('ownerId')(row) && idOf(row)[1] !== '0',
    printed: (row) => ({ ownerId: Number(idOf(row)) }),
  },
  {
    warning: 'owner_sex_differs',
    fits: has('ownerId', 'ownerSex'),
    printed: (row) => ({ ownerSex: row[placeOf.ownerSex] === 'Nam' ? 'Nữ' : 'Nam' }),
  },
  { warning: 'area_differs', fits: has('area'), printed: () => ({ area: 99_999 }) },
];

const rounds = 5;

/** A plot as it is delivered. */
export interface DeliveredPlot extends Plot {
  /** What is wrong with its only row; null for nearly all of them. */
  blemish: LandBlemish | null;
}

/** Damages fifty plots of one row, each kind five times, spread over the whole list of about so many plots. */
export function* damagePlots(random: Random, plots: Iterable<Plot>, about: number): Generator<DeliveredPlot> {
  const wanted = Array.from({ length: rounds }, () => kinds).flat();
  // Early enough that a kind which has to wait for a fitting plot still finds one.
  const places = wanted.map(() => random.int(0, about - about / 20)).sort((a, b) => a - b);
  const waiting: Kind[] = [];
  let number = 0;
  for (const plot of plots) {
    while (places.length > 0 && (places[0] as number) <= number) {
      places.shift();
      waiting.push(wanted.shift() as Kind);
    }
    number += 1;
    const [row] = plot.rows;
    const at = waiting.findIndex(({ fits }) => row && plot.rows.length === 1 && (fits?.(row) ?? true));
    const kind = waiting[at];
    if (!kind || !row) {
      yield { ...plot, blemish: null };
      continue;
    }
    waiting.splice(at, 1);
    const { fits: _fits, printed, ...blemish } = kind;
    const damaged = [...row];
    for (const [column, cell] of Object.entries(printed(row))) damaged[placeOf[column as LandColumn]] = cell;
    const complete = plot.complete && blemish.valueFault === undefined;
    yield { ...plot, rows: [damaged], complete, blemish };
  }
}
