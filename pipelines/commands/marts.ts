import { existsSync } from 'node:fs';
import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { noMarts } from '../run/open-warehouse.ts';
import { Engine, type Row } from '../warehouse/engine.ts';

/**
 * Asks the marts file, which can be read while a refresh holds the warehouse. Throws `no_marts` (exit code 2) where
 * nothing has been measured yet, `marts_of_other` (2) where another version of the program did.
 */
export async function askMarts<T extends Row>(
  home: Home,
  sql: string,
  parameters: Record<string, string | null> = {},
): Promise<T[]> {
  if (!existsSync(home.marts)) throw noMarts();
  const engine = await Engine.openEngine({ path: home.marts, readOnly: true });
  try {
    return await engine.all<T>(sql, parameters).catch((cause) => {
      // The statements are the program's own: a table or column can only be missing from other marts than its own.
      if (!/^(Binder|Catalog) Error/.test(String(cause.message))) throw cause;
      const { martsOfOther, noMartsHint: hint } = messages().cli;
      throw new KpiError('marts_of_other', martsOfOther, { exitCode: 2, hint, cause });
    });
  } finally {
    await engine.close();
  }
}
