import { compareDelivery } from '../delivery/compare.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Command } from './context.ts';
import { type OneDelivery, overOneDelivery } from './delivery.ts';

export const run: Command<OneDelivery> = async (context, options) => {
  const text = messages().cli.delivery;
  const { delivery, found } = await overOneDelivery(context, options, async (warehouse, its, contract) => ({
    delivery: its,
    found: await compareDelivery(warehouse, contract, its.sha256),
  }));
  if (!found)
    throw new KpiError(
      'delivery_state',
      text.notStanding(delivery.name, messages().label.delivery[delivery.state]),
      { exitCode: 2 },
    );
  const { id, source, name } = delivery;
  if (context.json) context.print(JSON.stringify({ id, source, name, ...found }));
  else {
    const { added, changed, gone, same, columns } = found;
    const lines = columns.map(
      ({ label, records }) => `- ${label}: ${records.toLocaleString(messages().locale)}`,
    );
    context.print(
      [`${id}  ${source}  ${name}`, text.compared(added, changed, gone, same), ...lines].join('\n'),
    );
  }
  return 0;
};
