import type { Contract } from '../config/contract.ts';
import { type Fault, refuseFaults } from '../config/yaml-file.ts';
import { messages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile.ts';
import { typedColumn } from './stage.ts';

/** Whether a text is one SQL expression and nothing beside it: what stands in a check must not be able to do anything. */
async function isExpression(warehouse: Warehouse, sql: string): Promise<string | undefined> {
  const { tree } = await warehouse.one<{ tree: string }>(
    `select json_serialize_sql(${literal(`select (${sql}\n)`)})::varchar as tree`,
  );
  const parsed = JSON.parse(tree) as { error: boolean; error_message?: string; statements?: unknown[] };
  if (parsed.error) return parsed.error_message ?? '';
  return parsed.statements?.length === 1 ? undefined : messages().model.oneStatement;
}

/** What the engine says of the SQL in a contract's checks, with file, line and field. */
async function faultsOf(warehouse: Warehouse, contract: Contract): Promise<Fault[]> {
  const columns = landedColumns(contract).map(typedColumn);
  const row = columns.map(({ name, compiled }) => `null::${compiled.sqlType} as ${quoted(name)}`).join(', ');
  const faults: Fault[] = [];
  for (const [at, check] of contract.checks.entries()) {
    for (const field of ['where', 'repair'] as const) {
      const sql = check[field];
      if (sql === undefined) continue;
      const target = columns.find(({ name }) => name === check.column)?.compiled.sqlType;
      const type = field === 'where' ? 'boolean' : target;
      const reason =
        (await isExpression(warehouse, sql)) ??
        (await warehouse
          .run(`select (${sql}\n)::${type ?? 'varchar'} from (select ${row})`)
          .then(() => undefined)
          .catch((error: Error) => error.message));
      if (reason === undefined) continue;
      const path = ['checks', at, field];
      const text = messages().config.badSql(check.name, reason.split('\n')[0] ?? '');
      faults.push({ ...contract.placeOf(path), field: path.join('.'), message: text });
    }
  }
  return faults;
}

/** Throws one error (exit code 2) that lists every check of every contract whose SQL the engine does not take. */
export async function refuseBadSql(warehouse: Warehouse, contracts: readonly Contract[]): Promise<void> {
  const faults: Fault[] = [];
  for (const contract of contracts) faults.push(...(await faultsOf(warehouse, contract)));
  refuseFaults(faults);
}
