import { join } from 'node:path';
import { messages } from '../messages/index.ts';
import { refresh } from '../run/refresh.ts';
import { defaultSeed } from '../sample/index.ts';
import type { Command } from './context.ts';
import { isEmptyHome, makeSample } from './sample.ts';
import { type ServeOptions, serveOn, untilStopped } from './serve-site.ts';

/** The first command a new user types: sample commune where there is nothing, refresh, serve. */
export const run: Command<ServeOptions & { once?: boolean }> = async (context, options) => {
  const { home } = context;
  if (isEmptyHome(context)) await makeSample(context, defaultSeed);
  const result = await refresh(context, {});
  if (result.outcome === 'failed') return result.exit_code;
  const { where } = messages().run;
  const places = [
    [where.home, home.root],
    [where.inbox, home.inbox],
    [where.report, home.site],
    [where.log, join(home.logs)],
  ];
  context.print(places.map(([name, path]) => `${(name ?? '').padEnd(18)} ${path}`).join('\n'));
  // Rows in quarantine want a person, but the start itself has succeeded.
  if (options.once) return 0;
  const server = await serveOn(context, options);
  await untilStopped();
  await server.close();
  return 0;
};
