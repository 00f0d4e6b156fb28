import type { Command } from './context.ts';
import { type ServeOptions, serveOn, untilStopped } from './serve-site.ts';

export const run: Command<ServeOptions> = async (context, options) => {
  const server = await serveOn(context, options);
  await untilStopped();
  await server.close();
  return 0;
};
