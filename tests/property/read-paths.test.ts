import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cells } from '../../pipelines/cells.ts';
import { findDialect, readDelimited } from '../../pipelines/read/delimited.ts';
import { findHeader } from '../../pipelines/read/header.ts';
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

async function cellsOf(text: string, byParser = false): Promise<unknown[][]> {
  const path = join(folder, 'input.csv');
  await writeFile(path, text);
  const dialect = await findDialect(path, {
    find: (head) => findHeader(head, wanted),
    isElsewhere: () => false,
  });
  if (!dialect.header) throw new Error('no header');
  const blankIsNull = ['_c0', '_c1', '_c2'].map((cell) => `nullif(${cell}, '') as ${cell}`).join(', ');
  const all = ({ from }: Cells) => warehouse.all(`select ${blankIsNull} from ${from}`);
  let found: Record<string, unknown>[] = [];
  for await (const cells of readDelimited(warehouse, path, dialect, dialect.header)) {
    const exactly = async () => all(cells.exact ? await cells.exact() : cells);
    found = await (byParser ? exactly() : all(cells).catch(exactly));
  }
  // The exact path trims as it reads; behind the fast path the contract's SQL does.
  const shown = (cell: unknown) => (typeof cell === 'string' ? cell.trim() || null : cell);
  return found.map((row) => [shown(row._c0), shown(row._c1), shown(row._c2)]);
}

test("the engine's fast path and the exact path give the same cells", async () => {
  await fc.assert(
    fc.asyncProperty(rows, layout, async (data, { delimiter, end, bom }) => {
      const body = [header, ...data]
        .map((row) => row.map((text) => quoted(text, delimiter)).join(delimiter) + end)
        .join('');
      const text = (bom ? '\ufeff' : '') + body;
      const expected = [header, ...data].map((row) => row.map((value) => value.trim() || null));
      const fast = await cellsOf(text);
      expect(fast).toEqual(expected);
      expect(await cellsOf(text, true)).toEqual(expected);
      // Blank lines stay rows, whichever way they are read.
      const blank = [null, null, null];
      const spaced = text.replace(end, end + end) + end;
      const withBlanks = [header, blank, ...expected.slice(1), blank];
      expect(await cellsOf(spaced)).toEqual(withBlanks);
      expect(await cellsOf(spaced, true)).toEqual(withBlanks);
    }),
    { numRuns: 80 },
  );
});
