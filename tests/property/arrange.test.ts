import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../../pipelines/config/contract.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContract } from '../../pipelines/config/read-contract.ts';
import { linesOf } from '../../pipelines/land/line-ranges.ts';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { expectOneFateALine } from '../support/lines.ts';
import { runs } from '../support/runs.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));

async function contractOf(id: string, body: string): Promise<Contract> {
  await mkdir(join(folder, 'sources', id), { recursive: true });
  await writeFile(
    join(folder, 'sources', id, 'source.yaml'),
    `id: ${id}
title: ${id}
publisher: Nơi bịa
steward: Bộ phận bịa
pull: { kind: folder, files: "*" }
expect: { every: 30d, warn_after: 40d, stale_after: 62d, data_date: [ky] }
${body}`,
  );
  const { contract, faults } = await readContract(projectFiles(folder), id);
  if (!contract) throw new Error(JSON.stringify(faults));
  return contract;
}

let files = 0;
/** Lands a workbook of one sheet and gives its rows, after the law of lines was looked at. */
async function landed(contract: Contract, rows: readonly (readonly unknown[])[], columns: string) {
  files += 1;
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as unknown[][]), 'S');
  const path = join(folder, `f${files}.xlsx`);
  await writeFile(path, write(book, { type: 'buffer', bookType: 'xlsx' }));
  await forgetLoads(warehouse);
  for (const schema of ['landing', 'refused'])
    await warehouse.run(`drop table if exists ${schema}.${contract.table}`);
  const delivery = {
    name: 'so.xlsx',
    sha256: String(files),
    pulledAt: '2026-11-22 09:00:00',
    deliveredOn: '2026-11-22',
    isAccepted: true,
  };
  const { rows: counts, loadId } = await landOne(
    warehouse,
    contract,
    [],
    path,
    delivery as unknown as Parameters<typeof landOne>[4],
    '2026-11-22 09:00:00',
  );
  const { lines, read, accepted, refused, superseded, setAside } = counts;
  const ranges = await linesOf(warehouse, contract, loadId);
  expectOneFateALine(
    { lines, read, accepted, refused, superseded, set_aside: setAside, repaired: 0 },
    ranges,
  );
  // As people count: month 2 before month 10.
  const months = ranges.flatMap(({ sheet }) => /› Tháng (\d+)$/.exec(sheet ?? '')?.[1] ?? []).map(Number);
  expect(months).toEqual(months.toSorted((a, b) => a - b));
  return warehouse.all<Record<string, unknown>>(
    `select ${columns} from landing.${contract.table} where _load = ${loadId} order by all`,
  );
}

const month = (n: number): string => `2026-${String(n).padStart(2, '0')}-01`;

