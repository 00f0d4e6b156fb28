import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { connect, Engine, type EngineOptions, literal } from './engine.ts';
import { macros } from './macros.ts';
import { nameMacros } from './name-macros.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { refuseOtherState, stateOf } from './state-version.ts';
import { tables } from './tables.ts';
import { writtenMacros } from './written-macros.ts';

export { literal, quoted, type Row, shownNul } from './engine.ts';

interface WarehouseOptions extends Omit<EngineOptions, 'readOnly'> {
  /** In this folder each opening makes one of its own, for what the engine spills and copies made for it. */
  temporary: string;
  /**
   * Files and folders the engine may read and write besides the database and its scratch. All others are closed to it,
   * and so is the network: models and checks are written by people, and what they may read is what was pulled.
   */
  reach?: readonly string[];
}

/** Whether another process has the database open. The word alone may stand in the file's name, and in "block". */
export const isHeldElsewhere = (cause: unknown): boolean =>
  /set lock on file|used by another process/i.test(String(cause));

/** One open DuckDB database with the program's settings, macros and `ops` tables. One process writes at a time. */
export class Warehouse extends Engine {
  /** Rows outside the database; gone when the warehouse is closed. */
  readonly scratch: Scratch;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, scratch: Scratch) {
    super(instance, connection);
    this.scratch = scratch;
  }

  /**
   * Opens (and where needed creates) a warehouse. Throws `warehouse_locked` (exit code 4) when another process has it,
   * `state_older` and `state_newer` (exit code 2) for one that another program made, and leaves that as it is.
   */
  static async open(options: WarehouseOptions): Promise<Warehouse> {
    if (options.path !== ':memory:') await mkdir(dirname(options.path), { recursive: true });
    const scratch = await openScratch(options.temporary);
    const { instance, connection } = await connect({ ...options, temporary: scratch.folder }).catch(
      async (cause) => {
        await scratch.remove();
        throw cannotOpen(options.path, cause);
      },
    );
    const warehouse = new Warehouse(instance, connection, scratch);
    await warehouse.#closeOff([scratch.folder, scratch.memory, ...(options.reach ?? [])]);
    try {
      refuseOtherState(await stateOf(warehouse));
    } catch (refusal) {
      await warehouse.#letGo();
      throw refusal;
    }
    // In one go: what a killed run left half-made would look like the state of a program without versions.
    await warehouse.transaction(() => warehouse.run(tables));
    await warehouse.run(macros);
    await warehouse.run(nameMacros);
    await warehouse.run(writtenMacros);
    // Of persons who were forgotten nobody is known until a run says who they are (land/pseudonym.ts).
    await warehouse.run('create temp table if not exists forgotten (pseudonym varchar)');
    return warehouse;
  }

  /** From here on the engine reaches nothing but these, and no statement can open it again. */
  async #closeOff(reach: readonly string[]): Promise<void> {
    const list = reach.map((path) => literal(resolve(path))).join(', ');
    await this.run(`set allowed_directories = [${list}]`);
    await this.run(`set allowed_paths = [${list}]`);
    await this.run('set enable_external_access = false');
  }

  /**
   * Runs work without two rewrites that harm the long expressions of compiled contracts (duckdb 1.5.6): filters pushed
   * down are evaluated a second time there, and every IN list becomes a join, each of which costs some 10 ms to set up.
   */
  async withPlainPlans<T>(work: () => Promise<T>): Promise<T> {
    return this.#withoutRewrites('filter_pushdown,in_clause', work);
  }

  /** Within `withPlainPlans`: work on tables whose joins need those rewrites. */
  async withUsualPlans<T>(work: () => Promise<T>): Promise<T> {
    return this.#withoutRewrites('', work);
  }

  async #withoutRewrites<T>(names: string, work: () => Promise<T>): Promise<T> {
    const { before } = await this.one<{ before: string }>(
      "select current_setting('disabled_optimizers') as before",
    );
    await this.run(`set disabled_optimizers = '${names}'`);
    try {
      return await work();
    } finally {
      await this.run(`set disabled_optimizers = '${before}'`);
    }
  }

  /** Closes without writing anything. */
  async #letGo(): Promise<void> {
    await super.close();
    await this.scratch.remove();
  }

  /** Writes everything into the one file (no .wal is left behind) and lets go of it. */
  override async close(): Promise<void> {
    try {
      await this.run('force checkpoint');
    } finally {
      await this.#letGo();
    }
  }
}

/**
 * The version of the state that a database file holds, undefined where it holds none; what a killed run left in its .wal is
 * played back. Throws `warehouse_locked`, `warehouse_unreadable`.
 */
export async function stateAt(path: string): Promise<number | undefined> {
  const engine = await openAsItIs(path);
  return stateOf(engine).finally(() => engine.close());
}

/** A database file as it is, whatever program made it. Throws `warehouse_locked` (exit code 4), `warehouse_unreadable`. */
export const openAsItIs = (path: string, { readOnly = false } = {}): Promise<Engine> =>
  Engine.openEngine({ path, readOnly }).catch((cause) => {
    throw cannotOpen(path, cause);
  });

function cannotOpen(path: string, cause: unknown): KpiError {
  const text = messages().config;
  if (isHeldElsewhere(cause)) {
    const holder = /\(PID (\d+)\)/.exec(String(cause))?.[1];
    return new KpiError('warehouse_locked', text.warehouseLocked(path, holder), { exitCode: 4, cause });
  }
  return new KpiError('warehouse_unreadable', text.warehouseUnreadable(path), {
    hint: text.warehouseUnreadableHint,
    cause,
  });
}
