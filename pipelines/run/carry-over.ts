import { refuseNewerState } from '../warehouse/state-version.ts';
import { literal, stateAt, type Warehouse } from '../warehouse/warehouse.ts';

/**
 * The memory of `ops`, which nothing could bring back: each table with its columns. All else there is made by landing and
 * computing. State 1 has them under the same names; where a name changes, the old one is to be told here.
 */
const memory: Record<string, readonly string[]> = {
  file: ['source', 'sha256', 'name', 'bytes', 'pulled_at'],
  pruned: ['source', 'sha256', 'name', 'bytes', 'pulled_at', 'pruned_at'],
  delivery_decision: ['source', 'number', 'sha256', 'decision', 'decided_at', 'decided_by'],
  seen: ['path', 'bytes', 'modified_ms', 'source', 'sha256'],
  remote: ['source', 'resource', 'etag', 'last_modified', 'bytes', 'modified_ms', 'sha256'],
  pseudonym_key: ['fingerprint'],
  run: ['run_id', 'started_at', 'ended_at', 'outcome', 'as_of', 'exit_code', 'message'],
  period_lock: ['lock_id', 'period', 'locked_at', 'locked_by', 'unlocked_at', 'unlocked_by'],
  locked_reading: [
    'lock_id',
    'indicator',
    'breakdown',
    'key',
    'numerator',
    'denominator',
    'value',
    'target',
    'target_confirmed',
    'baseline',
    'status',
    'points',
    'is_above_all',
    'rule',
    'loads',
    'as_of',
  ],
  told_part: ['indicator', 'period', 'breakdown', 'key', 'numerator', 'denominator', 'was_closed'],
};

/**
 * Copies the program's memory (runs, locks, files, what was seen where) out of another warehouse, of this or an older state.
 * All of it or nothing. Throws `state_newer`, and what opening throws.
 */
export async function carryOver(warehouse: Warehouse, from: string): Promise<void> {
  const version = await stateAt(from);
  refuseNewerState(version);
  if (version === undefined) return;
  await warehouse.run(`attach ${literal(from)} as old (read_only)`);
  try {
    const there = await warehouse.all<{ name: string }>(
      "select table_name as name from duckdb_tables() where database_name = 'old' and schema_name = 'ops'",
    );
    await warehouse.transaction(async () => {
      for (const [name, columns] of Object.entries(memory)) {
        // State 1 makes `remote` only when something is pulled from elsewhere.
        if (!there.some((table) => table.name === name)) continue;
        await warehouse.run(
          `insert into ops.${name} (${columns.join(', ')}) select ${columns.join(', ')} from old.ops.${name}`,
        );
      }
    });
  } finally {
    await warehouse.run('detach old');
  }
}
