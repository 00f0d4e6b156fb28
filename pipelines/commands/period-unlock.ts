import { localTimestamp } from '../config/clock.ts';
import { unlockPeriod } from '../measure/period-lock.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import type { Command } from './context.ts';
import { requireBy } from './period-lock.ts';

export const run: Command<{ period: string; by?: string }> = async (context, { period, by }) => {
  const who = requireBy(by);
  const warehouse = await openWarehouse(context.home);
  try {
    await unlockPeriod(warehouse, period, who, localTimestamp(context.clock()));
    context.print(messages().cli.period.unlocked(period));
  } finally {
    await warehouse.close();
  }
  return 0;
};
