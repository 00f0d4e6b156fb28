import { type RefreshOptions, refresh } from '../run/refresh.ts';
import { answer, type Command } from './context.ts';

export const run: Command<RefreshOptions> = async (context, options) =>
  answer(context, await refresh(context, options));
