import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { createHome, type Home, homeAt } from '../../pipelines/config/home.ts';
import { type PullSettings, pullSchema } from '../../pipelines/config/pull-settings.ts';
import { type Pull, type PullOptions, pullSource } from '../../pipelines/pull/index.ts';
import { Warehouse } from '../../pipelines/warehouse/warehouse.ts';

export const source = 'nguon-thu';

/** A home with an empty warehouse, and what a test asks of it. */
export interface PullHome {
  home: Home;
  warehouse: Warehouse;
  /** Every wait that was asked for, in ms; none is really waited. */
  waits: number[];
  pull(settings: z.input<typeof pullSchema>, options?: PullOptions): Promise<Pull>;
  /** Names in the archive; fails when a file or folder there is open to others. */
  archive(): Promise<string[]>;
  /** Content of the only file of the archive. */
  content(): Promise<string>;
  remove(): Promise<void>;
}

export async function pullHome(): Promise<PullHome> {
  const root = await mkdtemp(join(tmpdir(), 'kpi-pull-'));
  const home = homeAt(join(root, 'home'));
  await createHome(home, []);
  const warehouse = await Warehouse.open({ path: ':memory:', temporary: home.temporary });
  const waits: number[] = [];
  const folder = join(home.archive, source);
  const archive = async () => {
    const names = await readdir(folder).catch(() => []);
    if (process.platform !== 'win32') {
      const open = [folder, ...names.map((name) => join(folder, name))];
      for (const path of names.length > 0 ? open : []) {
        if (((await stat(path)).mode & 0o077) !== 0) throw new Error(`open to others: ${path}`);
      }
    }
    return names;
  };
  return {
    home,
    warehouse,
    waits,
    pull: (settings, options) =>
      pullSource(
        warehouse,
        home,
        { id: source, pull: pullSchema.parse(settings) as PullSettings },
        '2026-11-22 01:30:00',
        {
          env: {},
          idleMs: 5000,
          random: () => 1,
          wait: async (ms) => {
            waits.push(ms);
          },
          ...options,
        },
      ),
    archive,
    async content() {
      const [name, ...more] = await archive();
      if (name === undefined || more.length > 0) throw new Error(`not one file: ${[name, ...more]}`);
      return readFile(join(folder, name), 'utf8');
    },
    async remove() {
      await warehouse.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Codes of the notices, and that each has a text a person can read. */
export function codes(pull: Pull): string[] {
  return pull.notices.map(({ code, message }) => {
    if (message.length < 30 || /undefined|NaN|\[object/.test(message))
      throw new Error(`no sentence: ${message}`);
    return code;
  });
}
