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
  const [raw, next] = [`${path}.raw`, `${path}.next`];
  for (const file of [raw, next]) await removeDatabase(file);
  await warehouse.run(`attach ${literal(raw)} as marts_file`);
  try {
    for (const [mart, names] of Object.entries({ ...own, ...publishedColumns })) {
      const columns = names.map((name) => `"${name}"`).join(', ');
      await warehouse.run(`create table marts_file.main."${mart}" as select ${columns} from mart."${mart}"`);
    }
    await warehouse.run('force checkpoint marts_file');
  } finally {
    await warehouse.run('detach marts_file');
  }
  try {
    const screened = await screen(raw);
    await copyDatabase(warehouse, raw, next);
    await putDatabaseInPlace(next, path);
    return screened;
  } finally {
    // It holds what nobody may see.
    await removeDatabase(raw);
  }
}

/** Copies a database table by table: in the file of one in which a value was replaced the bytes of that value may still lie. */
async function copyDatabase(warehouse: Warehouse, from: string, to: string): Promise<void> {
  await warehouse.run(`attach ${literal(from)} as raw_marts (read_only)`);
  await warehouse.run(`attach ${literal(to)} as marts_file`);
  try {
    await warehouse.run('copy from database raw_marts to marts_file');
    await warehouse.run('force checkpoint marts_file');
  } finally {
    for (const name of ['raw_marts', 'marts_file']) await warehouse.run(`detach ${name}`);
  }
}
