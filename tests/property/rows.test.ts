import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { delimited, sheet } from '../cases/dossier-sheet.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { runs } from '../support/runs.ts';
import { someDossiers } from './random-export.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
const contract = await shippedContract();

async function land(bytes: string | Uint8Array) {
  const path = join(folder, 'input.csv');
  await writeFile(path, bytes);
  await forgetLoads(warehouse);
  await warehouse.run('drop table if exists landing.public_service_portal');
  const delivery = { sha256: 'x', name: 'input.csv', deliveredOn: '2026-11-22' };
  const load = await landOne(warehouse, contract, [], path, delivery, '2026-11-22 09:00:00');
  return load;
}

async function expectNothingLost(load: Awaited<ReturnType<typeof land>>): Promise<void> {
  const { rows, verdict } = load;
  expect(rows.lines).toBe(rows.read + rows.setAside);
  expect(rows.read).toBe(rows.accepted + rows.refused + rows.superseded);
  if (rows.read === 0) return;
  const { n } = await warehouse.one<{ n: number }>('select count(*) as n from landing.public_service_portal');
  expect(n).toBe(rows.accepted);
  const { q } = await warehouse.one<{ q: number }>(`
    select count(distinct row_number) as q from ops.quarantine where severity = 'refused' and row_number is not null`);
  if (verdict !== 'refused') expect(q).toBe(rows.refused);
}

/** What can stand between two dossiers of an export without being one. */
const noise = fc.constantFrom<readonly string[]>(
  [],
  [''],
  ['', '', ''],
  ['I. Hộ tịch'],
  ['Tổng cộng', '5'],
  ['Không có dữ liệu!'],
  ['rác'],
  ['a', 'b', 'c', 'd', 'e'],
);
/** What can happen to the line of a dossier. */
const bend = fc.constantFrom<(line: string[]) => string[]>(
  (line) => line,
  (line) => line,
  (line) => line,
  (line) => line.slice(0, 5),
  (line) => [...line, 'thừa'],
  (line) => ['', ...line],
  (line) => [...line, '', '', ''],
);

test('every row below the header is accepted, refused with a reason, or no data', async () => {
  const lines = fc.array(fc.tuple(fc.option(noise, { freq: 5 }), bend), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(
      someDossiers(25),
      lines,
      fc.constantFrom(',', ';', '\t'),
      async (dossiers, bends, delimiter) => {
        const [header = [], ...rows] = sheet(dossiers);
        const body = rows.flatMap((row, at) => {
          const [between, bent] = bends[at] ?? [null, (line: string[]) => line];
          return between === null ? [bent(row)] : [[...between], bent(row)];
        });
        await expectNothingLost(await land(delimited([header, ...body], delimiter)));
      },
    ),
    { numRuns: runs(40) },
  );
});

test('no bytes make the program lose rows or fall over', async () => {
  const start = Buffer.from(delimited(sheet([])));
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          ',',
          '\n',
          '\r',
          '\r\n',
          ';',
          '\t',
          'H42.15.01-261008-0001',
          'Hộ tịch',
          '\u0000',
          '""',
          ' ',
        ),
        { maxLength: 120 },
      )
      .map((parts) => Buffer.from(parts.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(garbage, fc.boolean(), async (bytes, withHeader) => {
      await expectNothingLost(await land(withHeader ? Buffer.concat([start, bytes]) : bytes));
    }),
    { numRuns: runs(80) },
  );
});
