import { pinRelease } from '../run/pin-release.ts';
import type { Command } from './context.ts';
import { requireByWhom } from './period-lock.ts';

export const run: Command<{ release: string; byWhom?: string }> = async (context, { release, byWhom }) => {
  await pinRelease(context, release, requireByWhom(byWhom));
  return 0;
};
