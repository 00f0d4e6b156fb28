import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Better, decimalsBeside, reaches } from '../../pipelines/measure/shown-beside.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse } = await memoryWarehouse();

/** Values at, just below and just above what they round to. */
const value = fc.oneof(
  fc.integer({ min: 0, max: 120_000_000 }).map((millionths) => millionths / 1e6),
  fc
    .tuple(fc.constantFrom(7, 8, 57, 80, 98, 100), fc.constantFrom(0, 0.04, -0.04, 0.0004, -0.0004, 0.3))
    .map(([at, by]) => at + by),
);
const target = fc.constantFrom(0, 7, 57, 80, 98, 98.25, 100, 100 / 12, 1000 / 12, 0.5);
const better = fc.constantFrom<Better>('higher', 'lower');
const shown = (number: number, decimals: number) => Number(number.toFixed(decimals));

test('a value beside its target reads as it is judged, and the marts write it as the commands do', async () => {
  const pairs = fc.sample(fc.tuple(value, target, fc.integer({ min: 0, max: 2 }), better), 2000);
  for (const [its, aim, decimals, way] of pairs) {
    const digits = decimalsBeside(its, aim, decimals, way);
    const read = reaches(shown(its, digits.value), shown(aim, digits.target), way);
    expect([its, aim, way, read]).toEqual([its, aim, way, reaches(its, aim, way)]);
    expect(digits.value).toBeGreaterThanOrEqual(decimals);
  }
  const rows = pairs.map(
    ([its, aim, decimals, way], at) => `(${at}, ${its}::double, ${aim}::double, ${decimals}, '${way}')`,
  );
  const said = await warehouse.all<{
    n: number;
    value: number;
    target: number;
    read: boolean;
    judged: boolean;
  }>(`
    with pair(n, value, target, decimals, better) as (values ${rows.join(', ')}),
    digits as (
      select *, decimals_beside(value, target, decimals, better) as of_value, target_decimals(target, of_value) as of_target from pair)
    select n, of_value as value, of_target as target, reaches(value, target, better) as judged,
      reaches(round(value, of_value), round(target, of_target), better) as read
    from digits order by n`);
  for (const row of said) {
    const [its, aim, decimals, way] = pairs[row.n] ?? [0, 0, 0, 'higher'];
    const { value: ofValue, target: ofTarget } = decimalsBeside(its, aim, decimals, way);
    expect([its, aim, way, row]).toEqual([
      its,
      aim,
      way,
      { n: row.n, value: ofValue, target: ofTarget, read: row.judged, judged: reaches(its, aim, way) },
    ]);
  }
});

test('as many digits as it takes, and no more', () => {
  expect(decimalsBeside(97.96, 98, 1, 'higher')).toEqual({ value: 2, target: 0 });
  expect(decimalsBeside(99.996, 100, 1, 'higher')).toEqual({ value: 3, target: 0 });
  // Reached, or the other way good: nothing to add.
  expect(decimalsBeside(98.04, 98, 1, 'higher')).toEqual({ value: 1, target: 0 });
  expect(decimalsBeside(98.04, 98, 1, 'lower')).toEqual({ value: 2, target: 0 });
  // A target has all decimals of its own, and one where it has no end: 8 of 8,3.
  expect(decimalsBeside(98.25, 98.25, 1, 'higher')).toEqual({ value: 1, target: 2 });
  expect(decimalsBeside(98.24, 98.25, 1, 'higher')).toEqual({ value: 1, target: 2 });
  expect(decimalsBeside(8, 100 / 12, 0, 'higher')).toEqual({ value: 0, target: 1 });
  expect(decimalsBeside(8.32, 100 / 12, 1, 'higher')).toEqual({ value: 2, target: 2 });
  expect(decimalsBeside(50, 80, 1, 'none')).toEqual({ value: 1, target: 0 });
});
