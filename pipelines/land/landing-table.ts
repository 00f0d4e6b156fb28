import type { Contract } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingColumns } from './compile-contract.ts';

export const landingTable = (contract: Contract): string => `landing.${quoted(contract.table)}`;

/** The landing table of a contract, made where it is not there yet; from now on this contract is the one in force. */
export async function createLandingTable(warehouse: Warehouse, contract: Contract): Promise<void> {
  const columns = landingColumns(contract).map(({ name, sqlType }) => `${quoted(name)} ${sqlType}`);
  await warehouse.run(`
    create table if not exists ${landingTable(contract)} (
      _load integer not null, _sheet varchar, _row bigint not null, _noted boolean not null, ${columns.join(', ')})`);
  await warehouse.run(`
    insert or replace into ops.landing_table (source, contract_hash) values (${literal(contract.id)}, ${literal(contract.hash)})`);
}
