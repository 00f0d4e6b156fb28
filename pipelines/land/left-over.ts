import type { Contract } from '../config/contract.ts';
import type { Cells } from '../warehouse/cells.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { fold } from '../config/fold.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';
import type { CompiledContract } from './compile.ts';
import { landingTable } from './landing-table.ts';

/** Rows below the header that were not accepted, with their cells; `kind` says which are data at all. */
export const leftOver = 'temp.main.left_over';

/** Rows this thin, below the last row with a key, are signatures and notes. */
const thinRow = 3;

/**
 * Looks at the rows that were not accepted: blank rows, totals, section titles, repeated headers, "Không có dữ liệu!"
 * and the signature block are no data and only counted; the rest is refused.
 */
export async function setLeftOversApart(
  warehouse: Warehouse,
  contract: Contract,
  compiled: CompiledContract,
  cells: Cells,
  load: number,
): Promise<{ ignored: number }> {
  const names = Array.from({ length: cells.width }, (_, at) => `c${at}`);
  const filled = names.map((c) => `(trim(coalesce(${c}, '')) <> '')::integer`).join(' + ');
  const first = `fold(coalesce(${names.map((c) => `nullif(trim(${c}), '')`).join(', ')}))`;
  await warehouse.run(`
    create or replace temp table left_over as
    select rowid + 1 as _row, * from ${cells.table}
    where rowid >= ${cells.header.lastRow}
      and rowid + 1 not in (select _row from ${landingTable(contract)} where _load = ${load})`);

  const labels = contract.columns.flatMap((column) => column.labels.map((label) => literal(fold(label))));
  const keyText = contract.record.key.map((name) => `fold(${quoted(`r_${name}`)})`)[0] ?? 'null';
  await warehouse.run(`
    create or replace temp table left_over_kind as
    with keyed as (
      select _row, ${compiled.hasKey} as has_key, ${keyText} as key_text from (${compiled.typed(leftOver, '_row')})
    ), shape as (
      select _row, ${filled} as filled, ${first} as first_text from ${leftOver}
    ), last_key as (
      select greatest(
        (select max(_row) from ${landingTable(contract)} where _load = ${load}),
        (select max(_row) from keyed where has_key)) as _row
    )
    select s._row,
      case when filled = 0 then 'blank'
           when has_key then 'refused'
           when regexp_matches(first_text, '^(tong cong|tong so|cong)([ :.,]|$)') then 'total'
           when starts_with(first_text, 'khong co du lieu') then 'no_data'
           when key_text in (${labels.join(', ')}) then 'header'
           when filled = 1 then 'section'
           when filled <= ${thinRow} and s._row > (select _row from last_key) then 'signature'
           else 'refused' end as kind
    from shape s join keyed k on k._row = s._row`);
  await warehouse.run(`delete from ${leftOver} where _row in (select _row from left_over_kind where kind <> 'refused')`);
  return warehouse.one<{ ignored: number }>("select count(*) as ignored from left_over_kind where kind <> 'refused'");
}
