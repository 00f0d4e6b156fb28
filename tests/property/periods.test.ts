import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeriodKind } from '../../pipelines/config/indicator.ts';
import { type Basis, periodsOf } from '../../pipelines/config/period.ts';

const basis: fc.Arbitrary<Basis> = fc.oneof(
  fc.constant<Basis>({ id: 'calendar', closesOn: 'last' }),
  fc.constant<Basis>({ id: 'nd09', closesOn: 14 }),
  fc.integer({ min: 1, max: 28 }).map((closesOn): Basis => ({ id: 'own', closesOn })),
);
const year = fc.integer({ min: 2020, max: 2100 });
const days = (from: string, until: string): string[] => {
  const listed: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(until); at += 86_400_000)
    listed.push(new Date(at).toISOString().slice(0, 10));
  return listed;
};

test('every day belongs to exactly one month, quarter, half and year of a basis, over the turn of years too', () => {
  fc.assert(
    fc.property(basis, year, (its, first) => {
      const periods = [first, first + 1].flatMap((each) => periodsOf(each, its, '2026-10-31'));
      const all = periods.filter(({ kind }) => kind === 'year');
      const expected = days(all[0]?.startsOn ?? '', all[1]?.endsOn ?? '');
      for (const kind of ['month', 'quarter', 'half', 'year'] as PeriodKind[]) {
        const covered = periods.filter((p) => p.kind === kind).flatMap((p) => days(p.startsOn, p.endsOn));
        expect(covered).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
});

test('larger periods are made of whole months, and are named by them', () => {
  fc.assert(
    fc.property(basis, year, (its, each) => {
      const periods = periodsOf(each, its, '2026-10-31');
      const months = periods.filter(({ kind }) => kind === 'month');
      for (const period of periods) {
        const within = months.filter((m) => m.startsOn >= period.startsOn && m.endsOn <= period.endsOn);
        expect(within).toHaveLength(period.months);
        expect(within[0]?.startsOn).toBe(period.startsOn);
        expect(within.at(-1)?.endsOn).toBe(period.endsOn);
      }
      expect(new Set(periods.map(({ id }) => id)).size).toBe(periods.length);
    }),
    { numRuns: 60 },
  );
});

test('the period before ends on the day before, where there is one of the kind', () => {
  fc.assert(
    fc.property(basis, year, (its, each) => {
      const periods = [each, each + 1].flatMap((one) => periodsOf(one, its, '2026-10-31'));
      for (const period of periods.filter(({ kind }) =>
        ['month', 'quarter', 'half', 'year'].includes(kind),
      )) {
        const before = periods.find(({ id }) => id === period.previous);
        if (before) expect(Date.parse(period.startsOn) - Date.parse(before.endsOn)).toBe(86_400_000);
      }
    }),
    { numRuns: 60 },
  );
});
