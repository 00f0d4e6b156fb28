import type { Contract } from '../config/contract.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';

/** Rows of one file that repeat the key of a better row of the same file, and the row that stands instead. */
export const duplicates = 'temp.main.duplicates';

/**
 * A record must stand once in a file. Where it stands twice, the newest version (on a tie the first) stays and the
 * others leave the landing table for quarantine.
 */
export async function setDuplicatesApart(
  warehouse: Warehouse,
  contract: Contract,
  load: number,
): Promise<void> {
  const key = contract.record.key.map(quoted).join(', ');
  const table = landingTable(contract);
  // data_until is the same for all rows of a file.
  const by = contract.record.newest_by
    .filter((name) => name !== 'data_until')
    .map((name) => `${quoted(name)} desc nulls last`);
  await warehouse.run(`
    create or replace temp table duplicates as
    with repeated as (select ${key} from ${table} where _load = ${load} group by ${key} having count(*) > 1)
    select _row, first_value(_row) over ranking as stands_in_row
    from ${table} semi join repeated using (${key}) where _load = ${load}
    window ranking as (partition by ${key} order by ${[...by, '_row'].join(', ')})`);
  await warehouse.run('delete from duplicates where _row = stands_in_row');
  await warehouse.run(`delete from ${table} where _load = ${load} and _row in (select _row from duplicates)`);
}
