import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { Warehouse } from '../warehouse/warehouse.ts';

/** So long somebody waits for another process to let go: a question takes a second, what a night does between two of its steps little more. */
export const patienceMs = 60_000;
const askAgainMs = 250;

interface Opening {
  /** Default: the warehouse of the home; else one that is to take its place. */
  path?: string;
  /** Default `patienceMs`; 0: whoever finds it held is told at once. */
  waitMs?: number;
}

/**
 * The warehouse of a home: the engine reaches the archive, the site's marts and the warehouse itself, not the secrets beside them. One
 * process has it at a time: a reader does not end a night, nor a night a reader, for each waits a while for the other.
 *
 * @throws KpiError `warehouse_locked` (exit code 4) when the time is over
 */
export async function openWarehouse(
  home: Home,
  { path = home.warehouse, waitMs = patienceMs }: Opening = {},
): Promise<Warehouse> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return await Warehouse.open({
        path,
        temporary: home.temporary,
        reach: [home.archive, home.site, home.warehouse, `${home.warehouse}.wal`],
      });
    } catch (error) {
      const isHeld = error instanceof KpiError && error.code === 'warehouse_locked';
      if (!isHeld || performance.now() >= until) throw error;
      await sleep(askAgainMs);
    }
  }
}
