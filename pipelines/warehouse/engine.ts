import { type DuckDBConnection, DuckDBInstance, DuckDBTypeId, type DuckDBValue } from '@duckdb/node-api';
import { timeZone } from '../config/clock.ts';
import { usualThreads } from '../config/threads.ts';

/** The engine hands these over as text, so as to lose no digit; counts of ours fit a number. */
const exactNumbers = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.DECIMAL,
]);

export type Row = Record<string, unknown>;

/** Rows with the names of their columns said once: the values of each row stand in the order of the columns. */
export interface Table {
  columns: string[];
  rows: unknown[][];
}

type Parameters = Record<string, DuckDBValue>;

export interface EngineOptions {
  /** Database file, or ':memory:'. */
  path: string;
  readOnly?: boolean;
  /** Where the engine spills what does not fit into memory; without it, it may not spill. */
  temporary?: string;
  /** Default 1100 MB: with the program's own memory that stays below 1.5 GB on the small machine. */
  memoryLimit?: string;
  /** Default what KPI_THREADS says, else all cores. */
  threads?: number;
}

/** An open DuckDB database: the one way in which the program opens the engine. */
export class Engine {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  protected constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.connection = connection;
  }

  /** Opens (unless read-only, where needed creates) a database. Throws what the engine throws. */
  static async openEngine(options: EngineOptions): Promise<Engine> {
    const { instance, connection } = await connect(options);
    return new Engine(instance, connection);
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

  /** The same rows, as a table. */
  async table(sql: string): Promise<Table> {
    const reader = await this.connection.runAndReadAll(sql);
    const columns = reader.columnNames();
    const isInteger = columns.map((_, at) => exactNumbers.has(reader.columnTypeId(at)));
    const rows = reader
      .getRowsJson()
      .map((row) => row.map((value, at) => (isInteger[at] && value !== null ? Number(value) : value)));
    return { columns, rows };
  }

  async one<T extends Row = Row>(sql: string, parameters?: Parameters): Promise<T> {
    const [row] = await this.all<T>(sql, parameters);
    if (!row) throw new Error(`no row: ${sql}`);
    return row;
  }

  /** All or nothing: an error inside leaves the database as it was. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('begin');
    try {
      const result = await work();
      await this.run('commit');
      return result;
    } catch (error) {
      // An engine that could not write takes nothing more, and has rolled back itself; what it could not do is the reason.
      await this.run('rollback').catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Opens the database with the settings that hold wherever the engine runs. */
export async function connect({
  path,
  readOnly = false,
  temporary,
  memoryLimit = '1100MB',
  threads = usualThreads(),
}: EngineOptions): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memoryLimit,
    // An empty folder name means that nothing is spilled.
    temp_directory: temporary ?? '',
    // Nothing may be fetched from the Internet: fail at once instead of waiting for it.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(readOnly ? { access_mode: 'READ_ONLY' } : {}),
    ...(threads === undefined ? {} : { threads: String(threads) }),
  });
  const connection = await instance.connect();
  await connection.run(`set TimeZone = '${timeZone}'`);
  return { instance, connection };
}

/** Quotes an identifier for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The engine's parser ends at a NUL: it is shown instead. */
export const shownNul = (text: string): string => text.replaceAll('\0', '\u2400');

/** Quotes a text literal for SQL; undefined and null become NULL. */
export const literal = (text: string | undefined | null): string =>
  text === undefined || text === null ? 'NULL' : `'${shownNul(text).replaceAll("'", "''")}'`;
