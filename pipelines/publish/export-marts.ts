import { rename, rm } from 'node:fs/promises';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { publishedColumns, publishedMarts } from './published-columns.ts';

/**
 * Copies the marts, and of them only the published columns, into the small database the site and the commands read.
 * It appears whole: written beside, closed without a left-over .wal (which the engine would replay into the file that
 * takes its place), then renamed.
 */
export async function exportMarts(warehouse: Warehouse, path: string): Promise<void> {
  const next = `${path}.next`;
  await rm(next, { force: true });
  await rm(`${next}.wal`, { force: true });
  await warehouse.run(`attach ${literal(next)} as marts_file`);
  try {
    for (const mart of publishedMarts) {
      const columns = publishedColumns[mart].map((name) => `"${name}"`).join(', ');
      await warehouse.run(`create table marts_file.main."${mart}" as select ${columns} from mart."${mart}"`);
    }
    await warehouse.run('force checkpoint marts_file');
  } finally {
    await warehouse.run('detach marts_file');
  }
  await rm(`${path}.wal`, { force: true });
  await rename(next, path);
}
