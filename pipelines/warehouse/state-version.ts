import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import type { Engine } from './engine.ts';

/**
 * The version of what the program keeps in `ops`. It goes up with any change to a table there; `run/carry-over.ts` then says
 * how the memory of the version before is read.
 */
export const stateVersion = 5;

/** Warehouses of program 0.1.0, which knew of no versions. */
const unversioned = 1;

/** The version of a database's state; undefined where it holds none yet. */
export async function stateOf(engine: Engine): Promise<number | undefined> {
  const tables = await engine.all<{ name: string }>(
    "select table_name as name from duckdb_tables() where database_name = current_database() and schema_name = 'ops'",
  );
  if (tables.length === 0) return undefined;
  if (!tables.some(({ name }) => name === 'state')) return unversioned;
  return (await engine.one<{ version: number }>('select version from ops.state')).version;
}

/** Keeps the program off a state that it cannot know. Throws `state_newer` (exit code 2). */
export function refuseNewerState(version: number | undefined): void {
  if (version === undefined || version <= stateVersion) return;
  const text = messages().run.state;
  throw new KpiError('state_newer', text.newer(version, stateVersion), {
    exitCode: 2,
    hint: text.newerHint,
  });
}

/** Keeps the program to its own state: also throws `state_older` (exit code 2), which a run answers by making it anew. */
export function refuseOtherState(version: number | undefined): void {
  refuseNewerState(version);
  if (version === undefined || version === stateVersion) return;
  const text = messages().run.state;
  throw new KpiError('state_older', text.older, { exitCode: 2, hint: text.olderHint });
}
