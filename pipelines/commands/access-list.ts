import { listAccesses } from '../measure/access.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { overDeliveries } from './delivery.ts';
import { timeText } from './rows-text.ts';
import { table } from './table.ts';

/** Who has asked for the rows behind which number, when and what for; the latest first. */
export const run: Command = async (context) => {
  const accesses = await overDeliveries(context, undefined, listAccesses);
  if (context.json) {
    context.print(JSON.stringify(accesses));
    return 0;
  }
  const { rows: text, cli } = messages();
  if (accesses.length === 0) {
    context.print(cli.none);
    return 0;
  }
  const lines = accesses.map((its) => [
    timeText(its.accessed_at),
    its.by_whom,
    its.purpose,
    its.indicator,
    its.period,
    its.by === null ? '' : `${its.by}=${its.key}`,
    its.rows.toLocaleString(messages().locale),
    text.shownAs[its.shown_as],
  ]);
  context.print(table(text.accessColumns, lines, [6]));
  return 0;
};
