import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';

type Written = (value: number | null | undefined) => string;
const { count, inVietnamese, none, number } = (await import(resolve('reports/components/format.js'))) as {
  count: Written;
  number: Written;
  none: string;
  inVietnamese(value: number, most: number, least: number): string;
};

const like = (most: number, least: number) =>
  new Intl.NumberFormat('vi-VN', { maximumFractionDigits: most, minimumFractionDigits: least });

test('numbers of a page are written as the language does', () => {
  const forms = [
    [0, 0],
    [2, 0],
    [2, 2],
  ] as const;
  const value = fc.oneof(
    fc.integer({ min: -1e12, max: 1e12 }),
    fc.integer({ min: -1e9, max: 1e9 }).map((its) => its / 100),
    fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  );
  fc.assert(
    fc.property(value, fc.constantFrom(...forms), (its, [most, least]) => {
      // A zero has no sign.
      const expected = like(most, least)
        .format(its)
        .replace(/^-(?=[0,]+$)/, '');
      expect(inVietnamese(its, most, least)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('a blank is no zero', () => {
  expect([count(null), number(undefined), count(0), number(0), count(-0.4)]).toEqual([
    none,
    none,
    '0',
    '0',
    '0',
  ]);
  expect([count(1245), number(97.5), number(1234567.891)]).toEqual(['1.245', '97,5', '1.234.567,89']);
});
