import { localTimestamp } from '../config/clock.ts';
import { unlockPeriod } from '../measure/period-lock.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import type { Command } from './context.ts';
import { requireByWhom } from './period-lock.ts';

export const run: Command<{ period: string; byWhom?: string }> = async (context, { period, byWhom }) => {
  const who = requireByWhom(byWhom);
  const warehouse = await openWarehouse(context.home);
  try {
    await unlockPeriod(warehouse, period, who, localTimestamp(context.clock()));
    context.print(messages().cli.period.unlocked(period));
  } finally {
    await warehouse.close();
  }
  return 0;
};
