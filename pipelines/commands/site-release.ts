import { unpinRelease } from '../run/pin-release.ts';
import type { Command } from './context.ts';

export const run: Command = async (context) => {
  await unpinRelease(context);
  return 0;
};
