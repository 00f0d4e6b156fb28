import type { Contract, CrossCheck } from '../config/contract.ts';
import { KpiError } from '../error.ts';
import { messages, storedMessages } from '../messages/index.ts';
import { callable, selectFault } from '../warehouse/judge-sql.ts';
import { createValuesTable } from '../warehouse/values-table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { standing } from './own-sql.ts';
import { badModel, parseStatement } from './sql-files.ts';
import { withinTime } from './time-limit.ts';

/** What came of comparing one source with another. Without one of the numbers there is nothing to compare: `no_data`. */
type Outcome = 'agrees' | 'differs' | 'no_data';

interface Result {
  source: string;
  name: string;
  title: string;
  operator: CrossCheck['operator'];
  /** Share of the right side by which the two may differ. */
  tolerance: number;
  left_title: string | null;
  right_title: string | null;
  left: number | null;
  right: number | null;
  outcome: Outcome;
  message: string;
  /** The same without the example: what a select finds in cells is for officers. */
  told: string;
}

const holds: Record<CrossCheck['operator'], (left: number, right: number, slack: number) => boolean> = {
  '=': (left, right, slack) => Math.abs(left - right) <= slack,
  '<=': (left, right, slack) => left <= right + slack,
  '>=': (left, right, slack) => left >= right - slack,
  '<': (left, right, slack) => left < right + slack,
  '>': (left, right, slack) => left > right - slack,
};

/** The single value a select gives; null where it gives none. */
async function answerTo(
  warehouse: Warehouse,
  mayCall: (name: string) => boolean,
  where: string,
  sql: string,
  type: 'double' | 'varchar',
): Promise<unknown> {
  const fault = selectFault(await parseStatement(warehouse, where, sql), mayCall, (table) =>
    standing.test(table),
  );
  if (fault !== undefined) throw badModel(where, fault);
  const rows = await withinTime(warehouse, () =>
    warehouse.all(`select cast((${sql}) as ${type}) as value`),
  ).catch((cause) => Promise.reject(badModel(where, String(cause.message))));
  return rows[0]?.value ?? null;
}

const longestExample = 120;

async function compare(
  warehouse: Warehouse,
  mayCall: (name: string) => boolean,
  contract: Contract,
  check: CrossCheck,
): Promise<Result> {
  const where = (side: string) => `sources/${contract.id}/source.yaml: cross_checks.${check.name}.${side}`;
  const side = async (name: 'left' | 'right') => {
    const value = await answerTo(warehouse, mayCall, where(name), check[name], 'double');
    return typeof value === 'number' ? value : null;
  };
  const left = await side('left');
  const right = await side('right');
  const agrees =
    left !== null && right !== null && holds[check.operator](left, right, Math.abs(right) * check.tolerance);
  const outcome = left === null || right === null ? 'no_data' : agrees ? 'agrees' : 'differs';
  const example =
    outcome === 'differs' && check.example !== undefined
      ? String((await answerTo(warehouse, mayCall, where('example'), check.example, 'varchar')) ?? '')
      : '';
  const shown = (value: number | null) => value?.toLocaleString(storedMessages().locale) ?? '—';
  const short = example.length > longestExample ? `${example.slice(0, longestExample)}…` : example;
  // By function: a "$" of the text is no pattern.
  const sentence = (its: string) =>
    check.message
      .replaceAll('{left}', shown(left))
      .replaceAll('{right}', shown(right))
      .replaceAll('{example}', () => its);
  return {
    source: contract.id,
    name: check.name,
    title: check.title,
    operator: check.operator,
    tolerance: check.tolerance,
    left_title: check.left_title ?? null,
    right_title: check.right_title ?? null,
    left,
    right,
    outcome,
    message: sentence(short),
    told: sentence(storedMessages().model.exampleElsewhere),
  };
}

/**
 * Compares sources with each other as their contracts ask, into `ops.cross_check`. Throws `check_failed` where a
 * comparison that must hold does not: nothing is published then.
 */
export async function runCrossChecks(warehouse: Warehouse, contracts: readonly Contract[]): Promise<number> {
  const mayCall = await callable(warehouse);
  const results: Result[] = [];
  const failed: string[] = [];
  for (const contract of contracts) {
    for (const check of contract.cross_checks) {
      const result = await compare(warehouse, mayCall, contract, check);
      results.push(result);
      if (check.otherwise === 'fail' && result.outcome === 'differs')
        failed.push(`${check.title}: ${result.message}`);
    }
  }
  await createValuesTable(
    warehouse,
    'ops.cross_check',
    {
      source: 'varchar',
      name: 'varchar',
      title: 'varchar',
      operator: 'varchar',
      tolerance: 'double',
      left_title: 'varchar',
      right_title: 'varchar',
      left: 'double',
      right: 'double',
      outcome: 'varchar',
      message: 'varchar',
      told: 'varchar',
    },
    results.map((result) => ({ ...result })),
  );
  if (failed.length > 0)
    throw new KpiError('check_failed', messages().model.checksFailed(failed.length), {
      details: failed,
      quotesData: true,
    });
  return results.length;
}
