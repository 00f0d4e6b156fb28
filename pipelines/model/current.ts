import type { Contract } from '../config/contract.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';

export const currentTable = (contract: Contract): string => `current.${quoted(contract.table)}`;

/**
 * `current.<table>`: of every record the version that stands now. Which is newest is decided by the contract alone
 * and at last by the file's hash and row, never by the order in which files came.
 */
export async function buildCurrent(warehouse: Warehouse, contract: Contract): Promise<number> {
  const key = contract.record.key.map(quoted).join(', ');
  const by = contract.record.newest_by.map((name) => `${quoted(name)} desc nulls last`);
  // Ranked on few columns, then joined: a window over whole rows would spill millions of them.
  const ranked = [...new Set([...contract.record.key, ...contract.record.newest_by])].filter(
    (name) => name !== 'data_until',
  );
  await warehouse.run(`
    create or replace table ${currentTable(contract)} as
    with newest as (
      select _load, _row from (
        select l._load, l._row, ${ranked.map((name) => `l.${quoted(name)}`).join(', ')}, o.data_until, o.sha256
        from landing.${quoted(contract.table)} l join ops.load o on o.load_id = l._load
      )
      qualify row_number() over (partition by ${key} order by ${[...by, 'sha256', '_row'].join(', ')}) = 1
    )
    select l.* exclude (_noted) from landing.${quoted(contract.table)} l semi join newest using (_load, _row)`);
  return (await warehouse.one<{ n: number }>(`select count(*) as n from ${currentTable(contract)}`)).n;
}
