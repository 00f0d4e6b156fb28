import { listAccesses } from '../measure/access.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { overDeliveries } from './delivery.ts';
import { timeText } from './rows-text.ts';
import { table } from './table.ts';

/** The audit trail: who has looked at the rows of which number, asked about a person, or had one forgotten; the latest first. */
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
    text.accessKind[its.kind],
    its.indicator ?? '',
    its.period ?? '',
    its.by === null ? '' : `${its.by}=${its.key}`,
    its.rows.toLocaleString(messages().locale),
    its.shown_as === null ? '' : text.shownAs[its.shown_as],
  ]);
  context.print(table(text.accessColumns, lines, [7]));
  return 0;
};
