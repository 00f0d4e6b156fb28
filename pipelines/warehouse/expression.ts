import { messages } from '../messages/index.ts';
import { literal, type Warehouse } from './warehouse.ts';

/** Functions in FROM that make rows from their arguments; all others read something outside the warehouse. */
const harmless = new Set(['unnest', 'range', 'generate_series']);

/** What an expression reads that is no table: a file by function or by name. The engine may reach the archive; people's SQL may not. */
function filesIn(node: unknown): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { type, function: called, table_name: table } = node as Record<string, unknown>;
  const name = (called as { function_name?: unknown } | undefined)?.function_name;
  const own =
    type === 'TABLE_FUNCTION' && typeof name === 'string' && !harmless.has(name)
      ? [name]
      : type === 'BASE_TABLE' && typeof table === 'string' && /[./\\:]/.test(table)
        ? [table]
        : [];
  return [...own, ...Object.values(node).flatMap(filesIn)];
}

/**
 * Why a text is not one SQL expression and nothing beside it; undefined where it is one. What people write into a check
 * or a formula must not be able to do anything.
 */
export async function expressionFaults(
  warehouse: Warehouse,
  expressions: readonly string[],
): Promise<(string | undefined)[]> {
  if (expressions.length === 0) return [];
  const texts = expressions.map((sql) => literal(`select (${sql}\n)`));
  const rows = await warehouse.all<{ tree: string }>(
    `select json_serialize_sql(text)::varchar as tree from (select unnest([${texts.join(', ')}]) as text)`,
  );
  return rows.map(({ tree }) => {
    const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
    if (parsed.error) return parsed.error_message ?? '';
    if (parsed.statements?.length !== 1) return messages().model.oneStatement;
    const [file] = filesIn(parsed.statements);
    return file === undefined ? undefined : messages().model.readsFile(file);
  });
}

/** What the engine says against a statement; undefined where it takes it. */
export const reasonAgainst = (warehouse: Warehouse, sql: string): Promise<string | undefined> =>
  warehouse.run(sql).then(
    () => undefined,
    (error: Error) => error.message,
  );
