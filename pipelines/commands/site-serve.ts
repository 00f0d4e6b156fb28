import type { Command } from './context.ts';
import { serveOn, untilStopped } from './serve-site.ts';

export const run: Command<{ port?: string }> = async (context, options) => {
  const server = await serveOn(context, options.port);
  await untilStopped();
  await server.close();
  return 0;
};
