import type { Command } from './context.ts';
import { decideOn, type OneDelivery } from './delivery.ts';

export const run: Command<OneDelivery & { byWhom?: string }> = (context, options) =>
  decideOn(context, options, 'withdraw');
