import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { outlookOf } from '../../pipelines/measure/outlook/outlook.ts';
import { meets, type YearSoFar } from '../../pipelines/measure/outlook/year.ts';
import { everyRest } from '../naive/outlook.ts';
import { monthsOf, shareOf } from '../support/counted-years.ts';
import { runs } from '../support/runs.ts';

// Long work in one piece: the runner must hear of each test before the next.
afterEach(() => turn());

const counted = fc.integer({ min: 0, max: 6 }).chain((cases) =>
  fc.record({
    cases: fc.constant(cases),
    met: fc.integer({ min: 0, max: cases }),
    open: fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: cases }) },
    ),
  }),
);
const shareYear = fc
  .record({
    all: fc.array(counted, { minLength: 2, maxLength: 12 }),
    better: fc.constantFrom('higher' as const, 'lower' as const),
    target: fc.oneof(fc.constantFrom(0, 50, 100), fc.integer({ min: 0, max: 100 })),
  })
  .map(({ all, better, target }) => shareOf(all, target, { better }))
  .filter(({ value }) => value !== null);

test('a share is sure or out of reach exactly when no rest of the year, tried one by one, changes it', () => {
  fc.assert(
    fc.property(shareYear, (year) => {
      const its = outlookOf(year);
      const { always, never } = everyRest(
        {
          isHigher: year.better === 'higher',
          target: year.target,
          met: year.numerator ?? 0,
          cases: year.denominator ?? 0,
          open: year.openCases,
        },
        its.mostRest ?? 0,
      );
      expect(its.class === 'sure').toBe(always);
      expect(its.class === 'impossible').toBe(never);
    }),
    { numRuns: runs(80) },
  );
});

test('between sure and out of reach the class says which part of the interval meets the target', () => {
  fc.assert(
    fc.property(shareYear, (year) => {
      const its = outlookOf(year);
      if (its.class === 'sure' || its.class === 'impossible') return;
      const { low = null, high = null, expected = null, probability = null } = its;
      if (low === null || high === null || expected === null || probability === null)
        throw new Error('nothing told');
      expect(low <= expected && expected <= high).toBe(true);
      const [illEnd, most] = year.better === 'higher' ? [low, 0.975] : [high, 0.975];
      const byInterval = meets(year, illEnd) ? 'likely' : meets(year, expected) ? 'on_course' : 'unlikely';
      expect(its.class).toBe(byInterval);
      if (its.class === 'likely') expect(probability).toBeGreaterThanOrEqual(most - 0.001);
      else expect(probability).toBeLessThanOrEqual(most + 0.001);
      expect(its.class === 'unlikely').toBe(probability < 0.5);
    }),
    { numRuns: runs(80) },
  );
});

test('a higher target is never more probable, and no better class', () => {
  const order = ['impossible', 'unlikely', 'on_course', 'likely', 'sure'];
  fc.assert(
    fc.property(shareYear, fc.integer({ min: 0, max: 100 }), (year, other) => {
      const [low, high] = [Math.min(year.target, other), Math.max(year.target, other)];
      const [easy, hard] = year.better === 'higher' ? [low, high] : [high, low];
      const [a, b] = [outlookOf({ ...year, target: easy }), outlookOf({ ...year, target: hard })];
      expect(order.indexOf(a.class)).toBeGreaterThanOrEqual(order.indexOf(b.class));
    }),
    { numRuns: runs(60) },
  );
});

test('the rate asked of the rest brings the year to its target, no more and no less', () => {
  fc.assert(
    fc.property(shareYear, (year) => {
      const { required, expectedRest } = outlookOf(year);
      if (required === null || expectedRest === null) return;
      const end =
        (100 * ((year.numerator ?? 0) + (required / 100) * expectedRest)) /
        ((year.denominator ?? 0) + expectedRest);
      expect(end).toBeCloseTo(year.target, 6);
    }),
    { numRuns: runs(60) },
  );
});

