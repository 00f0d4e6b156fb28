import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AsideKind, type Fate, linesOf } from '../../pipelines/land/line-ranges.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { expectOneFateALine } from '../support/lines.ts';
import { runs } from '../support/runs.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
const contract = await shippedContract('population-by-hamlet');

/** A line as it is written, and what must become of it. */
interface Line {
  cells: string[];
  fate: Fate;
  kind: AsideKind | null;
}

const width = 10;
const line = (cells: readonly string[], fate: Fate, kind: AsideKind | null = null): Line => ({
  cells: Array.from({ length: width }, (_, at) => cells[at] ?? ''),
  fate,
  kind,
});
const aside = (kind: AsideKind, ...cells: string[]): Line => line(cells, 'set_aside', kind);
const header = aside(
  'header',
  ...['Năm', 'Tháng', 'Ngày chốt số liệu', 'Mã thôn', 'Thôn/xóm', 'Số hộ', 'Số nhân khẩu'],
  ...['Từ đủ 14 tuổi', 'Từ đủ 15 tuổi', 'Từ đủ 18 tuổi'],
);
const record = (code: string, name: string, people: number, fate: Fate): Line =>
  line(['2026', '9', '30/09/2026', code, name, String(7 + people / 10), String(people), '9', '8', '7'], fate);

const title = fc.constantFrom(
  aside('title', 'UBND XÃ BỊA'),
  aside('title', '', '', 'BÁO CÁO DÂN CƯ THÁNG 9/2026'),
  aside('blank'),
);
const numbering = fc.constantFrom(
  aside('numbering', ...'ABCDE12345'),
  aside('numbering', ...Array.from({ length: width }, (_, at) => `(${at + 1})`)),
);
const between = fc.constantFrom(
  aside('blank'),
  aside('section', 'I. Khu phía Đông'),
  aside('section', '', '', '', '', 'Khu phía Tây'),
  aside('total', '', '', '', '', 'Cộng khu phía Đông', '12', '34'),
  aside('total', '2026', '9', '30/09/2026', 'TONG', 'Tổng cộng', '12', '34'),
  aside('total', 'Tổng số: 12 thôn'),
  aside('total', 'Toàn xã', '', '', '', '', '12', '34'),
  aside('no_data', 'Không phát sinh'),
  { ...header },
  // Records that lack what makes them one.
  line(['2026', '9', '30/09/2026', '', 'Thôn Bịa', '5', '20'], 'refused'),
  line(['', '', '', '', 'Thôn Bịa', '', '20'], 'refused'),
  line(['', '', '', '', '', '', '20'], 'refused'),
);
const signature = fc.constantFrom(
  [
    aside('signature', '', '', '', '', '', '', 'Bịa, ngày 5 tháng 10 năm 2026'),
    aside('signature', 'Người lập biểu'),
  ],
  [
    aside('signature', 'NGƯỜI LẬP', '', '', '', '', 'TM. UBND XÃ'),
    aside('blank'),
    aside('signature', 'Trần Giả', '', '', '', '', 'Lê Như'),
  ],
  [aside('signature', 'Ghi chú: số liệu tạm tính.'), aside('signature', '- Chưa kể thôn mới.')],
  [],
);
const names = fc.constantFrom('Thôn Đông', 'Cộng Hòa', 'Tổng', 'Toàn Thắng', 'Công Luận', '');

const file = fc
  .record({
    titles: fc.array(title, { maxLength: 3 }),
    numbered: fc.option(numbering, { freq: 2 }),
    rows: fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), names, fc.array(between, { maxLength: 2 })), {
      minLength: 1,
      maxLength: 25,
    }),
    signature,
  })
  .map(({ titles, numbered, rows, signature: signed }): Line[] => {
    const seen = new Set<number>();
    const body = rows.flatMap(([code, name, noise], at) => {
      const fate = seen.has(code) ? 'superseded' : 'accepted';
      seen.add(code);
      // Odd numbers of people, so that none is the sum of others by chance.
      return [record(`TB${code}`, name, 1000 + 2 ** at * 10, fate), ...noise];
    });
    // A title of a section needs something below it.
    const last = record('TB99', 'Thôn Cuối', 990, 'accepted');
    return [...titles, header, ...(numbered ? [numbered] : []), ...body, last, ...signed];
  });

const csv = (lines: readonly Line[]): string =>
  `${lines.map(({ cells }) => cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\r\n')}\r\n`;

test('every line of a file has one fate, and the right one', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (lines) => {
      const path = join(folder, 'input.csv');
      await writeFile(path, csv(lines));
      await forgetLoads(warehouse);
      await warehouse.run('drop table if exists landing.population_by_hamlet');
      const delivery = { sha256: 'x', name: 'input.csv', deliveredOn: '2026-11-22' };
      const { rows, loadId, verdict } = await landOne(
        warehouse,
        contract,
        [],
        path,
        delivery,
        '2026-11-22 09:00:00',
      );
      const ranges = await linesOf(warehouse, contract, loadId);
      expect(rows.lines).toBe(lines.length);
      expectOneFateALine({ ...rows, set_aside: rows.setAside }, ranges);
      const told = ranges.flatMap(({ fate, kind, first_row: first, last_row: last }) =>
        Array.from({ length: last - first + 1 }, () => ({ fate, kind })),
      );
      // Where too many are refused, the others are with their file.
      const wanted = lines.map(({ fate, kind }) => ({
        fate: verdict === 'refused' && fate === 'accepted' ? 'refused' : fate,
        kind,
      }));
      expect(told).toEqual(wanted);
    }),
    { numRuns: runs(12) },
  );
});
