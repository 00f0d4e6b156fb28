import type { Random } from '../../../config/random.ts';
import type { Cell, Cells } from '../../export/cell.ts';
import { type Blemish, blemished, losesOneZero } from '../blemish.ts';
import type { LandColumn } from './columns.ts';
import type { Plot } from './plot.ts';

const stands = (cell: Cell | undefined): boolean => cell !== undefined && cell !== null;
const hasOwner = ({ ownerId }: Cells<LandColumn>): boolean => stands(ownerId);

const kinds: readonly Blemish<LandColumn>[] = [
  { fault: 'required_empty', printed: { communeCode: null } },
  { fault: 'bad_pattern', printed: { communeCode: 'Rạng Đông' } },
  {
    fault: 'plot_unknown',
    printed: { sheet: null, plot: null, certificateSheet: null, certificatePlot: null },
  },
  { valueFault: 'bad_number', printed: { area: 'khoảng 96' } },
  {
    valueFault: 'no_such_day',
    fits: ({ issuedOn }) => stands(issuedOn),
    printed: { issuedOn: '31/02/2019' },
  },
  { valueFault: 'lost_digits', fits: hasOwner, printed: { ownerId: '3.63E+10' } },
  { valueFault: 'bad_personal_id', fits: hasOwner, printed: { ownerId: '12345' } },
  {
    repair: 'restored_leading_zero',
    // The sheet took the text for a number.
    fits: ({ ownerId }) => losesOneZero(ownerId),
    printed: ({ ownerId }) => ({ ownerId: Number(ownerId) }),
  },
  {
    warning: 'owner_sex_differs',
    fits: ({ ownerId, ownerSex }) => stands(ownerId) && stands(ownerSex),
    printed: ({ ownerSex }) => ({ ownerSex: ownerSex === 'Nam' ? 'Nữ' : 'Nam' }),
  },
  { warning: 'area_differs', fits: ({ area }) => stands(area), printed: { area: 99_999 } },
];

const rounds = 5;

/** Damages fifty plots of one row, each kind five times, spread over the whole list of about so many plots. */
export function* damagePlots(random: Random, plots: Iterable<Plot>, about: number): Generator<Plot> {
  const wanted = Array.from({ length: rounds }, () => kinds).flat();
  // Early enough that a kind which has to wait for a fitting plot still finds one.
  const places = wanted.map(() => random.int(0, about - about / 20)).sort((a, b) => a - b);
  const waiting: Blemish<LandColumn>[] = [];
  let number = 0;
  for (const plot of plots) {
    while (places.length > 0 && (places[0] as number) <= number) {
      places.shift();
      waiting.push(...wanted.splice(0, 1));
    }
    number += 1;
    const [row] = plot.rows;
    const at = waiting.findIndex(({ fits }) => row && plot.rows.length === 1 && (fits?.(row.cells) ?? true));
    const kind = waiting[at];
    if (!kind || !row) {
      yield plot;
      continue;
    }
    waiting.splice(at, 1);
    const complete = plot.complete && kind.valueFault === undefined;
    yield { ...plot, rows: [blemished(random, row, kind)], complete };
  }
}