const count = (better: 'higher' | 'lower', target: number, values: readonly number[]): YearSoFar => ({
  ...shareOf(
    values.map((value) => ({ met: value, cases: 0 })),
    target,
    { better, course: 'count', factor: 1, isPart: false },
  ),
  denominator: null,
  value: values.reduce((all, value) => all + value, 0),
  months: monthsOf(values.map((value) => ({ met: value, cases: 0 }))).map((month) => ({
    ...month,
    denominator: null,
    value: month.numerator,
  })),
});

test('counts: reached is sure and beyond the limit out of reach from the first day; the pace decides between', () => {
  expect(outlookOf(count('higher', 100, [100])).class).toBe('sure');
  expect(outlookOf(count('lower', 0, [1])).class).toBe('impossible');
  expect(outlookOf(count('lower', 0, [0])).class).toBe('unknown');
  expect(outlookOf(count('higher', 100, [20, 21, 19, 20])).class).toBe('likely');
  expect(outlookOf(count('higher', 130, [10, 9, 11, 10, 10])).class).toBe('unlikely');
  expect(outlookOf(count('higher', 118, [10, 11, 11, 10, 11])).class).toBe('on_course');
  expect(outlookOf(count('lower', 2, [0, 1, 0, 0, 1, 0])).class).toBe('unlikely');
  // A month that took something back: what is reached may be lost again.
  expect(outlookOf(count('higher', 100, [110, -20, 15])).class).not.toBe('sure');
});

test('last year’s season comes again', () => {
  const flat = Array.from({ length: 8 }, () => 20);
  const lastYear = monthsOf(
    [20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 80, 100].map((met) => ({ met, cases: 0 })),
  ).map((month) => ({ ...month, denominator: null, value: month.numerator }));
  const year = count('higher', 330, flat);
  expect(outlookOf(year)).toMatchObject({ class: 'unlikely', restBasis: 'pace' });
  const known = outlookOf({ ...year, lastYear });
  expect(known).toMatchObject({ restBasis: 'last_year' });
  expect(known.expectedRest).toBeGreaterThan(140);
});

describe('a target of 100 %', () => {
  const year = shareOf(
    [
      { met: 20, cases: 20 },
      { met: 19, cases: 20 },
      { met: 20, cases: 20 },
    ],
    100,
  );
  test('is out of reach from the first case that breaks it, and tells how many', () => {
    expect(outlookOf(year)).toMatchObject({ class: 'impossible', broken: 1 });
    expect(
      outlookOf({ ...year, months: year.months.slice(0, 1), daysGone: 20, daysLeft: 345 }),
    ).toMatchObject({
      class: 'impossible',
      broken: 1,
    });
  });
  test('is not yet broken by a case that may still turn', () => {
    expect(outlookOf({ ...year, openCases: 1 })).toMatchObject({ broken: null });
    expect(outlookOf({ ...year, openCases: 1 }).class).not.toBe('impossible');
  });
});

test('open cases may turn: what would be sure without them is not', () => {
  const year = shareOf(
    Array.from({ length: 12 }, () => ({ met: 19, cases: 20 })),
    94,
  );
  expect(outlookOf(year).class).toBe('sure');
  const open = {
    ...year,
    openCases: 8,
    months: year.months.map((month, k) => (k === 11 ? { ...month, openCases: 8 } : month)),
  };
  expect(outlookOf(open).class).not.toBe('sure');
  expect(outlookOf({ ...open, target: 80 }).class).toBe('sure');
});

test('all cases of the year are open: nothing is sure but what no turning reaches', () => {
  const all = [
    { met: 10, cases: 10, open: 10 },
    { met: 10, cases: 10, open: 10 },
  ];
  expect(['unlikely', 'on_course', 'likely']).toContain(outlookOf(shareOf(all, 90)).class);
});

