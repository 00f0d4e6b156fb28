import { localTimestamp } from '../config/clock.ts';
import { KpiError } from '../error.ts';
import { lockPeriod } from '../measure/period-lock.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import type { Command } from './context.ts';

/** Who locks or unlocks is part of the record. */
export function requireBy(by: string | undefined): string {
  if (by === undefined || by.trim() === '')
    throw new KpiError('by_missing', messages().cli.period.byMissing, { exitCode: 2 });
  return by.trim();
}

export const run: Command<{ period: string; by?: string }> = async (context, { period, by }) => {
  const who = requireBy(by);
  const warehouse = await openWarehouse(context.home);
  try {
    const readings = await lockPeriod(warehouse, period, who, localTimestamp(context.clock()));
    context.print(messages().cli.period.locked(period, readings));
  } finally {
    await warehouse.close();
  }
  return 0;
};
