import fc from 'fast-check';
import { type Dossier, dossier } from '../cases/dossier-sheet.ts';

const closed = { status: 'Đã trả kết quả' };
const open = { status: 'Đang xử lý', closed: '', returned: '' };

const change: fc.Arbitrary<Partial<Dossier>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<Partial<Dossier>>(
      closed,
      open,
      { ...open, channel: 'Trực tiếp' },
      { channel: '' },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      closed: fc.constantFrom('09/10/2026', '15/10/2026', '20/10/2026 10:30'),
      returned: fc.constantFrom('', '21/10/2026'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Partial<Dossier>>(
      { status: 'Lạ' },
      { received: '' },
      { due: '31/02/2026' },
      { id: '37190000001' },
      { fee: 'x' },
      { code: 'mã' },
      { name: '' },
      { closed: '', returned: '' },
    ),
  },
);

/** Dossiers of a small range of numbers, so that the same one comes back within a file and in other files. */
export const someDossiers = (most: number): fc.Arbitrary<Dossier[]> =>
  fc.array(
    fc.tuple(fc.integer({ min: 1, max: 12 }), change).map(([n, what]) => dossier(n, what)),
    { minLength: 1, maxLength: most },
  );
