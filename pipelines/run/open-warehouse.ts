import type { Home } from '../config/home.ts';
import { Warehouse } from '../warehouse/warehouse.ts';

/**
 * The warehouse of a home (or one that is to take its place): the engine reaches the archive, the site's marts and the
 * warehouse itself, not the secrets beside them.
 */
export const openWarehouse = (home: Home, path = home.warehouse): Promise<Warehouse> =>
  Warehouse.open({
    path,
    temporary: home.temporary,
    reach: [home.archive, home.site, home.warehouse, `${home.warehouse}.wal`],
  });
