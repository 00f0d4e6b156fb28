import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';

/** Where everything lies that one instance owns. Delete the folder and the checkout is as new. */
export interface Home {
  root: string;
  inbox: string;
  archive: string;
  warehouse: string;
  /** Scratch of the engine: spilled data, decoded files. */
  temporary: string;
  site: string;
  /** The small database that holds the marts and nothing else: the site's only data source. */
  marts: string;
  logs: string;
  /** How the last refresh ended, for whoever watches the machine. */
  lastRun: string;
  secrets: string;
  /** Hashes of what the exports tell of persons, a file for each: what the site may never show. */
  known: string;
  lock: string;
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
    secrets: join(at, 'secrets'),
    known: join(at, 'secrets', 'known'),
    lock: join(at, 'run.lock'),
    sample: join(at, 'sample'),
  };
}

/**
 * Whether a home holds invented data. Homes that older programs made call the folder `demo/`: nobody may take their
 * figures for real ones, so the old name counts for as long as such homes are about.
 */
export const holdsSample = ({ root, sample }: Home): boolean =>
  existsSync(sample) || existsSync(join(root, 'demo'));

/** Makes the folders of a home; secrets and archive are for the owner's eyes only. */
export async function createHome(home: Home, sourceIds: readonly string[]): Promise<void> {
  try {
    for (const folder of [home.root, home.temporary, home.site, home.logs, home.inbox]) {
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
