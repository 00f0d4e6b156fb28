import { openArchive } from '../archive/store.ts';
import type { Home } from '../config/home.ts';
import type { Pullable, PullSettings } from '../config/pull-settings.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { PullFault } from './fault.ts';
import { pullFolder } from './folder.ts';
import type { Job, PullOptions } from './job.ts';
import type { Pull } from './pulled.ts';
import { readSecrets, type Secrets, withoutSecrets } from './secrets.ts';

export type { PullOptions } from './job.ts';
export type { Pull, PullNotice } from './pulled.ts';

/** Where a source comes from, for notices about the source as a whole. */
function placeOf(settings: PullSettings): string {
  if (settings.kind === 'folder') return settings.files;
  return settings.kind === 'http' ? new URL(settings.url).host : settings.host;
}

/** The protocols' libraries are loaded only where a source speaks them. */
async function pullRemote(job: Job<PullSettings>, pull: Pull): Promise<void> {
  const { contract } = job;
  const { id, pull: settings } = contract;
  switch (settings.kind) {
    case 'http':
      return (await import('./http.ts')).pullHttp({ ...job, contract: { id, pull: settings } }, pull);
    case 'sftp':
      return (await import('./sftp.ts')).pullSftp({ ...job, contract: { id, pull: settings } }, pull);
    case 'postgres':
      return (await import('./postgres.ts')).pullPostgres({ ...job, contract: { id, pull: settings } }, pull);
    default:
      throw new Error(`no remote source: ${settings.kind}`);
  }
}

/**
 * Gets what is new of a source into the archive, from wherever its contract says. What the other side or the network
 * does wrong becomes a notice, so that the other sources' night goes on; what was taken before stays taken. Throws only
 * for faults of this machine (disk, warehouse).
 *
 * `pulledAt` is the local time of the run, `2026-11-22 01:30:00`.
 */
export async function pullSource(
  warehouse: Warehouse,
  home: Home,
  contract: Pullable,
  pulledAt: string,
  options: PullOptions = {},
): Promise<Pull> {
  const { id: source, pull: settings } = contract;
  if (settings.kind === 'folder')
    return pullFolder(warehouse, home, { id: source, pull: settings }, pulledAt, options);
  const pull: Pull = { taken: [], known: [], notices: [] };
  let secrets: Secrets = new Map();
  try {
    secrets = readSecrets(settings, options.env ?? process.env);
    const folder = await openArchive(home, source);
    const job = { warehouse, home, folder, contract, pulledAt, secrets };
    await pullRemote({ ...job, options: { ...options, idleMs: options.idleMs ?? 30_000 } }, pull);
  } catch (error) {
    if (!(error instanceof PullFault)) throw error;
    pull.notices.push({ source, file: placeOf(settings), code: error.code, message: error.message });
  }
  for (const notice of pull.notices) {
    notice.message = withoutSecrets(notice.message, secrets);
    notice.file = withoutSecrets(notice.file, secrets);
  }
  return pull;
}
