import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDialect, readDelimited } from '../../pipelines/read/delimited.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const wanted = [
  { name: 'a', labels: ['Số hồ sơ'], required: true },
  { name: 'b', labels: ['Tên lĩnh vực'], required: true },
  { name: 'c', labels: ['Phí'], required: false },
];
const header = ['Số hồ sơ', 'Tên lĩnh vực', 'Phí'];

const word = fc.constantFrom(
  'Hộ tịch',
  'Đất đai',
  'x',
  '12',
  '08/10/2026',
  'a "b" c',
  'một, hai',
  'một; hai',
  "d'e",
  '  đầu',
  '',
  '',
  'NULL',
  '\\',
  '“ngoặc”',
);
const cell = fc.oneof(
  { weight: 8, arbitrary: word },
  { weight: 1, arbitrary: fc.constantFrom('trên\ndưới', 'trên\r\ndưới') },
);
const rows = fc.array(
  fc.tuple(cell, cell, cell).filter((row) => row.some((text) => text !== '')),
  { minLength: 1, maxLength: 30 },
);
const layout = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t'),
  end: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
});

const quoted = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

async function cellsOf(text: string): Promise<unknown[][]> {
  const path = join(folder, 'input.csv');
  await writeFile(path, text);
  await readDelimited(warehouse, path, await findDialect(path, wanted));
  const found = await warehouse.all('select c0, c1, c2 from cells order by rowid');
  await warehouse.run('drop table cells');
  return found.map((row) => [row.c0, row.c1, row.c2]);
}

test("the engine's fast path and the exact path give the same cells", async () => {
  await fc.assert(
    fc.asyncProperty(rows, layout, async (data, { delimiter, end, bom }) => {
      const body = [header, ...data]
        .map((row) => row.map((text) => quoted(text, delimiter)).join(delimiter) + end)
        .join('');
      const text = (bom ? '\ufeff' : '') + body;
      const expected = [header, ...data].map((row) => row.map((value) => (value === '' ? null : value)));
      const fast = await cellsOf(text);
      // Blank lines behind the last row send the same content down the exact path.
      const exact = await cellsOf(text + end + end);
      expect(exact.filter((row) => row.some((value) => value !== null))).toEqual(expected);
      expect(fast).toEqual(expected);
    }),
    { numRuns: 80 },
  );
});
