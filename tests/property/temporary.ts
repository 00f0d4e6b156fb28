import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

/** A folder that is gone when the tests of the file are over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A warehouse in memory for the tests of one file. */
export async function memoryWarehouse(): Promise<{ warehouse: Warehouse; folder: string }> {
  const folder = await temporaryFolder();
  const warehouse = await Warehouse.open({
    path: ':memory:',
    temporary: join(folder, 'tmp'),
    reach: [folder],
    threads: 1,
  });
  afterAll(() => warehouse.close());
  return { warehouse, folder };
}

/** A warehouse in which nothing has been landed yet, though its tables are there. */
export async function forgetLoads(warehouse: Warehouse): Promise<void> {
  for (const table of ['load', 'quarantine', 'header', 'repair', 'line_range'])
    await warehouse.run(`delete from ops.${table}`);
}
