import type { Contract } from '../config/contract.ts';
import type { Cells } from '../warehouse/cells.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';
import { leftOver } from './left-over.ts';

/** Rows of one file that repeat the key of a better row of the same file, and the row that stands instead. */
export const duplicates = 'temp.main.duplicates';

/** `order by` that puts the newest version of a record first; `extra` columns decide what the contract leaves open. */
export function newestFirst(contract: Contract, known: (name: string) => boolean, extra: readonly string[]): string {
  const by = contract.record.newest_by.filter(known).map((name) => `${quoted(name)} desc nulls last`);
  return [...by, ...extra].join(', ');
}

/**
 * A record must stand once in a file. Where it stands twice, the newest version (on a tie the first) stays and the
 * others leave the landing table for quarantine.
 */
export async function setDuplicatesApart(warehouse: Warehouse, contract: Contract, cells: Cells, load: number): Promise<void> {
  const key = contract.record.key.map(quoted).join(', ');
  const table = landingTable(contract);
  const order = newestFirst(contract, (name) => name !== 'data_until', ['_row']);
  await warehouse.run(`
    create or replace temp table duplicates as
    with repeated as (select ${key} from ${table} where _load = ${load} group by ${key} having count(*) > 1)
    select _row, first_value(_row) over ranking as stands_in_row
    from ${table} semi join repeated using (${key}) where _load = ${load}
    window ranking as (partition by ${key} order by ${order})`);
  await warehouse.run('delete from duplicates where _row = stands_in_row');
  await warehouse.run(`delete from ${table} where _load = ${load} and _row in (select _row from duplicates)`);
  await warehouse.run(`
    insert into ${leftOver} select rowid + 1, * from ${cells.table} where rowid + 1 in (select _row from duplicates)`);
}
