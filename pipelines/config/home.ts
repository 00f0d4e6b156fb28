import { existsSync } from 'node:fs';
import { chmod, mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

/** Where everything lies that one instance owns. Delete the folder and the checkout is as new. */
export interface Home {
  root: string;
  inbox: string;
  archive: string;
  warehouse: string;
  /** Rows outside the warehouse while an engine is at work (`warehouse/scratch.ts`). */
  temporary: string;
  site: string;
  /** The small database that holds the marts and nothing else: the site's only data source. */
  marts: string;
  logs: string;
  /** How the last refresh ended, for whoever watches the machine. */
  lastRun: string;
  /** What of the list of things to do people have said to leave as it is. */
  accepted: string;
  /** Who has been told what (`alert/told.ts`). */
  alerts: string;
  secrets: string;
  /** Hashes of what the exports tell of persons, a file for each: what the site may never show. */
  known: string;
  lock: string;
  /** What a restore unpacks; there only until it is finished. */
  restoring: string;
  /** What belongs to the sample commune besides its exports; present while the home holds invented data. */
  sample: string;
}

export function homeAt(root: string): Home {
  const at = resolve(root);
  return {
    root: at,
    inbox: join(at, 'inbox'),
    archive: join(at, 'archive'),
    warehouse: join(at, 'warehouse.duckdb'),
    temporary: join(at, 'tmp'),
    site: join(at, 'site'),
    marts: join(at, 'site', 'marts.duckdb'),
    logs: join(at, 'logs'),
    lastRun: join(at, 'last-run.json'),
    accepted: join(at, 'accepted.json'),
    alerts: join(at, 'alerts.json'),
    secrets: join(at, 'secrets'),
    known: join(at, 'secrets', 'known'),
    lock: join(at, 'run.lock'),
    restoring: join(at, 'restore.part'),
    sample: join(at, 'sample'),
  };
}

/**
 * Whether a home holds invented data. Homes that older programs made call the folder `demo/`: nobody may take their
 * figures for real ones, so the old name counts for as long as such homes are about.
 */
export const holdsSample = ({ root, sample }: Home): boolean =>
  existsSync(sample) || existsSync(join(root, 'demo'));

/**
 * A home is for its owner's eyes only; where an administrator has let a group in, that stands, and nobody else gets in.
 * Rights are the system's own on Windows.
 */
async function closeToOthers(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const { mode, uid } = await stat(root);
  if ((mode & 0o007) !== 0 && uid === process.getuid?.()) await chmod(root, mode & 0o770);
}

/** A home into which a restore is under way, or was cut off, is nobody's to work in. Throws `home_unfinished` (exit code 2). */
export function refuseUnfinished({ root, restoring }: Home): void {
  if (!existsSync(restoring)) return;
  const { homeUnfinished, homeUnfinishedHint: hint } = messages().config;
  throw new KpiError('home_unfinished', homeUnfinished(root), { exitCode: 2, hint });
}

/** Makes the folders of a home; secrets and archive are closed to the owner's group too. Throws `home_not_writable`. */
export async function createHome(home: Home, sourceIds: readonly string[]): Promise<void> {
  try {
    await closeToOthers(home.root);
    for (const folder of [home.temporary, home.site, home.logs, home.inbox]) {
      await mkdir(folder, { recursive: true });
    }
    for (const folder of [home.archive, home.secrets]) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    }
    for (const id of sourceIds) await mkdir(join(home.inbox, id), { recursive: true });
  } catch (cause) {
    throw new KpiError('home_not_writable', messages().config.homeNotWritable(home.root), {
      hint: messages().config.homeNotWritableHint,
      cause,
    });
  }
}
