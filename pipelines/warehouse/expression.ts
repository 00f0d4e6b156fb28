import { messages } from '../messages/index.ts';
import { callable, expressionFault } from './judge-sql.ts';
import { literal, type Warehouse } from './warehouse.ts';

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
  const mayCall = await callable(warehouse);
  return rows.map(({ tree }) => {
    const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
    if (parsed.error) return parsed.error_message ?? '';
    if (parsed.statements?.length !== 1) return messages().model.oneStatement;
    return expressionFault(parsed.statements[0], mayCall);
  });
}

/** What the engine says against a statement; undefined where it takes it. */
export const reasonAgainst = (warehouse: Warehouse, sql: string): Promise<string | undefined> =>
  warehouse.run(sql).then(
    () => undefined,
    (error: Error) => error.message,
  );
