import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlookOf, type YearSoFar } from '../../pipelines/measure/outlook.ts';

const share: fc.Arbitrary<YearSoFar> = fc
  .record({
    better: fc.constantFrom('higher' as const, 'lower' as const),
    target: fc.integer({ min: 0, max: 100 }),
    denominator: fc.integer({ min: 1, max: 500 }),
    met: fc.double({ min: 0, max: 1, noNaN: true }),
    daysGone: fc.integer({ min: 28, max: 364 }),
    lastYearRest: fc.option(fc.integer({ min: 0, max: 400 })),
  })
  .map(({ better, target, denominator, met, daysGone, lastYearRest }) => {
    const numerator = Math.round(met * denominator);
    return {
      course: 'share',
      better,
      factor: 100,
      isPart: true,
      target,
      numerator,
      denominator,
      value: (100 * numerator) / denominator,
      daysGone,
      daysLeft: 365 - daysGone,
      lastYearRest,
      monthlyGain: null,
    };
  });

/** The year's value if so many of the rest meet. */
const yearWith = (year: YearSoFar, rest: number, meeting: number): number =>
  (100 * ((year.numerator ?? 0) + meeting)) / ((year.denominator ?? 0) + rest);
const isMet = (year: YearSoFar, value: number): boolean =>
  year.better === 'higher' ? value >= year.target - 1e-6 : value <= year.target + 1e-6;

test('a share is sure or out of reach exactly when no rest of the year changes it', () => {
  fc.assert(
    fc.property(share, (year) => {
      const its = outlookOf(year);
      const rest = its.expectedRest ?? 0;
      const worst = yearWith(year, rest, year.better === 'higher' ? 0 : rest);
      const best = yearWith(year, rest, year.better === 'higher' ? rest : 0);
      expect(its.class === 'sure').toBe(isMet(year, worst));
      expect(its.class === 'impossible').toBe(!isMet(year, best));
      expect(its.reachable).toBeCloseTo(best, 9);
    }),
    { numRuns: 2000 },
  );
});

test('the rate asked of the rest brings the year to its target, no more and no less', () => {
  fc.assert(
    fc.property(share, (year) => {
      const { required, expectedRest } = outlookOf(year);
      if (required === null || expectedRest === null) return;
      expect(yearWith(year, expectedRest, (required / 100) * expectedRest)).toBeCloseTo(year.target, 6);
    }),
    { numRuns: 1000 },
  );
});

test('between sure and out of reach: on course where the year so far meets the target, else at risk', () => {
  fc.assert(
    fc.property(share, (year) => {
      const its = outlookOf(year);
      if (its.class === 'sure' || its.class === 'impossible') return;
      const value = year.value ?? 0;
      const met = year.better === 'higher' ? value >= year.target : value <= year.target;
      expect(its.class).toBe(met ? 'on_course' : 'at_risk');
    }),
    { numRuns: 1000 },
  );
});

const count = (better: 'higher' | 'lower', target: number, value: number, daysGone = 182): YearSoFar => ({
  course: 'count',
  better,
  factor: 1,
  isPart: false,
  target,
  numerator: value,
  denominator: null,
  value,
  daysGone,
  daysLeft: 365 - daysGone,
  lastYearRest: null,
  monthlyGain: null,
});

test('counts: reached is sure, at the pace of the year on course, behind it at risk; too many of what should be few is final', () => {
  expect(outlookOf(count('higher', 100, 100)).class).toBe('sure');
  expect(outlookOf(count('higher', 100, 50)).class).toBe('on_course');
  expect(outlookOf(count('higher', 100, 40)).class).toBe('at_risk');
  expect(outlookOf(count('higher', 100, 0)).class).toBe('at_risk');
  expect(outlookOf(count('lower', 0, 0)).class).toBe('on_course');
  expect(outlookOf(count('lower', 0, 1)).class).toBe('impossible');
  expect(outlookOf(count('lower', 10, 6)).class).toBe('at_risk');
  // As many as in the same days of last year are still to come.
  expect(outlookOf({ ...count('higher', 100, 40), lastYearRest: 60 })).toMatchObject({
    class: 'on_course',
    restBasis: 'last_year',
  });
});

test('a state is never sure before the year has ended; its pace so far decides', () => {
  const state = (value: number, gain: number | null): YearSoFar => ({
    ...count('higher', 90, value),
    course: 'state',
    monthlyGain: gain,
  });
  expect(outlookOf(state(95, 0)).class).toBe('on_course');
  expect(outlookOf(state(60, 5)).class).toBe('on_course');
  expect(outlookOf(state(60, 4)).class).toBe('at_risk');
  expect(outlookOf(state(60, null)).class).toBe('at_risk');
  expect(outlookOf({ ...state(95, 0), daysGone: 365, daysLeft: 0 }).class).toBe('sure');
});

test('without a value, or within the first month, nothing is said', () => {
  expect(outlookOf({ ...count('higher', 100, 99), value: null }).class).toBe('unknown');
  expect(outlookOf(count('higher', 100, 99, 27)).class).toBe('unknown');
  expect(outlookOf({ ...count('higher', 100, 99), daysGone: 365, daysLeft: 0 }).class).toBe('impossible');
});
