import { beforeAll, describe, expect, test } from 'vitest';
import { outlookOf } from '../../pipelines/measure/outlook/outlook.ts';
import { meets } from '../../pipelines/measure/outlook/year.ts';
import { blindProbability, lottery } from '../naive/outlook.ts';
import { shareOf } from '../support/counted-years.ts';
import { endOf, generateYears, seenAt } from '../support/outlook-years.ts';

describe('the probability is that of courses drawn blindly and weighed by the months seen', () => {
  // Of a few cases odds are not quite normal: the program may be some points off there.
  test.each([
    [
      'two months',
      [
        [12, 15],
        [13, 18],
      ],
      70,
      true,
      0.12,
    ],
    [
      'every case met',
      [
        [9, 9],
        [11, 11],
        [10, 10],
      ],
      97,
      true,
      0.12,
    ],
    [
      'of what should be low',
      [
        [2, 15],
        [1, 12],
        [3, 14],
        [1, 13],
      ],
      14,
      false,
      0.12,
    ],
    [
      'a bad month',
      [
        [18, 20],
        [9, 19],
        [17, 18],
        [18, 20],
      ],
      85,
      true,
      0.12,
    ],
    [
      'three months alike',
      [
        [66, 80],
        [63, 78],
        [70, 85],
      ],
      80,
      true,
      0.06,
    ],
    [
      'rising',
      [
        [38, 66],
        [40, 62],
        [45, 65],
        [49, 66],
      ],
      75,
      true,
      0.06,
    ],
    [
      'of what should be low, more cases',
      [
        [9, 90],
        [12, 88],
        [8, 91],
        [11, 93],
        [9, 80],
      ],
      11,
      false,
      0.06,
    ],
  ] as [string, [number, number][], number, boolean, number][])('%s', (_, seen, target, isHigher, off) => {
    const all = seen.map(([met, cases]) => ({ met, cases }));
    const its = outlookOf(shareOf(all, target, { better: isHigher ? 'higher' : 'lower' }));
    const blind = blindProbability({ isHigher, target }, all, 60_000, lottery(20_260_731));
    expect(Math.abs((its.probability ?? 0) - blind), `${its.probability} and ${blind}`).toBeLessThan(off);
  });
});

describe('generated communes of twelve months', () => {
  interface Seen {
    month: number;
    end: number;
    isMet: boolean;
    outlook: ReturnType<typeof outlookOf>;
  }
  let seen: Seen[] = [];
  beforeAll(() => {
    seen = generateYears(200, 12).flatMap((year) =>
      [2, 4, 6, 8].map((month): Seen => {
        const known = seenAt(year, month);
        return { month, end: endOf(year), isMet: meets(known, endOf(year)), outlook: outlookOf(known) };
      }),
    );
  });
  const shareOfThem = <T>(all: readonly T[], is: (its: T) => boolean) => all.filter(is).length / all.length;

  test.each([2, 4, 6, 8])(
    'at the end of month %i the 95 %% interval holds what the year came to in 90 to 99 of 100',
    (month) => {
      const told = seen.filter((its) => its.month === month && its.outlook.low !== null);
      const inside = shareOfThem(
        told,
        ({ end, outlook: { low, high } }) => end >= (low ?? 0) - 1e-9 && end <= (high ?? 0) + 1e-9,
      );
      expect(inside).toBeGreaterThan(0.9);
      expect(inside).toBeLessThan(0.995);
    },
  );

  test('what is called sure or out of reach is never otherwise; the other classes are right more often than not', () => {
    const metOf = (name: string) => {
      const its = seen.filter(({ outlook }) => outlook.class === name);
      return its.length === 0 ? Number.NaN : shareOfThem(its, ({ isMet }) => isMet);
    };
    expect(metOf('sure')).toBe(1);
    expect(metOf('impossible')).toBe(0);
    expect(metOf('likely')).toBeGreaterThan(0.95);
    expect(metOf('on_course')).toBeGreaterThan(0.65);
    expect(metOf('unlikely')).toBeLessThan(0.35);
  });
});
