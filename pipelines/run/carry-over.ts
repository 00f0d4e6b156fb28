import { refuseNewerState } from '../warehouse/state-version.ts';
import { literal, stateAt, type Warehouse } from '../warehouse/warehouse.ts';

/**
 * The memory of `ops`, which nothing could bring back: each table with its columns. All else there is made by landing and
 * computing. State 1 has them under the same names; where a name changes, the old one is to be told here. A column that an
 * older state lacks stays blank, or has its default: it was not known then.
 */
const memory: Record<string, readonly string[]> = {
  file: ['source', 'sha256', 'name', 'bytes', 'pulled_at'],
  pruned: ['source', 'sha256', 'name', 'bytes', 'pulled_at', 'pruned_at'],
  delivery_decision: ['source', 'number', 'sha256', 'decision', 'decided_at', 'decided_by'],
  seen: ['path', 'bytes', 'modified_ms', 'source', 'sha256'],
  remote: ['source', 'resource', 'etag', 'last_modified', 'bytes', 'modified_ms', 'sha256'],
  pseudonym_key: ['fingerprint'],
  run: ['run_id', 'started_at', 'ended_at', 'outcome', 'as_of', 'exit_code', 'message'],
  forgotten: ['pseudonym', 'forgotten_at'],
  access: [
    'number',
    'kind',
    'accessed_at',
    'by_whom',
    'purpose',
    'indicator',
    'period',
    'breakdown',
    'key',
    'rows',
    'shown_as',
  ],
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
    'judged_value',
    'judged_target',
    'status',
    'points',
    'is_above_all',
    'rule',
    'loads',
    'as_of',
  ],
  told_part: ['indicator', 'period', 'breakdown', 'key', 'numerator', 'denominator', 'was_closed'],
  finished_reading: [
    'indicator',
    'period',
    'breakdown',
    'key',
    'numerator',
    'denominator',
    'value',
    'target',
    'judged_value',
    'status',
    'rule',
    'loads',
    'as_of',
  ],
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
    const there = await warehouse.all<{ table: string; name: string }>(`
      select table_name as "table", column_name as name from duckdb_columns()
      where database_name = 'old' and schema_name = 'ops'`);
    await warehouse.transaction(async () => {
      for (const [name, columns] of Object.entries(memory)) {
        // State 1 makes `remote` only when something is pulled from elsewhere; states before 4 have no `finished_reading`, no `access`.
        const its = there.filter((column) => column.table === name).map((column) => column.name);
        const known = columns.filter((column) => its.includes(column));
        if (known.length === 0) continue;
        await warehouse.run(
          `insert into ops.${name} (${known.join(', ')}) select ${known.join(', ')} from old.ops.${name}`,
        );
      }
    });
  } finally {
    await warehouse.run('detach old');
  }
}
