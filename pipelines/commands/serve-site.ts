import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { type SiteServer, serveSite } from '../publish/serve.ts';
import { projectOf } from '../run/setting.ts';
import type { Context } from './context.ts';

/** Serves the live release on the port asked for, else the plan's. Throws `port_in_use`. */
export async function serveOn(context: Context, wanted: string | undefined): Promise<SiteServer> {
  const { plan } = await projectOf(context);
  const port = wanted === undefined ? plan.site.port : Number(wanted);
  if (!Number.isSafeInteger(port) || port < 0 || port > 65535) {
    throw new KpiError('bad_number', messages().cli.badNumber('--port', wanted ?? ''), { exitCode: 2 });
  }
  const { site, lastRun } = context.home;
  const { address } = plan.site;
  const server = await serveSite({ site, port, lastRun, address, clock: context.clock });
  context.print(messages().cli.serving(server.url));
  return server;
}

/** Waits until the process is asked to stop, or the one that keeps it is gone. */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
