import type { Contract } from '../config/contract.ts';
import type { Project } from '../config/project.ts';
import { messages } from '../messages/index.ts';
import { bringUpToDate, changedLoads, keepCounts } from '../model/current.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { newestDay } from './as-of-day.ts';
import { type Progress, timed } from './progress.ts';

export const isList = ({ record }: Contract): boolean => record.delivery === 'snapshot';

/** Brings `current.*` of some sources up to the landing tables: what stands now of each. */
export async function bringCurrent(
  warehouse: Warehouse,
  contracts: readonly Contract[],
  progress: Progress,
): Promise<void> {
  const { step, count } = messages().run;
  for (const contract of contracts) {
    const loads = await changedLoads(warehouse, contract);
    if (!loads) continue;
    const bring = () => bringUpToDate(warehouse, contract, loads);
    await timed(progress, `${step.current} ${contract.id}`, bring, (n) => ({ [count.records]: n }));
  }
}

/** Which loads stand of all lists, seen from today. */
const today = 'reset variable later_lists';

/**
 * Keeps lists that came after the as-of day out of sight (`measure.later_list`), so that what the last list before it said stands, and is
 * open as it was then. Only of a day before the newest in the data: of today's report a list stands however late it came. Of names, which other
 * sources are read by, the oldest list stands where there is none of before. Events are dated by themselves, and are not
 * looked at: a dossier stands as its newest delivery has it.
 */
async function hideLaterLists(
  warehouse: Warehouse,
  project: Project,
  asOf: string,
  computedAt: string,
): Promise<void> {
  await warehouse.run(today);
  const isEarlier = asOf < (await newestDay(warehouse, project, computedAt.slice(0, 10)));
  const lists = project.contracts.filter(isList);
  const named = lists.filter(({ record }) => record.reference).map(({ id }) => literal(id));
  await warehouse.run(`
    create or replace table measure.later_list as
    select source, load_id, file_name, own_date from (
      select *, bool_and(is_later) over (partition by source) as all_later from (
        select *, own_date > date ${literal(asOf)} or coalesce(data_from > date ${literal(asOf)}, false) as is_later
        from ops.standing_load where source in (${lists.map(({ id }) => literal(id)).join(', ') || 'null'})
      )
    )
    where ${isEarlier} and is_later
      and not (all_later and place = 1 and source in (${named.join(', ') || 'null'}))
    order by source, load_id`);
  await warehouse.run(
    'set variable later_lists = (select coalesce(list(load_id order by load_id), []) from measure.later_list)',
  );
}

/** Brings the lists among the sources to the as-of day, and says which are left out. */
export async function listsAsOf(
  warehouse: Warehouse,
  project: Project,
  { asOf, computedAt }: { asOf: string; computedAt: string },
  progress: Progress,
): Promise<void> {
  await keepCounts(warehouse, project.contracts);
  await hideLaterLists(warehouse, project, asOf, computedAt);
  await bringCurrent(warehouse, project.contracts.filter(isList), progress);
  const later = await warehouse.all<{ file: string; number: string }>(
    'select file_name as file, left(sha256, 8) as number from measure.later_list join ops.load using (load_id, file_name) order by natural_order(file_name)',
  );
  const told = (files: string[]) => messages().run.laterLists(asOf, files);
  if (later.length > 0)
    progress.note(told(later.map(({ file }) => file)), told(later.map(({ number }) => number)));
}
