import type { ExitCode } from '../error.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

export type Outcome = 'running' | 'done' | 'warned' | 'failed';

/** `2026-11-22T013000`: runs are named by the local date and time at which they began. */
export const runIdAt = (localTimestamp: string): string =>
  localTimestamp.replace(' ', 'T').replaceAll(':', '');

/** Notes that a run has begun: one that is killed stays there as running. */
export async function beginRun(warehouse: Warehouse, runId: string, startedAt: string): Promise<void> {
  await warehouse.run(`
    insert or replace into ops.run (run_id, started_at, outcome) values (${literal(runId)}, timestamp ${literal(startedAt)}, 'running')`);
}

/** Notes how a run ended. Times are local. */
export async function endRun(
  warehouse: Warehouse,
  runId: string,
  startedAt: string,
  endedAt: string,
  end: { outcome: Outcome; as_of: string | null; exit_code: ExitCode; message: string },
): Promise<void> {
  await warehouse.run(`
    insert or replace into ops.run (run_id, started_at, ended_at, outcome, as_of, exit_code, message)
    values (${literal(runId)}, timestamp ${literal(startedAt)}, timestamp ${literal(endedAt)}, ${literal(end.outcome)},
      cast(${literal(end.as_of)} as date), ${end.exit_code}, ${literal(end.message)})`);
}
