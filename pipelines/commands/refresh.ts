import { type RefreshOptions, refresh } from '../run/refresh.ts';
import { answer, type Command } from './context.ts';
import { knownSource } from './known-source.ts';

export const run: Command<RefreshOptions> = async (context, options) => {
  if (options.source !== undefined) await knownSource(context, options.source);
  return answer(context, await refresh(context, options));
};
