import { existsSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Row } from '../warehouse/warehouse.ts';

/**
 * Asks the marts file, which can be read while a refresh holds the warehouse. Throws `no_marts` (exit code 2) where
 * nothing has been measured yet.
 */
export async function askMarts<T extends Row>(
  home: Home,
  sql: string,
  parameters: Record<string, string | null> = {},
): Promise<T[]> {
  if (!existsSync(home.marts)) {
    throw new KpiError('no_marts', messages().cli.noMarts, { exitCode: 2, hint: messages().cli.noMartsHint });
  }
  const instance = await DuckDBInstance.create(home.marts, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql, parameters);
    return reader.getRowObjectsJson() as T[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
