import type { Contract } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingColumns } from './compile-contract.ts';

/** Accepted rows. `_refused` names the columns whose value was refused alone; null where none was. */
export const landingTable = (contract: Contract): string => `landing.${quoted(contract.table)}`;

/**
 * Keys of records whose row was refused, by load: of them a newer state is known to be there, but not which. `_persons`: the
 * pseudonyms that stand in the row.
 */
export const refusedTable = (contract: Contract): string => `refused.${quoted(contract.table)}`;

/** The landing tables of a contract, made where they are not there yet; from now on this contract is the one in force. */
export async function createLandingTable(warehouse: Warehouse, contract: Contract): Promise<void> {
  const all = landingColumns(contract);
  const define = (columns: typeof all) =>
    columns.map(({ name, sqlType }) => `${quoted(name)} ${sqlType}`).join(', ');
  const key = all.filter(({ name }) => contract.record.key.includes(name));
  await warehouse.run(`
    create table if not exists ${landingTable(contract)} (
      _load integer not null, _sheet varchar, _row bigint not null, _noted boolean not null, _refused varchar[], ${define(all)})`);
  await warehouse.run(
    `create table if not exists ${refusedTable(contract)} (_load integer not null, _persons varchar[], ${define(key)})`,
  );
  await warehouse.run(`
    insert or replace into ops.landing_table (source, contract_hash) values (${literal(contract.id)}, ${literal(contract.hash)})`);
}

/** Takes away what has landed of a source. */
export async function dropLandingTable(warehouse: Warehouse, contract: Contract): Promise<void> {
  for (const table of [landingTable(contract), refusedTable(contract)])
    await warehouse.run(`drop table if exists ${table}`);
}
