import { localTimestamp } from '../config/clock.ts';
import type { Contract } from '../config/contract.ts';
import type { Delivery, Load } from '../land/land-file.ts';
import { createLandingTable, landingTable } from '../land/landing-table.ts';
import { messages } from '../messages/index.ts';
import { type Progress, timed } from '../operate/progress.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { Context } from './context.ts';
import { type NeededFile, requireArchived } from './require-archived.ts';

/** Reads and lands one file. A file that is no table of this source becomes a refused load, not an error. */
export async function landOne(
  warehouse: Warehouse,
  contract: Contract,
  others: readonly Contract[],
  path: string,
  delivery: Delivery,
  loadedAt: string,
): Promise<Load> {
  // The readers of all formats take a while to load: a night with nothing new does without them.
  const [{ landFile, refuseFile }, { readFileAs }, { isOfData, refusalOf, UnreadableFile }] =
    await Promise.all([
      import('../land/land-file.ts'),
      import('../read/read-file.ts'),
      import('../read/unreadable.ts'),
    ]);
  try {
    const tables = readFileAs(warehouse, path, contract, others);
    return await landFile(warehouse, contract, tables, delivery, loadedAt);
  } catch (error) {
    // Cells at which the engine breaks are the file's too; any other error while landing is the program's own.
    const refusal = error instanceof UnreadableFile || isOfData(error) ? refusalOf(error) : undefined;
    if (!refusal) throw error;
    return refuseFile(warehouse, contract, delivery, loadedAt, refusal);
  }
}

/** A landing table belongs to one version of its contract; under another one it is made anew from the archive. */
async function keepToContract(warehouse: Warehouse, contract: Contract, progress: Progress): Promise<void> {
  const [table] = await warehouse.all<{ contract: string }>(
    `select contract from ops.landing_table where source = ${literal(contract.id)}`,
  );
  if (table?.contract === contract.hash) return;
  await warehouse.transaction(async () => {
    if (table) progress.note(messages().operate.contractChanged(contract.id));
    await warehouse.run(`drop table if exists ${landingTable(contract)}`);
    await warehouse.run(`delete from ops.quarantine where source = ${literal(contract.id)}`);
    await warehouse.run(
      `delete from ops.header where load_id in (select load_id from ops.load where source = ${literal(contract.id)})`,
    );
    await warehouse.run(
      `delete from ops.load where source = ${literal(contract.id)} and contract = ${literal(contract.hash)}`,
    );
    await createLandingTable(warehouse, contract);
    await warehouse.run(
      `insert or replace into ops.landing_table values (${literal(contract.id)}, ${literal(contract.hash)})`,
    );
  });
}

/**
 * Ids of the sources with work left from before: a file that has not landed under the present contract, or a landing
 * table of another one. Asked once for all: a night with nothing new should ask little.
 */
export async function sourcesWithWork(
  warehouse: Warehouse,
  contracts: readonly Contract[],
): Promise<Set<string>> {
  const hashes = contracts.map(({ id, hash }) => `(${literal(id)}, ${literal(hash)})`);
  const rows = await warehouse.all<{ source: string }>(`
    with present (source, contract) as (values ${hashes.join(', ')})
    select source from present anti join ops.landing_table using (source, contract)
    union
    select source from ops.file join present using (source) anti join ops.load using (source, sha256, contract)`);
  return new Set(rows.map(({ source }) => source));
}

/** Files of a source that wait to be landed, in that order; under a changed contract, all of them. */
export async function pendingFiles(warehouse: Warehouse, contract: Contract): Promise<NeededFile[]> {
  return warehouse.all<NeededFile>(`
    select f.sha256, f.name, cast(f.pulled_at as date)::varchar as delivered_on
    from ops.file f
    where f.source = ${literal(contract.id)} and not exists (
      select 1 from ops.load l join ops.landing_table t on t.source = l.source and t.contract = l.contract
      where l.source = f.source and l.sha256 = f.sha256 and l.contract = ${literal(contract.hash)})
    order by f.pulled_at, f.name, f.sha256`);
}

/** Lands every archived file of a source that has not been landed under its contract yet. Returns how many it landed. */
export async function landPending(
  context: Context,
  warehouse: Warehouse,
  contract: Contract,
  others: readonly Contract[],
  progress: Progress,
): Promise<number> {
  // Before the table of the old contract goes: what cannot be landed again must not be dropped.
  const pending = await requireArchived(context.home, [
    { source: contract.id, files: await pendingFiles(warehouse, contract) },
  ]);
  await keepToContract(warehouse, contract, progress);
  const { step, count, fileRefused } = messages().operate;
  for (const file of pending) {
    const delivery: Delivery = { sha256: file.sha256, name: file.name, deliveredOn: file.delivered_on };
    const load = await timed(
      progress,
      `${step.land} ${file.name}`,
      () => landOne(warehouse, contract, others, file.path, delivery, localTimestamp(context.clock())),
      ({ rows }) => ({
        [count.read]: rows.read,
        [count.accepted]: rows.accepted,
        [count.refused]: rows.refused,
        [count.repaired]: rows.repaired,
      }),
    );
    if (load.verdict === 'refused') progress.note(fileRefused(file.name, load.message ?? ''));
  }
  return pending.length;
}
