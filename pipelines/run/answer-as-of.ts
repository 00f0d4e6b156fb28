import { localDate, localTimestamp } from '../config/clock.ts';
import { holdsSample } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { buildMarts } from './build-marts.ts';
import { noMarts, requireWarehouse } from './open-warehouse.ts';
import { projectOf, type Setting } from './setting.ts';
import { withoutTrace } from './without-trace.ts';

const quiet = { step: () => {}, note: () => {} };

/** The earliest day of which the deliveries that stand say anything. Throws `no_marts` where none stands. */
async function firstDay(warehouse: Warehouse): Promise<string> {
  const { day } = await warehouse.one<{ day: string | null }>(
    'select least(min(data_from), min(own_date))::varchar as day from ops.standing_load',
  );
  if (day === null) throw noMarts();
  return day;
}

/**
 * What the marts would say as of another day: computed as a refresh with `--as-of` does, over the rows that stand, asked, and rolled
 * back. Throws (exit code 2) `no_marts` where nothing has landed, `as_of_future` for a day that has not come, `as_of_before_data` for one
 * before all deliveries.
 */
export async function answerAsOf<T>(
  setting: Setting,
  asOf: string,
  ask: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const { home, clock } = setting;
  const text = messages().cli;
  const today = localDate(clock());
  if (asOf > today) throw new KpiError('as_of_future', text.asOfFuture(asOf, today), { exitCode: 2 });
  await requireWarehouse(home);
  const project = await projectOf(setting);
  return withoutTrace(setting, async (warehouse) => {
    const first = await firstDay(warehouse);
    if (asOf < first)
      throw new KpiError('as_of_before_data', text.asOfBeforeData(asOf, first), { exitCode: 2 });
    const computedAt = localTimestamp(clock());
    const isSample = holdsSample(home);
    await buildMarts(warehouse, project, { runId: 'as-of', asOf, computedAt, isSample }, quiet);
    return ask(warehouse);
  });
}
