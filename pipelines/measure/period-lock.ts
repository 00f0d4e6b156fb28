import { nearest } from '../config/nearest.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

const refuse = (code: string, message: string, hint?: string) =>
  new KpiError(code, message, hint === undefined ? { exitCode: 2 } : { exitCode: 2, hint });

interface Known {
  [key: string]: unknown;
  period: string;
  state: string;
  ends: string;
  lock_id: number | null;
}

/** Periods of the plan with their active lock, if any. Throws `no_marts` where nothing has been computed yet. */
async function knownPeriod(warehouse: Warehouse, period: string): Promise<Known> {
  const text = messages().cli;
  const computed = await warehouse.all(
    "select 1 from duckdb_tables() where schema_name = 'measure' and table_name = 'reading'",
  );
  if (computed.length === 0) throw refuse('no_marts', text.noMarts, text.noMartsHint);
  const all = await warehouse.all<Known>(`
    select period, state, vi_date(ends_on) as ends, k.lock_id
    from plan.period left join ops.period_lock k using (period)
    where k.lock_id is null or k.unlocked_at is null
    union all
    -- Locked once and open again: known, without a lock.
    select period, state, vi_date(ends_on), null from plan.period
    where period in (select period from ops.period_lock)
      and period not in (select period from ops.period_lock where unlocked_at is null)`);
  const found = all.find((its) => its.period === period);
  if (!found)
    throw refuse(
      'unknown_period',
      text.period.unknown(
        period,
        nearest(
          period,
          all.map((its) => its.period),
        ),
      ),
    );
  return found;
}

/**
 * Freezes the readings of a closed period as they are published now. Returns how many. Throws (exit code 2) for a period
 * that does not exist, has not ended or is locked already.
 */
export async function lockPeriod(
  warehouse: Warehouse,
  period: string,
  by: string,
  at: string,
): Promise<number> {
  const text = messages().cli.period;
  const { state, ends, lock_id } = await knownPeriod(warehouse, period);
  if (lock_id !== null) throw refuse('period_locked', text.alreadyLocked(period));
  if (state !== 'closed') throw refuse('period_open', text.notEnded(period, ends));
  return warehouse.transaction(async () => {
    const { id } = await warehouse.one<{ id: number }>(
      'select coalesce(max(lock_id), 0) + 1 as id from ops.period_lock',
    );
    await warehouse.run(`
      insert into ops.period_lock (lock_id, period, locked_at, locked_by)
      values (${id}, ${literal(period)}, timestamp ${literal(at)}, ${literal(by)})`);
    return warehouse.run(`
      insert into ops.locked_reading by name
      select ${id} as lock_id, indicator, breakdown, key, numerator, denominator, value, target, target_confirmed, baseline,
        judged_value, judged_target, status, points, is_above_all, rule, loads, as_of
      from measure.reading where period = ${literal(period)}`);
  });
}

/** Lets a period follow its data again; the lock stays as a record. Throws (exit code 2) where it is not locked. */
export async function unlockPeriod(
  warehouse: Warehouse,
  period: string,
  by: string,
  at: string,
): Promise<void> {
  const { lock_id } = await knownPeriod(warehouse, period);
  if (lock_id === null) throw refuse('period_not_locked', messages().cli.period.notLocked(period));
  await warehouse.run(
    `update ops.period_lock set unlocked_at = timestamp ${literal(at)}, unlocked_by = ${literal(by)} where lock_id = ${lock_id}`,
  );
}

/** A lock as it is listed; `revisions` is how many readings would be others today, null for what is no longer locked. */
export interface Lock {
  [key: string]: unknown;
  period: string;
  locked_at: string;
  locked_by: string;
  unlocked_at: string | null;
  unlocked_by: string | null;
  readings: number;
  revisions: number | null;
}

export const locksOf = (warehouse: Warehouse): Promise<Lock[]> =>
  warehouse.all<Lock>(`
    select k.period, k.locked_at::varchar as locked_at, k.locked_by, k.unlocked_at::varchar as unlocked_at, k.unlocked_by,
      (select count(*) from ops.locked_reading l where l.lock_id = k.lock_id) as readings,
      case when k.unlocked_at is null then
        (select count(*) from measure.revision r where r.period = k.period and r.breakdown is null) end as revisions
    from ops.period_lock k order by k.lock_id`);
