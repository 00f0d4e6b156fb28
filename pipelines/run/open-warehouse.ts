import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { archiveHolds } from '../archive/store.ts';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
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

/** Tries to open something until whoever else has it lets go. Throws `warehouse_locked` (exit code 4) when the time is over. */
export async function patiently<T>(open: () => Promise<T>, waitMs = patienceMs): Promise<T> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const isHeld = error instanceof KpiError && error.code === 'warehouse_locked';
      if (!isHeld || performance.now() >= until) throw error;
      await sleep(askAgainMs);
    }
  }
}

/** An empty warehouse begun over a full archive would answer that there is nothing: throws `warehouse_missing`. */
async function refuseMissing(home: Home): Promise<void> {
  if (existsSync(home.warehouse) || !(await archiveHolds(home))) return;
  const text = messages().config;
  throw new KpiError('warehouse_missing', text.warehouseMissing(home.warehouse), {
    hint: text.warehouseMissingHint,
  });
}

export const noMarts = (): KpiError =>
  new KpiError('no_marts', messages().cli.noMarts, { exitCode: 2, hint: messages().cli.noMartsHint });

/** Throws `no_marts` (exit code 2) where nothing has been computed yet, `warehouse_missing` where the warehouse was. */
export async function requireWarehouse(home: Home): Promise<void> {
  await refuseMissing(home);
  if (!existsSync(home.warehouse)) throw noMarts();
}

/**
 * The warehouse of a home: the engine reaches the archive, the site's marts and the warehouse itself, not the secrets beside them. One
 * process has it at a time: a reader does not end a night, nor a night a reader, for each waits a while for the other.
 *
 * @throws KpiError `warehouse_locked` (exit code 4) when the time is over; `warehouse_missing` where there is none over an archive that holds
 * files, unless its path is told: a run makes it anew
 */
export async function openWarehouse(
  home: Home,
  { path, waitMs = patienceMs }: Opening = {},
): Promise<Warehouse> {
  if (path === undefined) await refuseMissing(home);
  const reach = [home.archive, home.site, home.warehouse, `${home.warehouse}.wal`];
  const open = () => Warehouse.open({ path: path ?? home.warehouse, temporary: home.temporary, reach });
  return patiently(open, waitMs);
}
