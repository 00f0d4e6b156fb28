import type { Home } from '../config/home.ts';
import { KpiError } from '../error.ts';
import { messages } from '../messages/index.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type Decided, writeDecisions } from './decision-file.ts';
import type { DeliveryRow, DeliveryState } from './deliveries.ts';

export type PersonsDecision = Exclude<Decided['decision'], 'doubt'>;

/** What may be decided on a delivery in which state. */
const allowed: Record<PersonsDecision, readonly DeliveryState[]> = {
  withdraw: ['standing', 'superseded', 'held', 'refused', 'pending'],
  restore: ['withdrawn'],
  accept: ['held'],
};

type OfDelivery = Pick<DeliveryRow, 'source' | 'sha256'>;

/** Forgets what came of a file, so that the next refresh lands it anew. */
async function forgetLoads(warehouse: Warehouse, { source, sha256 }: OfDelivery): Promise<void> {
  const loads = `(select load_id from ops.load where source = ${literal(source)} and sha256 = ${literal(sha256)})`;
  for (const table of ['quarantine', 'repair', 'header', 'line_range', 'load'])
    await warehouse.run(`delete from ops.${table} where load_id in ${loads}`);
}

/**
 * Takes the rows of a file out of the tables in which it landed, and its refused keys: nothing may count them, nor the file
 * that is given its number when the load is forgotten.
 */
async function removeRows(warehouse: Warehouse, { source, sha256 }: OfDelivery): Promise<void> {
  const landed = await warehouse.all<{ schema: string; name: string }>(`
    select schema_name as schema, table_name as name from duckdb_tables()
    where schema_name in ('landing', 'refused') and table_name = ${literal(source.replaceAll('-', '_'))}`);
  for (const { schema, name } of landed)
    await warehouse.run(`
      delete from ${schema}.${quoted(name)}
      where _load in (select load_id from ops.load where source = ${literal(source)} and sha256 = ${literal(sha256)})`);
}

const record = (
  warehouse: Warehouse,
  { source, sha256 }: OfDelivery,
  decision: Decided['decision'],
  by: string,
  at: string,
): Promise<unknown> =>
  warehouse.run(`
    insert into ops.delivery_decision (source, number, sha256, decision, decided_at, decided_by)
    select ${literal(source)}, coalesce(max(number), 0) + 1, ${literal(sha256)}, ${literal(decision)}, timestamp ${literal(at)}, ${literal(by)}
    from ops.delivery_decision where source = ${literal(source)}`);

/**
 * Takes a file back that has landed, because of what it does to the figures: the next landing holds it, for this reason, until a person
 * has accepted it. `at`: local time.
 */
export async function doubtDelivery(
  warehouse: Warehouse,
  home: Home,
  delivery: OfDelivery,
  reason: string,
  at: string,
): Promise<void> {
  await warehouse.transaction(async () => {
    await record(warehouse, delivery, 'doubt', reason, at);
    await removeRows(warehouse, delivery);
    await forgetLoads(warehouse, delivery);
  });
  await writeDecisions(warehouse, home, delivery.source);
}

/** Why the program has doubted a file by its figures; undefined where it has not, or a person has decided since. */
export async function doubtOf(
  warehouse: Warehouse,
  source: string,
  sha256: string,
): Promise<string | undefined> {
  const [last] = await warehouse.all<{ decided_by: string }>(`
    select decided_by from ops.delivery_decision where source = ${literal(source)} and sha256 = ${literal(sha256)}
    qualify number = max(number) over () and decision = 'doubt'`);
  return last?.decided_by;
}

/**
 * Records what a person has decided on a delivery, in the warehouse and beside the originals; what follows from it comes with
 * the next refresh. The file itself is not opened: one that no reader survives can be withdrawn. `at`: local time. Throws
 * `delivery_state` (exit code 2) where the delivery is in another state.
 */
export async function decide(
  warehouse: Warehouse,
  home: Home,
  delivery: DeliveryRow,
  decision: PersonsDecision,
  by: string,
  at: string,
): Promise<void> {
  const text = messages().cli.delivery;
  const { source, name, state } = delivery;
  if (!allowed[decision].includes(state))
    throw new KpiError('delivery_state', text.wrongState[decision](name, messages().label.delivery[state]), {
      exitCode: 2,
    });
  await warehouse.transaction(async () => {
    await record(warehouse, delivery, decision, by, at);
    if (decision === 'withdraw') await removeRows(warehouse, delivery);
    else await forgetLoads(warehouse, delivery);
  });
  await writeDecisions(warehouse, home, source);
}