test('columns across: a record for every cell that is not blank, its value and its month', async () => {
  const contract = await contractOf(
    'across',
    `record: { key: [ma, ky] }
columns:
  ma: { labels: [Mã], type: text, required: true }
  ky: { from: [across, title], type: period }
  so: { across: ["Tháng *"], type: integer }
`,
  );
  const table = fc.record({
    first: fc.integer({ min: 1, max: 9 }),
    months: fc.integer({ min: 2, max: 4 }),
    rows: fc.array(
      fc.array(fc.option(fc.integer({ min: 0, max: 99 }), { freq: 3 }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  });
  await fc.assert(
    fc.asyncProperty(table, async ({ first, months, rows }) => {
      const labels = Array.from({ length: months }, (_, at) => `Tháng ${first + at}`);
      const cells = rows.map((row, n) => [`M-${n}`, ...row.slice(0, months)]);
      const found = await landed(
        contract,
        [['BẢNG NĂM 2026'], ['Mã', ...labels], ...cells],
        'ma, ky::varchar as ky, so::integer as so',
      );
      const expected = cells
        .flatMap(([ma, ...values]) => {
          const filled: { ma: unknown; ky: string; so: unknown }[] = values.flatMap((so, at) =>
            so === null ? [] : [{ ma, ky: month(first + at), so }],
          );
          // Nothing at all of a record is said once.
          return filled.length > 0 ? filled : [{ ma, ky: month(first), so: null }];
        })
        .sort((a, b) => `${a.ma} ${a.ky}`.localeCompare(`${b.ma} ${b.ky}`));
      expect(found).toEqual(expected);
    }),
    { numRuns: runs(25) },
  );
});

test('sections: every record stands under the last title above it, and no title is a record', async () => {
  const contract = await contractOf(
    'sections',
    `record: { key: [ma, ky], delivery: period }
columns:
  ma: { labels: [Mã], type: text, required: true, personal: pseudonym }
  ten: { labels: [Tên], type: text }
  so: { labels: [Số], type: integer }
  ghi_chu: { labels: [Mức], type: text }
  ky: { from: title, type: period }
  muc: { from: section, type: text }
`,
  );
  const block = fc.record({
    name: fc.constantFrom('Thôn Đông', 'Xóm Bến Đò', 'Tổ 3', 'Khu phía Tây'),
    marked: fc.boolean(),
    at: fc.integer({ min: 0, max: 2 }),
    rows: fc.integer({ min: 1, max: 3 }),
  });
  const signed = fc.constantFrom<string[][]>(
    [],
    [[], ['', '', '', 'Bịa, ngày 5 tháng 10 năm 2026'], ['Người lập', '', 'TM. UBND XÃ'], [], ['Trần Bịa']],
  );
  const input = fc.tuple(fc.array(block, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean(), signed);
  await fc.assert(
    fc.asyncProperty(input, async ([blocks, isUntitled, hasTotal, end]) => {
      let n = 0;
      const record = () => {
        n += 1;
        return [`M-${n}`, `Hộ ${n}`, n + 10, 'b'];
      };
      const expected: { so: number; muc: string | null }[] = [];
      const rows: unknown[][] = isUntitled ? [record()] : [];
      if (isUntitled) expected.push({ so: 11, muc: null });
      for (const { name, marked, at, rows: count } of blocks) {
        const title = Array.from({ length: at }, () => '');
        rows.push(marked ? ['I', name] : [...title, name]);
        for (let i = 0; i < count; i += 1) {
          rows.push(record());
          expected.push({ so: n + 10, muc: name });
        }
      }
      const sum = expected.reduce((all, { so }) => all + so, 0);
      if (hasTotal) rows.push(['Tổng cộng', '', sum]);
      const found = await landed(
        contract,
        [['SỔ THÁNG 9/2026'], ['Mã', 'Tên', 'Số', 'Mức'], ...rows, ...end],
        'so::integer as so, muc',
      );
      expect(found).toEqual(expected);
    }),
    { numRuns: runs(40) },
  );
});

test('a form: what is asked is found in any order, and nothing is asked twice', async () => {
  const contract = await contractOf(
    'form',
    `file: { form: { label: Chỉ tiêu, value: Số lượng } }
record: { key: [xom, ky] }
columns:
  xom: { from: { beside: Xóm }, type: text, required: true }
  ky: { from: title, type: period }
  so_ho: { labels: [Tổng số hộ], type: integer }
  so_khau: { labels: [Tổng số khẩu], type: integer }
  so_the: { labels: [Số thẻ], type: integer }
`,
  );
  const asked = ['Tổng số hộ', 'Tổng số khẩu', 'Số thẻ', 'Mục lạ'];
  const answers = fc.array(fc.option(fc.integer({ min: 0, max: 9000 })), { minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(asked, { minLength: 2 }),
      answers,
      fc.boolean(),
      async (items, values, isNumbered) => {
        const rows = items.map((item, at) => [at + 1, isNumbered ? `${at + 1}. ${item}` : item, values[at]]);
        const found = await landed(
          contract,
          [
            ['PHIẾU THÁNG 9/2026'],
            ['Xóm:', 'Xóm Thượng'],
            ['TT', 'Chỉ tiêu', 'Số lượng'],
            ...rows,
            [],
            ['', 'Người lập'],
          ],
          'xom, ky::varchar as ky, so_ho::integer as a, so_khau::integer as b, so_the::integer as c',
        );
        const answer = (item: string) =>
          items.includes(item) ? (values[items.indexOf(item)] ?? null) : null;
        const [a, b, c] = asked.map(answer);
        expect(found).toEqual([{ xom: 'Xóm Thượng', ky: '2026-09-01', a, b, c }]);
      },
    ),
    { numRuns: runs(25) },
  );
});
