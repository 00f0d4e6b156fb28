import { createHash } from 'node:crypto';
import type { Contract } from '../config/contract.ts';
import { programVersion } from '../config/program-version.ts';
import { keyColumns, sameKey, standingList, standingRows } from '../delivery/standing-rows.ts';
import { type Made, madeFrom, make, makeUnnoted } from '../warehouse/made.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { absentColumns, withAbsent } from './absent-columns.ts';

const currentTable = (contract: Contract): string => `current.${quoted(contract.table)}`;
const isList = ({ record }: Contract): boolean => record.delivery === 'snapshot';

async function makeWhole(warehouse: Warehouse, contract: Contract): Promise<void> {
  const rows = isList(contract) ? standingList(contract) : standingRows(contract);
  const sql = withAbsent(rows, await absentColumns(warehouse, contract));
  await warehouse.run(`create or replace table ${currentTable(contract)} as ${sql}`);
}

/**
 * Adds loads to a table that stands: only the records that they have are looked at anew. In the order of deliveries those
 * of before keep their places among each other, so every other record stands as it did.
 */
async function addLoads(warehouse: Warehouse, contract: Contract, added: readonly number[]): Promise<void> {
  const table = currentTable(contract);
  const absent = await absentColumns(warehouse, contract);
  await warehouse.run(`
    create or replace temp table new_keys as
    select ${keyColumns(contract)} from landing.${quoted(contract.table)} where _load in (${added.join(', ')})
    union select ${keyColumns(contract)} from refused.${quoted(contract.table)} where _load in (${added.join(', ')})`);
  await warehouse.transaction(async () => {
    await warehouse.run(
      `delete from ${table} c where exists (from new_keys k where ${sameKey(contract, 'k', 'c')})`,
    );
    const rows = withAbsent(standingRows(contract, { keys: 'new_keys' }), absent);
    await warehouse.run(`insert into ${table} by name ${rows}`);
  });
  await warehouse.run('drop table new_keys');
}

/** The loads from which `current.<table>` is to be made; undefined where it stands as made from just these. */
export interface ChangedLoads extends Made {
  /** Loads that came to those of which the table stands; undefined where it must be made whole. */
  added: number[] | undefined;
}

/** What has changed of the loads of a source since its table was made. */
export async function changedLoads(
  warehouse: Warehouse,
  contract: Contract,
): Promise<ChangedLoads | undefined> {
  const loads = await warehouse.all<{ id: number; sha256: string; forgotten: number }>(
    `select load_id as id, sha256, rows_forgotten as forgotten from ops.standing_load where source = ${literal(contract.id)} order by load_id`,
  );
  const definition = createHash('sha256')
    .update(JSON.stringify([await programVersion('marts'), contract.hash]))
    .digest('hex');
  // What a load lacks changes where a delivery before it brings a column.
  const absent = await absentColumns(warehouse, contract);
  const inputs = loads.map(({ id, sha256, forgotten }) =>
    [id, sha256, ...(forgotten > 0 ? [`-${forgotten}`] : []), ...(absent.get(id) ?? [])].join(' '),
  );
  const before = await madeFrom(warehouse, currentTable(contract));
  if (before?.definition !== definition) return { definition, inputs, added: undefined };
  const known = new Set(before.inputs);
  const isKept = before.inputs.every((its) => inputs.includes(its));
  if (isKept && before.inputs.length === inputs.length) return undefined;
  const isAdding = isKept && contract.record.delivery === 'increment';
  const added = loads.filter((_, at) => !known.has(inputs[at] ?? '')).map(({ id }) => id);
  return { definition, inputs, added: isAdding ? added : undefined };
}

/** Counts what stands: records of the source (of a list those not closed), and rows of each of its loads. */
async function count(warehouse: Warehouse, contract: Contract): Promise<number> {
  const source = literal(contract.id);
  const open = isList(contract) ? 'where _closed_on is null' : '';
  await warehouse.run(`delete from ops.standing_rows where source = ${source}`);
  await warehouse.run(`
    insert into ops.standing_rows (load_id, source, rows)
    select l.load_id, ${source}, coalesce(c.rows, 0) from ops.standing_load l
    left join (select _load, count(*) as rows from ${currentTable(contract)} ${open} group by _load) c on c._load = l.load_id
    where l.source = ${source}`);
  await warehouse.run(`delete from current.record_count where source = ${source}`);
  await warehouse.run(`
    insert into current.record_count (source, records)
    select ${source}, count(*) from ${currentTable(contract)} ${open}`);
  return (
    await warehouse.one<{ n: number }>(
      `select records as n from current.record_count where source = ${source}`,
    )
  ).n;
}

/** The table of how many records each source has; of sources that are no longer there nothing. */
export async function keepCounts(warehouse: Warehouse, contracts: readonly Contract[]): Promise<void> {
  const known = contracts.map(({ id }) => literal(id)).join(', ') || 'null';
  await warehouse.run('create table if not exists current.record_count (source varchar, records integer)');
  for (const table of ['current.record_count', 'ops.standing_rows'])
    await warehouse.run(`delete from ${table} where source not in (${known})`);
}

/** Brings `current.<table>` up to its loads. Returns how many records stand. */
export async function bringUpToDate(
  warehouse: Warehouse,
  contract: Contract,
  { added, ...made }: ChangedLoads,
): Promise<number> {
  await make(warehouse, currentTable(contract), made, () =>
    added === undefined ? makeWhole(warehouse, contract) : addLoads(warehouse, contract, added),
  );
  return count(warehouse, contract);
}

/** `current.<table>`, made whole: what stands now of a source. Returns how many records (of a list: how many are not closed). */
export async function buildCurrent(warehouse: Warehouse, contract: Contract): Promise<number> {
  await makeUnnoted(warehouse, currentTable(contract), () => makeWhole(warehouse, contract));
  const open = isList(contract) ? 'where _closed_on is null' : '';
  return (await warehouse.one<{ n: number }>(`select count(*) as n from ${currentTable(contract)} ${open}`))
    .n;
}
