import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cells } from '../../pipelines/cells.ts';
import { limitsOf } from '../../pipelines/config/reader-limits.ts';
import { findDialect, readDelimited } from '../../pipelines/read/delimited.ts';
import { findHeader } from '../../pipelines/read/header.ts';
import { readerWithin } from '../../pipelines/read/reader-process.ts';
import { survey } from '../../pipelines/read/survey.ts';
import { visible } from '../../pipelines/read/visible.ts';
import { runs } from '../support/runs.ts';
import { memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
const reader = readerWithin(limitsOf({}));
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
  'kho\u200bảng – tr\u00a0ắng\ufeff',
  '\u00adẩn\u3000',
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

async function cellsOf(text: string | Buffer, byParser = false): Promise<unknown[][]> {
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
  for await (const cells of readDelimited(warehouse, reader, path, dialect, dialect.header)) {
    const exactly = async () => all(cells.exact ? await cells.exact() : cells);
    found = await (byParser ? exactly() : all(cells).catch(exactly));
  }
  // The exact path trims as it reads; behind the fast path the contract's SQL does.
  const shown = (cell: unknown) => (typeof cell === 'string' ? cell.trim() || null : cell);
  return found.map((row) => [shown(row._c0), shown(row._c1), shown(row._c2)]);
}

const marksOf = async () => [...(await survey(join(folder, 'input.csv'))).marks];

test("the engine's fast path and the exact path give the same cells", async () => {
  await fc.assert(
    fc.asyncProperty(rows, layout, async (data, { delimiter, end, bom }) => {
      const body = [header, ...data]
        .map((row) => row.map((text) => quoted(text, delimiter)).join(delimiter) + end)
        .join('');
      const text = (bom ? '\ufeff' : '') + body;
      const expected = [header, ...data].map((row) => row.map((value) => visible(value).trim() || null));
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
    { numRuns: runs(80) },
  );
});

const piece = 1024 * 1024;
test('a broken byte spoils its own cell, wherever it stands', async () => {
  const line = `Hộ tịch – x,${'Đất đai '.repeat(30)},1\n`;
  const lines = Math.ceil((1.2 * piece) / Buffer.byteLength(line));
  const sound = Buffer.from(`${header.join(',')}\n${line.repeat(lines)}`);
  // In the head that tells the encoding, behind it, across the pieces of the look over all bytes, and at the end.
  const places = [
    40,
    130_000,
    200_000,
    ...[-9, -2, -1, 0, 1].map((at) => piece + at),
    sound.lastIndexOf('x'),
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(0xff, 0xf8, 0), async (place, byte) => {
      const bytes = Buffer.from(sound);
      // Not a comma or a line's end: the table keeps its shape.
      let at = place;
      while (![0x78, 0xe1, 0xe2].includes(bytes[at] ?? 0)) at += 1;
      bytes[at] = byte;
      const rows = await cellsOf(bytes);
      expect(rows).toHaveLength(lines + 1);
      const spoilt = rows.filter((row) => row.some((text) => String(text).includes('\ufffd')));
      expect(spoilt).toHaveLength(1);
      expect(await marksOf()).toEqual(['damaged']);
    }),
    { numRuns: runs(12) },
  );
}, 300_000);
