import type { Reading } from './compute.ts';

/** What the decision and the portal say of an item, read once more: of which counts, and how they become points. */
interface Law {
  most: number;
  /** Cases that are good, and all of them: the count of an indicator above or below its line. */
  good?: [indicator: string, line: 'above' | 'below'];
  all?: [indicator: string, line: 'above' | 'below'];
  /** The rate that gives all points; 1 where nothing else is said. */
  enough?: number;
  ofNone: 'all points' | 'no points' | 'open';
}

const ownRate = (indicator: string, most: number, ofNone: Law['ofNone'], enough = 1): Law => ({
  most,
  good: [indicator, 'above'],
  all: [indicator, 'below'],
  enough,
  ofNone,
});

const received: [string, 'above'] = ['tthc-tiep-nhan', 'above'];

const laws: Record<string, Law> = {
  '1.1': ownRate('tthc-cong-bo-dung-han', 6, 'open'),
  '1.2': ownRate('tthc-cong-khai-dung-han', 4, 'open'),
  '1.3': ownRate('tthc-cong-khai-day-du', 2, 'open'),
  '1.4': { most: 6, ofNone: 'open' },
  '2.1': ownRate('tthc-dung-han', 20, 'no points'),
  '3.1': ownRate('tthc-cung-cap-truc-tuyen', 2, 'no points', 0.8),
  '3.2': ownRate('tthc-phat-sinh-truc-tuyen', 4, 'no points'),
  '3.3': ownRate('tthc-truc-tuyen', 6, 'no points', 0.5),
  // 2.5 × rate, up to 2.
  '3.5a': ownRate('tthc-tich-hop-thanh-toan', 2, 'no points', 0.8),
  '3.5b': ownRate('tthc-co-giao-dich-thanh-toan', 2, 'no points', 0.8),
  '3.6': ownRate('tthc-thanh-toan-truc-tuyen', 6, 'no points'),
  '4.1': { most: 6, good: ['tthc-ket-qua-dien-tu', 'above'], all: received, ofNone: 'open' },
  '4.2': { most: 4, good: ['tthc-so-hoa', 'above'], all: received, ofNone: 'open' },
  '4.3': { most: 2, ofNone: 'open' },
  '4.4': { most: 4, ofNone: 'open' },
  '4.5a': { most: 2, ofNone: 'open' },
  '4.5b': { most: 2, ofNone: 'open' },
  '4.6': { most: 2, ofNone: 'open' },
  '5.2': ownRate('pakn-dung-han', 6, 'all points'),
  '5.3': ownRate('pakn-hai-long', 6, 'all points'),
};

/** Lowest and highest points of an item in a period; they are one where the item has points. */
export interface Points {
  item: string;
  period: string;
  lowest: number;
  highest: number;
}

/** Months, quarters and the year of the calendar. */
const isScored = (period: string): boolean => /^\d{4}(-\d{2}|-Q\d)?$/.test(period);

function pointsOf(
  { most, enough = 1, ofNone }: Law,
  good: number | null,
  all: number | null,
): [number, number] {
  if (good === null || all === null) return [0, most];
  if (all === 0) {
    if (ofNone === 'open') return [0, most];
    return ofNone === 'all points' ? [most, most] : [0, 0];
  }
  const points = good >= all * enough ? most : (good / all / enough) * most;
  return [points, points];
}

/** The score once more, from readings of the whole commune: of every period that has begun, each item that can have points. */
export function scoresOf(readings: readonly Reading[]): Points[] {
  const wholes = readings.filter(({ by, period }) => by === null && isScored(period));
  const found: Points[] = [];
  for (const period of new Set(wholes.map((its) => its.period))) {
    const count = (of: Law['good']): number | null => {
      const reading = wholes.find((its) => its.period === period && its.indicator === of?.[0]);
      // Of what is not whole nobody can say what it comes to.
      if (reading?.lacks) return null;
      return (of?.[1] === 'below' ? reading?.denominator : reading?.numerator) ?? null;
    };
    for (const [item, law] of Object.entries(laws)) {
      const [lowest, highest] = pointsOf(law, count(law.good), count(law.all));
      found.push({ item, period, lowest, highest });
    }
    // Nobody can be content with what was late, and the commune asks nobody: open up to the share that was on time.
    const [onTime, all] = [count(['tthc-dung-han', 'above']), count(['tthc-dung-han', 'below'])];
    const limit =
      onTime === null || all === null ? 6 : all === 0 ? 0 : Math.min(6, (6 * (onTime / all)) / 0.9);
    found.push({ item: '5.4', period, lowest: 0, highest: limit });
  }
  return found;
}
