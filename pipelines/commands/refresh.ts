import { type RefreshOptions, refresh } from '../run/refresh.ts';
import { answer, type Command } from './context.ts';
import { knownSource } from './known-source.ts';
import { telling, tellOfFailure } from './telling.ts';

export const run: Command<RefreshOptions> = async (context, options) => {
  if (options.source !== undefined) await knownSource(context, options.source);
  const onCutOff = (message: string) => tellOfFailure(context, 'cut:time', message);
  return answer(context, await telling(context, () => refresh(context, { ...options, onCutOff })));
};
