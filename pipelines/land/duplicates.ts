import type { Contract } from '../config/contract.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { type Staged, stagedRows } from './staged.ts';

/** Staged rows (`_at` is their rowid) that repeat the key of a better row of the same file, and the row that stands instead. */
export const duplicatesTable = 'temp.main.duplicates';

/**
 * A record must stand once in a file. Where it stands twice, the newest version (on a tie the first) is the one that
 * lands, but none that the workbook hides before one that it shows; returns the staged file with the others marked as `repeated`.
 */
export async function setDuplicatesApart(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
): Promise<Staged> {
  const { key, newest_by: newestBy, rows } = contract.record;
  if (rows === 'many') return staged;
  const keys = key.map(quoted).join(', ');
  // data_until is the same for all rows of a file.
  const by = newestBy
    .filter((name) => name !== 'data_until')
    .map((name) => `${quoted(name)} desc nulls last`);
  await warehouse.run(`
    create or replace temp table duplicates as
    with sound as (select * from ${stagedRows} where ${staged.below} and not ${staged.refused}),
    repeated as (select ${keys} from sound group by ${keys} having count(*) > 1)
    select _at, ${staged.sheet} as _sheet, ${staged.row} as _row, first_value(_row) over ranking as stands_in_row,
      first_value(_sheet) over ranking as stands_in_sheet,
      ${staged.hidden} and not first_value(${staged.hidden}) over ranking as is_hidden
    from sound semi join repeated using (${keys})
    window ranking as (partition by ${keys} order by ${[staged.hidden, ...by, '_at'].join(', ')})
    qualify row_number() over ranking > 1`);
  const { n } = await warehouse.one<{ n: number }>(`select count(*) as n from ${duplicatesTable}`);
  return n === 0 ? staged : { ...staged, repeated: `_at in (select _at from ${duplicatesTable})` };
}
