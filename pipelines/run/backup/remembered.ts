import type { Engine } from '../../warehouse/engine.ts';
import { stateOf } from '../../warehouse/state-version.ts';
import { openAsItIs } from '../../warehouse/warehouse.ts';
import type { Holds } from './about.ts';

/** Where each thing stands that is counted. Older states lack some tables. */
const counted: Record<keyof Holds, { table: string; where?: string }> = {
  deliveries: { table: 'ops.file' },
  decisions: { table: 'ops.delivery_decision' },
  locked_periods: { table: 'ops.period_lock', where: 'unlocked_at is null' },
  locked_readings: { table: 'ops.locked_reading' },
  readings: { table: 'measure.reading' },
  runs: { table: 'ops.run' },
  accesses: { table: 'ops.access' },
  forgotten: { table: 'ops.forgotten' },
};

export const nothingHeld = Object.fromEntries(Object.keys(counted).map((name) => [name, null])) as Holds;

/** A file of the inbox that has been taken, as it was then. */
export interface Seen {
  [key: string]: unknown;
  path: string;
  bytes: number;
  modified_ms: number;
}

/** What a warehouse knows, whatever program made it. */
export interface Remembered {
  state: number | null;
  as_of: string | null;
  holds: Holds;
  seen: Seen[];
  /** Originals that lie in the archive, as it knows: what was pruned on purpose does not. */
  originals: { source: string; sha256: string }[];
}

async function ask(engine: Engine): Promise<Remembered> {
  const there = new Set(
    (
      await engine.all<{ name: string }>(
        "select schema_name || '.' || table_name as name from duckdb_tables() where database_name = current_database()",
      )
    ).map(({ name }) => name),
  );
  const holds = { ...nothingHeld };
  for (const [name, { table, where = 'true' }] of Object.entries(counted))
    if (there.has(table))
      holds[name as keyof Holds] = (
        await engine.one<{ n: number }>(`select count(*) as n from ${table} where ${where}`)
      ).n;
  const [last] = there.has('ops.run')
    ? await engine.all<{ as_of: string }>(
        'select as_of::varchar as as_of from ops.run where as_of is not null order by started_at desc limit 1',
      )
    : [];
  const seen = there.has('ops.seen')
    ? await engine.all<Seen>('select path, bytes, modified_ms from ops.seen')
    : [];
  const pruned = there.has('ops.pruned') ? 'anti join ops.pruned using (source, sha256)' : '';
  const originals = there.has('ops.file')
    ? await engine.all<{ source: string; sha256: string }>(`select source, sha256 from ops.file ${pruned}`)
    : [];
  const state = (await stateOf(engine)) ?? null;
  return { state, as_of: last?.as_of ?? null, holds, seen, originals };
}

/** Asks a warehouse what it knows, while nobody else writes to it. Throws `warehouse_locked`, `warehouse_unreadable`. */
export async function remembered(path: string): Promise<Remembered> {
  const engine = await openAsItIs(path, { readOnly: true });
  return ask(engine).finally(() => engine.close());
}
