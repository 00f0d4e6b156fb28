import { showDelivery } from '../delivery/show.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { type OneDelivery, overOneDelivery } from './delivery.ts';
import { datedBy, vietnamese } from './delivery-list.ts';

export const run: Command<OneDelivery> = async (context, options) => {
  const { delivery, details } = await overOneDelivery(context, options, async (warehouse, its) => ({
    delivery: its,
    details: await showDelivery(warehouse, its),
  }));
  if (context.json) {
    context.print(JSON.stringify({ ...delivery, ...details }));
    return 0;
  }
  const { label } = messages();
  const text = messages().cli.delivery;
  const { counts, reasons, repairs, decisions } = details;
  const names: Record<string, string> = label.reason;
  const lines = [
    `${delivery.id}  ${delivery.source}  ${delivery.name}`,
    `${text.state}: ${label.delivery[delivery.state]}`,
    `${text.own}: ${datedBy(delivery)}`,
    `${text.taken}: ${vietnamese(delivery.pulled_at)}`,
    ...(counts
      ? [text.rows(counts.read, counts.accepted, counts.refused, counts.repaired, counts.warned)]
      : []),
    ...reasons.map(({ code, rows, message }) =>
      rows === 0 ? `- ${message}` : `- ${names[code] ?? code}: ${rows.toLocaleString(messages().locale)}`,
    ),
    ...repairs.map(
      ({ code, label: column, rows }) =>
        `- ${[names[code] ?? code, column].filter(Boolean).join(' · ')}: ${rows.toLocaleString(messages().locale)}`,
    ),
    ...decisions.map(({ decided_by, decided_at }) => text.decidedBy(decided_by, vietnamese(decided_at))),
  ];
  context.print(lines.join('\n'));
  return 0;
};
