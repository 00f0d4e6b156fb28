import { expect, test } from 'vitest';
import { memoryWarehouse } from '../property/temporary.ts';

const { warehouse } = await memoryWarehouse();

const shown = async (sql: string, decimals: number) =>
  (
    await warehouse.one<{ text: string }>(
      `select vi_number(${sql}, d) as text from (select ${decimals} as d)`,
    )
  ).text;

test.each<[string, number, string]>([
  // What a sum of doubles comes to, on both sides of the half.
  ['1374.6499999999998::double', 1, '1.374,7'],
  ['1374.65::double', 1, '1.374,7'],
  ['1.005::double', 2, '1,01'],
  ['2.675::double', 2, '2,68'],
  ['-2.675::double', 2, '-2,68'],
  ['0.5::double', 0, '1'],
  ['2.5::double', 0, '3'],
  ['-0.04::double', 1, '0,0'],
  ['1.44::double', 1, '1,4'],
  ['99.95::double', 1, '100,0'],
  ['84.25', 1, '84,3'],
  ['1245', 0, '1.245'],
  ['123456789012345::bigint', 0, '123.456.789.012.345'],
  ['12345678901234567::double', 1, '12.345.678.901.234.568,0'],
  ['0.00004::double', 4, '0,0000'],
])('%s with %i decimals is %s', async (sql, decimals, text) => {
  expect(await shown(sql, decimals)).toBe(text);
});

test('of what is not known there is no text', async () => {
  expect(await shown('null::double', 1)).toBeNull();
  expect(await shown('null', 0)).toBeNull();
});
