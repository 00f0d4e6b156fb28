import { isIP } from 'node:net';
import type { Plan } from '../config/plan.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { type SiteServer, serveSite } from '../publish/serve.ts';
import { projectOf } from '../run/setting.ts';
import type { Context } from './context.ts';

/** Where the site is served, as the command line says it. */
export interface ServeOptions {
  port?: string;
  listen?: string;
}

/** The port asked for, else the plan's. Throws `bad_number` (exit code 2). */
export function portOf(wanted: string | undefined, plan: Plan): number {
  const port = wanted === undefined ? plan.site.port : Number(wanted);
  if (!Number.isSafeInteger(port) || port < 0 || port > 65535)
    throw new KpiError('bad_number', messages().cli.badNumber('--port', wanted ?? ''), { exitCode: 2 });
  return port;
}

/**
 * Serves the live release on the port asked for, else the plan's, to this machine alone unless another address is asked for. Throws `bad_number`,
 * `bad_address`, `port_in_use` (exit code 2).
 */
export async function serveOn(context: Context, { port: wanted, listen }: ServeOptions): Promise<SiteServer> {
  const { plan } = await projectOf(context);
  const port = portOf(wanted, plan);
  if (listen !== undefined && isIP(listen) === 0)
    throw new KpiError('bad_address', messages().cli.badAddress('--listen', listen), { exitCode: 2 });
  const { site, lastRun } = context.home;
  const { address } = plan.site;
  const server = await serveSite({ site, port, host: listen, lastRun, address, clock: context.clock });
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
