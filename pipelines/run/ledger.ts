import type { ExitCode } from '../error.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

export type Outcome = 'running' | 'done' | 'warned' | 'failed';

/** `2026-11-22T013000`: runs are named by the local date and time at which they began. */
export const runIdAt = (localTimestamp: string): string =>
  localTimestamp.replace(' ', 'T').replaceAll(':', '');

export async function beginRun(warehouse: Warehouse, runId: string, startedAt: string): Promise<void> {
  await warehouse.run(`
    insert or replace into ops.run (run_id, started_at, outcome) values (${literal(runId)}, timestamp ${literal(startedAt)}, 'running')`);
}

export async function endRun(
  warehouse: Warehouse,
  runId: string,
  end: { at: string; outcome: Outcome; asOf: string | undefined; exitCode: ExitCode; message: string },
): Promise<void> {
  await warehouse.run(`
    update ops.run set ended_at = timestamp ${literal(end.at)}, outcome = ${literal(end.outcome)},
      as_of = cast(${literal(end.asOf)} as date), exit_code = ${end.exitCode}, message = ${literal(end.message)}
    where run_id = ${literal(runId)}`);
}
