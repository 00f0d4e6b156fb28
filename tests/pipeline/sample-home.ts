import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '../../pipelines/commands/context.ts';
import type { Contract } from '../../pipelines/config/contract.ts';
import { homeAt } from '../../pipelines/config/home.ts';
import { projectFiles } from '../../pipelines/config/project-files.ts';
import { readContracts } from '../../pipelines/config/read-contract.ts';
import { Engine } from '../../pipelines/warehouse/engine.ts';

export const checkout = resolve(import.meta.dirname, '..', '..');
export const portal = 'public-service-portal';

/** One of the shipped contracts. */
export async function shippedContract(id = portal): Promise<Contract> {
  const contract = (await readContracts(projectFiles(checkout))).find((candidate) => candidate.id === id);
  if (!contract) throw new Error(`no source ${id}`);
  return contract;
}

/** A home in a temporary folder with the context commands work in; the clock stands at 22/11/2026 09:00 in Việt Nam. */
export interface SampleHome {
  context: Context;
  /** What went to the screen, line by line. */
  said: string[];
  printed: string[];
  /** Puts a file into the portal's inbox that has rested for an hour. */
  deliver(name: string, content: string | Uint8Array): Promise<string>;
  /** Opens the warehouse as any reader would, asks, closes. Several at a time would each take the other's .wal for theirs. */
  ask<T extends Record<string, unknown>>(sql: string): Promise<T[]>;
  remove(): Promise<void>;
}

export async function sampleHome(program = checkout, project?: string): Promise<SampleHome> {
  const root = await mkdtemp(join(tmpdir(), 'kpi-home-'));
  const said: string[] = [];
  const printed: string[] = [];
  const context: Context = {
    home: homeAt(join(root, 'home')),
    program,
    project,
    asOf: undefined,
    json: true,
    clock: () => new Date('2026-11-22T02:00:00Z'),
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
  };
  const rested = new Date('2026-11-22T01:00:00Z');
  return {
    context,
    said,
    printed,
    async deliver(name, content) {
      const path = join(context.home.inbox, portal, name);
      await mkdir(join(context.home.inbox, portal), { recursive: true });
      await writeFile(path, content);
      await utimes(path, rested, rested);
      return path;
    },
    async ask<T extends Record<string, unknown>>(sql: string) {
      const engine = await Engine.openEngine({ path: context.home.warehouse });
      return engine.all<T>(sql).finally(() => engine.close());
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
