import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { putDatabaseInPlace, removeDatabase } from '../warehouse/whole-file.ts';
import { type Published, publishedColumns } from './published-columns.ts';

/**
 * Copies the marts, and of them only the published columns, into the small database the site and the commands read.
 * It appears whole. `own`: marts that the commune has added, with their columns. `screen`: looks at the finished file before anybody
 * else can.
 */
export async function exportMarts<T>(
  warehouse: Warehouse,
  path: string,
  own: Published,
  screen: (next: string) => Promise<T>,
): Promise<T> {
  const next = `${path}.next`;
  await removeDatabase(next);
  await warehouse.run(`attach ${literal(next)} as marts_file`);
  try {
    for (const [mart, names] of Object.entries({ ...own, ...publishedColumns })) {
      const columns = names.map((name) => `"${name}"`).join(', ');
      await warehouse.run(`create table marts_file.main."${mart}" as select ${columns} from mart."${mart}"`);
    }
    await warehouse.run('force checkpoint marts_file');
  } finally {
    await warehouse.run('detach marts_file');
  }
  const screened = await screen(next);
  await putDatabaseInPlace(next, path);
  return screened;
}