test('a state is never sure before the year has ended; its pace so far decides', () => {
  const state = (values: readonly number[], target = 90, more: Partial<YearSoFar> = {}) =>
    shareOf(
      values.map((met) => ({ met, cases: 100 })),
      target,
      {
        course: 'state',
        numerator: values.at(-1) ?? null,
        denominator: 100,
        value: values.at(-1) ?? null,
        ...more,
      },
    );
  expect(outlookOf(state([95, 95, 95, 95, 95, 95])).class).toBe('likely');
  expect(outlookOf(state([40, 45, 50, 55, 60, 65])).class).toBe('on_course');
  expect(outlookOf(state([40, 43, 46, 49, 52, 55])).class).toBe('unlikely');
  expect(outlookOf(state([40])).class).toBe('unknown');
  expect(outlookOf(state([95], 90, { daysLeft: 0, daysGone: 365 })).class).toBe('sure');
  expect(outlookOf(state([85], 90, { daysLeft: 0, daysGone: 365 })).class).toBe('impossible');
});

describe('a missing file', () => {
  const whole = shareOf(
    Array.from({ length: 6 }, () => ({ met: 19, cases: 20 })),
    90,
  );
  const gap = (year: YearSoFar): YearSoFar => ({
    ...year,
    months: year.months.map((month, k) => (k === 3 ? { ...month, gap: 'missing' } : month)),
  });
  test('leaves nothing to go by', () => {
    expect(outlookOf(whole).class).not.toBe('unknown');
    expect(outlookOf(gap(whole))).toMatchObject({ class: 'unknown', unknownReason: 'gap', low: null });
  });
  test('changes nothing in what has been reached, gone beyond or broken', () => {
    expect(outlookOf(gap(count('higher', 100, [30, 30, 30, 0, 30]))).class).toBe('sure');
    expect(outlookOf(gap(count('lower', 1, [1, 1, 0, 0, 0]))).class).toBe('impossible');
    expect(outlookOf(gap({ ...whole, target: 100 }))).toMatchObject({ class: 'impossible', broken: 6 });
  });
  test('of a state matters only where it is the newest', () => {
    const state = { ...whole, course: 'state' as const, numerator: 19, denominator: 20 };
    expect(outlookOf(gap(state)).class).not.toBe('unknown');
    expect(outlookOf(gap({ ...state, months: state.months.slice(0, 4) })).class).toBe('unknown');
  });
});

test('without a value, within the first month, or with a yes that has not been given, nothing is said', () => {
  const year = shareOf(
    [
      { met: 9, cases: 10 },
      { met: 9, cases: 10 },
    ],
    80,
  );
  expect(outlookOf({ ...year, value: null, numerator: null, denominator: null }).unknownReason).toBe(
    'no_value',
  );
  expect(outlookOf({ ...year, value: null, numerator: 0, denominator: 0 }).unknownReason).toBe('no_cases');
  expect(outlookOf({ ...year, daysGone: 27 }).unknownReason).toBe('few_months');
  expect(outlookOf({ ...year, months: year.months.slice(0, 1) }).unknownReason).toBe('few_months');
  const yes = { ...count('higher', 1, [0, 0, 0]), course: 'yes_no' as const };
  expect(outlookOf(yes)).toMatchObject({ class: 'unknown', unknownReason: 'first_yes' });
  expect(outlookOf({ ...yes, value: 1 }).class).toBe('sure');
  expect(outlookOf({ ...yes, daysGone: 365, daysLeft: 0 }).class).toBe('impossible');
});

test('a mean and a median have no bounds, only an interval', () => {
  const mean = shareOf(
    [
      { met: 120, cases: 20 },
      { met: 130, cases: 22 },
      { met: 110, cases: 19 },
    ],
    12,
    {
      course: 'mean',
      better: 'lower',
      factor: 1,
      isPart: false,
    },
  );
  const year = { ...mean, value: (mean.numerator ?? 0) / (mean.denominator ?? 1) };
  expect(outlookOf(year)).toMatchObject({ class: 'likely', reachable: null, assured: null });
  expect(outlookOf({ ...year, target: 4 }).class).toBe('unlikely');
  const median = {
    ...year,
    course: 'other' as const,
    numerator: null,
    denominator: null,
    months: year.months.map((month) => ({ ...month, value: (month.value ?? 0) / 100 })),
  };
  expect(outlookOf(median).class).toBe('likely');
});
