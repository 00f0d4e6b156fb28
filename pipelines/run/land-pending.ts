import { noteForgotten, noteOpen, readForgotten } from '../archive/forgotten-list.ts';
import {
  type FoundFile,
  type Needed,
  type NeededFile,
  requireArchived,
} from '../archive/require-archived.ts';
import type { Contract } from '../config/contract.ts';
import { takeOutOfSource } from '../land/forget.ts';
import { forgetKnownOf, knownFile } from '../land/known-values.ts';
import { keptReach, landKept } from '../land/land-kept.ts';
import { createLandingTable, dropLandingTable } from '../land/landing-table.ts';
import { defineOwnPlaces, placeLists } from '../land/own-places.ts';
import { defineForgotten } from '../land/pseudonym.ts';
import type { Delivery, LandedFile } from '../land/record-load.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { landOne } from './land-one.ts';
import { type Progress, timed } from './progress.ts';
import type { Run } from './run.ts';
import { tellableQuotes } from './tellable.ts';

/** A landing table belongs to one version of its contract; under another one it is made anew from the archive. */
async function keepToContract(warehouse: Warehouse, contract: Contract, progress: Progress): Promise<void> {
  const [table] = await warehouse.all<{ contract_hash: string }>(
    `select contract_hash from ops.landing_table where source = ${literal(contract.id)}`,
  );
  if (table?.contract_hash === contract.hash) return;
  await warehouse.transaction(async () => {
    if (table) progress.note(messages().run.contractChanged(contract.id));
    await dropLandingTable(warehouse, contract);
    for (const kept of ['quarantine', 'repair'])
      await warehouse.run(`delete from ops.${kept} where source = ${literal(contract.id)}`);
    for (const kept of ['header', 'line_range', 'person_row'])
      await warehouse.run(
        `delete from ops.${kept} where load_id in (select load_id from ops.load where source = ${literal(contract.id)})`,
      );
    await warehouse.run(
      `delete from ops.load where source = ${literal(contract.id)} and contract_hash = ${literal(contract.hash)}`,
    );
    await createLandingTable(warehouse, contract);
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
    with present (source, contract_hash) as (values ${hashes.join(', ')})
    select source from present anti join ops.landing_table using (source, contract_hash)
    union
    select source from ops.file join present using (source) anti join ops.load using (source, sha256, contract_hash)
      anti join ops.withdrawn using (source, sha256)`);
  return new Set(rows.map(({ source }) => source));
}

/** Files of a source that wait to be landed, in that order; under a changed contract, all of them. What was withdrawn does not. */
export async function pendingFiles(warehouse: Warehouse, contract: Contract): Promise<Needed> {
  const files = await warehouse.all<NeededFile>(`
    select f.sha256, f.name, cast(f.pulled_at as date)::varchar as delivered_on, f.pulled_at::varchar as pulled_at,
      exists (from ops.accepted_file a where a.source = f.source and a.sha256 = f.sha256) as is_accepted
    from ops.file f anti join ops.withdrawn w on w.source = f.source and w.sha256 = f.sha256
    where f.source = ${literal(contract.id)} and not exists (
      select 1 from ops.load_in_force l
      where l.source = f.source and l.sha256 = f.sha256 and l.contract_hash = ${literal(contract.hash)})
    order by f.pulled_at, natural_order(f.name), f.sha256`);
  return { source: contract.id, files, reaches: (path) => keptReach(warehouse, contract, path) };
}

/**
 * Takes out forgotten persons as it was done at the time: a file that was taken before somebody was forgotten lands beside rows of theirs,
 * which may have told how its dates are to be read; a rebuild must not read it in another way. Nobody is there in the end.
 */
async function turnsOf({ warehouse, home }: Run, contract: Contract, pending: readonly FoundFile[]) {
  const all = pending.length === 0 ? [] : await readForgotten(warehouse, home);
  const first = pending[0]?.pulled_at ?? '';
  let due = all.filter(({ forgotten_at: at }) => at <= first).length;
  const define = () =>
    defineForgotten(
      warehouse,
      all.slice(0, due).map(({ pseudonym }) => pseudonym),
    );
  const take = async (count: number) => {
    if (count === due) return;
    due = count;
    await define();
    await takeOutOfSource(warehouse, contract);
  };
  await define();
  const open = all.slice(due);
  await noteOpen(warehouse, open);
  return {
    all: all.map(({ pseudonym }) => pseudonym),
    before: ({ pulled_at: pulled }: FoundFile) =>
      take(Math.max(due, all.filter(({ forgotten_at: at }) => at <= pulled).length)),
    end: async () => {
      await take(all.length);
      await noteForgotten(warehouse, open);
    },
  };
}

/** Lands every archived file of a source that has not been landed under its contract yet. */
export async function landPending(run: Run, contract: Contract): Promise<void> {
  const { warehouse, home, project, progress } = run;
  // Before the table of the old contract goes: what cannot be landed again must not be dropped.
  const pending = await requireArchived(home, [await pendingFiles(warehouse, contract)]);
  await keepToContract(warehouse, contract, progress);
  const { step, count, fileRefused, seeDelivery, archive } = messages().run;
  const others = project.contracts.filter((other) => other !== contract);
  const lost = new Set<string>();
  const turns = await turnsOf(run, contract, pending);
  const places = placeLists(project);
  if (pending.length > 0) await defineOwnPlaces(warehouse, project);
  const land = async ({ isKept, path, ...file }: FoundFile): Promise<LandedFile> => {
    const delivery: Delivery = {
      sha256: file.sha256,
      name: file.name,
      deliveredOn: file.delivered_on,
      isAccepted: file.is_accepted,
      knownAt: knownFile(home, contract.id, file.sha256),
      places,
    };
    if (!isKept) return landOne(warehouse, contract, others, path, delivery, run.now());
    const kept = await landKept(warehouse, contract, path, delivery, run.now(), turns.all);
    for (const label of kept.lost) lost.add(label);
    return kept.load;
  };
  for (const file of pending) {
    await turns.before(file);
    const number = file.sha256.slice(0, 8);
    const load = await timed(
      progress,
      `${step.land} ${file.name}`,
      () => land(file),
      ({ rows }) => ({
        [count.read]: rows.read,
        [count.accepted]: rows.accepted,
        [count.refused]: rows.refused,
        [count.repaired]: rows.repaired,
      }),
      `${step.land} ${contract.id} ${number}`,
    );
    if (load.verdict === 'refused' || load.verdict === 'held')
      progress.note(
        fileRefused(file.name, (await tellableQuotes(run, [load.message ?? '']))(load.message ?? '')),
        fileRefused(`${contract.id} ${number}`, seeDelivery(number)),
      );
  }
  await turns.end();
  if (pending.length > 0) await forgetKnownOf(warehouse, home, contract.id);
  const kept = pending.filter(({ isKept }) => isKept).length;
  if (kept > 0) progress.note(archive.fromKept(contract.id, kept, [...lost]));
}
