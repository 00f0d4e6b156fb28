import { type Definition, ofFact } from './definition.ts';

type Entry = [id: string, definition: Partial<Definition<'unit_return'>>];

/** So many of so many, as the units wrote them. */
const share = (id: string): Entry => [
  id,
  { counts: (r) => r.indicator === id, amount: (r) => r.numerator, against: (r) => r.denominator },
];

/** The same, where the units count from the beginning of the year: the year before is another one. */
const shareOfYear = (id: string): Entry => {
  const [, { counts, ...of }] = share(id);
  return [
    id,
    { ...of, counts: (r, at) => counts?.(r, at) && r.period_start?.slice(0, 4) === at.cutoff.slice(0, 4) },
  ];
};

/** A plain number, wherever the unit wrote it. */
const quantity = (id: string): Entry => [
  id,
  { counts: (r) => r.indicator === id, amount: (r) => r.quantity },
];

/** Units that say yes among those that say anything. */
const saidYes = (id: string): Entry => [
  id,
  { counts: (r) => r.indicator === id && r.value !== null, meets: (r) => (r.value ?? 0) > 0 },
];

export const returns: Record<string, Definition> = ofFact(
  'unit_return',
  (r) => r.period_start,
  Object.fromEntries<Partial<Definition<'unit_return'>>>([
    share('thon-cap-quang'),
    share('co-so-du-lieu-lam-sach'),
    share('ho-kinh-doanh-qr'),
    share('ocop-thuong-mai-dien-tu'),
    share('hoc-ba-so'),
    saidYes('to-cong-nghe-so-hoat-dong'),
    share('so-tay-dang-vien'),
    share('dang-vien-chuan-hoa'),
    share('ho-so-can-bo-chuan-hoa'),
    shareOfYear('can-bo-boi-duong-ky-nang-so'),
    share('lao-dong-ky-nang-so'),
    saidYes('ke-hoach-hanh-dong-ban-hanh'),
    [
      'da-co-ke-hoach-hanh-dong',
      {
        counts: (r) =>
          r.indicator === 'ke-hoach-hanh-dong-ban-hanh' && r.unit_code === 'VP' && r.value !== null,
        meets: (r) => (r.value ?? 0) > 0,
      },
    ],
    quantity('van-ban-chi-dao'),
    share('he-thong-cap-do-an-toan'),
    quantity('su-co-an-ninh-mang-nghiem-trong'),
    shareOfYear('giai-ngan-khcn'),
    share('nhiem-vu-dung-han'),
    share('bao-cao-dung-han'),
    share('to-chuc-duoc-kiem-tra'),
    quantity('tuyen-truyen-luot-nguoi'),
    quantity('tin-bai-tuyen-truyen'),
    quantity('tap-huan-da-to-chuc'),
  ]),
);
