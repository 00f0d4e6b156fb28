import { locksOf } from '../measure/period-lock.ts';
import { messages } from '../messages/index.ts';
import { openWarehouse } from '../run/open-warehouse.ts';
import type { Command } from './context.ts';
import { table } from './table.ts';

/** `2026-11-22 09:00:00` → `22/11/2026 09:00` */
const minute = (timestamp: string | null): string => {
  const [day = '', time = ''] = (timestamp ?? '').split(' ');
  return timestamp === null ? '' : `${day.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
};

/** Which periods are or were locked, by whom, and how many of their readings would be others today. */
export const run: Command = async (context) => {
  const warehouse = await openWarehouse(context.home);
  const locks = await locksOf(warehouse).finally(() => warehouse.close());
  if (context.json) {
    context.print(JSON.stringify(locks));
    return 0;
  }
  const { column, none } = messages().cli;
  if (locks.length === 0) {
    context.print(none);
    return 0;
  }
  const headers = [
    column.period,
    column.lockedAt,
    column.lockedBy,
    column.unlockedAt,
    column.unlockedBy,
    column.readings,
    column.revisions,
  ];
  const rows = locks.map((its) => [
    its.period,
    minute(its.locked_at),
    its.locked_by,
    minute(its.unlocked_at),
    its.unlocked_by ?? '',
    String(its.readings),
    its.revisions === null ? '' : String(its.revisions),
  ]);
  context.print(table(headers, rows, [5, 6]));
  return 0;
};
