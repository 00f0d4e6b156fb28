import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { putDatabaseInPlace, removeDatabase } from '../warehouse/whole-file.ts';
import { publishedColumns, publishedMarts } from './published-columns.ts';

/**
 * Copies the marts, and of them only the published columns, into the small database the site and the commands read.
 * It appears whole.
 */
export async function exportMarts(warehouse: Warehouse, path: string): Promise<void> {
  const next = `${path}.next`;
  await removeDatabase(next);
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
  await putDatabaseInPlace(next, path);
}
