import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { macros } from './macros.ts';
import { tables } from './tables.ts';

/** The engine hands these over as text, so as to lose no digit; counts of ours fit a number. */
const exactNumbers = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.DECIMAL,
]);

export type Row = Record<string, unknown>;
type Parameters = Record<string, DuckDBValue>;

interface WarehouseOptions {
  /** Database file, or ':memory:' for a dry run. */
  path: string;
  /** Where the engine spills what does not fit into memory. */
  temporary: string;
  /**
   * Files and folders the engine may read and write besides the database and its scratch. All others are closed to it,
   * and so is the network: models and checks are written by people, and what they may read is what was pulled.
   */
  reach?: readonly string[];
  /** Default 1100 MB: with the program's own memory that stays below 1.5 GB on the small machine. */
  memoryLimit?: string;
  threads?: number;
}

/** Whether another process has the database open. The word alone may stand in the file's name, and in "block". */
export const isHeldElsewhere = (cause: unknown): boolean =>
  /set lock on file|used by another process/i.test(String(cause));

/** One open DuckDB database with the program's settings, macros and `ops` tables. One process writes at a time. */
export class Warehouse {
  readonly connection: DuckDBConnection;
  /** Folder for scratch files: the engine's, and copies made for it. */
  readonly temporary: string;
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, temporary: string) {
    this.#instance = instance;
    this.connection = connection;
    this.temporary = temporary;
  }

  /** Opens (and where needed creates) a warehouse. Throws `warehouse_locked` (exit code 4) when another process has it. */
  static async open(options: WarehouseOptions): Promise<Warehouse> {
    await mkdir(options.temporary, { recursive: true });
    if (options.path !== ':memory:') await mkdir(dirname(options.path), { recursive: true });
    const settings: Record<string, string> = {
      memory_limit: options.memoryLimit ?? '1100MB',
      temp_directory: options.temporary,
      // Nothing may be fetched from the Internet: fail at once instead of waiting for it.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    if (options.threads !== undefined) settings.threads = String(options.threads);
    let instance: DuckDBInstance;
    try {
      instance = await DuckDBInstance.create(options.path, settings);
    } catch (cause) {
      if (isHeldElsewhere(cause)) {
        throw new KpiError('warehouse_locked', messages().config.warehouseLocked(options.path), {
          exitCode: 4,
          cause,
        });
      }
      throw new KpiError('warehouse_unreadable', messages().config.warehouseUnreadable(options.path), {
        hint: messages().config.warehouseUnreadableHint,
        cause,
      });
    }
    const warehouse = new Warehouse(instance, await instance.connect(), options.temporary);
    await warehouse.run("set TimeZone = 'Asia/Ho_Chi_Minh'");
    await warehouse.#closeOff([options.temporary, ...(options.reach ?? [])]);
    await warehouse.run(tables);
    await warehouse.run(macros);
    return warehouse;
  }

  /** From here on the engine reaches nothing but these, and no statement can open it again. */
  async #closeOff(reach: readonly string[]): Promise<void> {
    const list = reach.map((path) => literal(resolve(path))).join(', ');
    await this.run(`set allowed_directories = [${list}]`);
    await this.run(`set allowed_paths = [${list}]`);
    await this.run('set enable_external_access = false');
  }

  async run(sql: string, parameters?: Parameters): Promise<number> {
    const result = await this.connection.run(sql, parameters);
    return result.rowsChanged;
  }

  /** All rows as plain values: numbers, strings, booleans, null; dates and timestamps as ISO text of local time. */
  async all<T extends Row = Row>(sql: string, parameters?: Parameters): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, parameters);
    const integers = reader.columnNames().filter((_, at) => exactNumbers.has(reader.columnTypeId(at)));
    return reader.getRowObjectsJson().map((row) => {
      for (const name of integers) if (row[name] !== null) row[name] = Number(row[name]);
      return row as T;
    });
  }

  async one<T extends Row = Row>(sql: string, parameters?: Parameters): Promise<T> {
    const [row] = await this.all<T>(sql, parameters);
    if (!row) throw new Error(`no row: ${sql}`);
    return row;
  }

  /** All or nothing: an error inside leaves the warehouse as it was. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('begin');
    try {
      const result = await work();
      await this.run('commit');
      return result;
    } catch (error) {
      await this.run('rollback');
      throw error;
    }
  }

  /**
   * Runs work without two rewrites that harm the long expressions of compiled contracts (duckdb 1.5.6): filters pushed
   * down are evaluated a second time there, and every IN list becomes a join, each of which costs some 10 ms to set up.
   */
  async withPlainPlans<T>(work: () => Promise<T>): Promise<T> {
    await this.run("set disabled_optimizers = 'filter_pushdown,in_clause'");
    try {
      return await work();
    } finally {
      await this.run("set disabled_optimizers = ''");
    }
  }

  /** Writes everything into the one file (no .wal is left behind) and lets go of it. */
  async close(): Promise<void> {
    await this.run('force checkpoint');
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Quotes an identifier for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quotes a text literal for SQL; undefined and null become NULL. The engine's parser ends at a NUL: it is shown instead. */
export const literal = (text: string | undefined | null): string =>
  text === undefined || text === null ? 'NULL' : `'${text.replaceAll("'", "''").replaceAll('\0', '\u2400')}'`;
