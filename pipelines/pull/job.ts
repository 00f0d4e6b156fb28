import type { Home } from '../config/home.ts';
import type { Pullable, PullSettings } from '../config/pull-settings.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { FolderOptions } from './folder.ts';
import type { RetryOptions } from './retry.ts';
import type { Secrets } from './secrets.ts';

export interface PullOptions extends FolderOptions, RetryOptions {
  /** Where secrets are looked up. Default: the environment of the process. */
  env?: Readonly<Record<string, string | undefined>>;
  /** A transfer that stands still for so long is given up. Default 30 s. */
  idleMs?: number;
}

/** All that pulling one source from another machine needs. */
export interface Job<S extends PullSettings> {
  warehouse: Warehouse;
  home: Home;
  /** The source's folder of the archive. */
  folder: string;
  contract: Pullable<S>;
  /** Local time of the run, `2026-11-22 01:30:00`. */
  pulledAt: string;
  secrets: Secrets;
  options: PullOptions & { idleMs: number };
}
