import type { Warehouse } from '../warehouse/warehouse.ts';
import { openWarehouse } from './open-warehouse.ts';
import type { Setting } from './setting.ts';

/** Rolls back whatever is done to a home's warehouse: what is only tried or asked leaves no trace. */
export async function withoutTrace<T>(
  { home }: Pick<Setting, 'home'>,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const warehouse = await openWarehouse(home);
  try {
    await warehouse.run('begin');
    return await work(warehouse);
  } finally {
    await warehouse.run('rollback');
    await warehouse.close();
  }
}
