import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { definePseudonym } from '../../pipelines/land/pseudonym.ts';
import { landOne } from '../../pipelines/run/land-one.ts';
import { delimited, dossiers, sheet } from '../cases/dossier-sheet.ts';
import { shippedContract } from '../pipeline/sample-home.ts';
import { forgetLoads, memoryWarehouse } from './temporary.ts';

const { warehouse, folder } = await memoryWarehouse();
await definePseudonym(warehouse, Buffer.alloc(32));
const contract = await shippedContract();

let deliveries = 0;

/** Lands one file with a header changed; gives what is said of its columns. */
async function said(change: (header: readonly string[]) => readonly string[]): Promise<unknown[]> {
  const [header = [], ...rows] = sheet(dossiers(3));
  const changed = change(header);
  const path = join(folder, 'input.csv');
  await writeFile(path, delimited([changed, ...rows.map((row) => [...row, 'x'].slice(0, changed.length))]));
  // Of one name and day: the hash says which is the later one.
  deliveries += 1;
  const delivery = {
    sha256: String(deliveries).padStart(2, '0'),
    name: 'input.csv',
    deliveredOn: '2026-11-22',
  };
  const load = await landOne(warehouse, contract, [], path, delivery, '2026-11-22 08:00:00');
  expect(load.verdict).not.toBe('refused');
  expect(load.rows.warned).toBe(0);
  return (
    await warehouse.all(`
      select code, column_name, label from ops.quarantine where load_id = ${load.loadId} and row_number is null order by code`)
  ).map(({ code, column_name, label }) => [code, column_name, label]);
}

beforeEach(async () => {
  await forgetLoads(warehouse);
  await warehouse.run('drop table if exists landing.public_service_portal');
  await warehouse.run(
    `insert or replace into ops.landing_table (source, contract_hash) values ('${contract.id}', '${contract.hash}')`,
  );
});

const same = (header: readonly string[]) => header;
const relabel = (from: string, to: string) => (header: readonly string[]) =>
  header.map((label) => (label === from ? to : label));

test('a file like those before it says nothing', async () => {
  expect(await said((header) => [...header, 'Ghi chú'])).toEqual([]);
  expect(await said((header) => [...header, 'Ghi chú'])).toEqual([]);
});

test('a new column is named, once', async () => {
  await said(same);
  expect(await said((header) => [...header, 'Ghi chú thêm'])).toEqual([
    ['column_added', null, 'Ghi chú thêm'],
  ]);
  expect(await said((header) => [...header, 'Ghi chú thêm'])).toEqual([]);
});

test('a column that is gone is named', async () => {
  await said(same);
  expect(await said(relabel('Hình thức nộp', 'STT'))).toEqual([['column_gone', 'channel', 'Hình thức nộp']]);
});

test('a renamed column comes with the label to add, also in the first file', async () => {
  const renamed = [['column_renamed', 'channel', 'Hình thức nộp HS']];
  expect(await said(relabel('Hình thức nộp', 'Hình thức nộp HS'))).toEqual(renamed);
  await warehouse.run('delete from ops.header');
  await said(same);
  expect(await said(relabel('Hình thức nộp', 'Hình thức nộp HS'))).toEqual(renamed);
});
