import { localTimestamp } from '../config/clock.ts';
import { KpiError } from '../error.ts';
import { lockPeriod } from '../measure/period-lock.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import type { Command } from './context.ts';
import { withoutNumbers } from './number-mask.ts';

/** Who locks or unlocks is part of the record. */
export function requireByWhom(name: string | undefined): string {
  if (name === undefined || name.trim() === '')
    throw new KpiError('by_whom_missing', messages().cli.period.byWhomMissing, { exitCode: 2 });
  // It is kept and shown for as long as the decision stands.
  if (withoutNumbers(name) !== name)
    throw new KpiError('by_whom_number', messages().cli.period.byWhomNumber, { exitCode: 2 });
  return name.trim();
}

export const run: Command<{ period: string; byWhom?: string }> = async (context, { period, byWhom }) => {
  const who = requireByWhom(byWhom);
  const warehouse = await openWarehouse(context.home);
  try {
    const readings = await lockPeriod(warehouse, period, who, localTimestamp(context.clock()));
    context.print(messages().cli.period.locked(period, readings));
  } finally {
    await warehouse.close();
  }
  return 0;
};
