import type { Contract } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import type { Cells } from '../warehouse/cells.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import type { CompiledContract } from './compile.ts';
import { landingTable } from './landing-table.ts';

/**
 * Rows below the header of which something must be said, typed: those that were not accepted (`kind` refused) and those
 * accepted with a remark (`kind` noted).
 */
export const flagged = 'temp.main.flagged';

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
  const first = `coalesce(${names.map((c) => `nullif(trim(${c}), '')`).join(', ')})`;
  const landed = `(select _row from ${landingTable(contract)} where _load = ${load} and not _noted)`;
  const rows = `(select rowid + 1 as _row, * from ${cells.table} where rowid + 1 not in ${landed})`;
  await warehouse.run(`create or replace temp table flagged as ${compiled.typed(rows, '_row')}`);

  const labels = contract.columns.flatMap((column) => column.labels.map((label) => literal(fold(label))));
  const keyText = contract.record.key.map((name) => `fold(${quoted(`r_${name}`)})`)[0] ?? 'null';
  await warehouse.run(`
    create or replace temp table flagged_kind as
    with shape as (
      select f._row, ${compiled.hasKey} as has_key, ${keyText} as key_text, ${filled} as filled, fold(${first}) as first_text
      from ${flagged} f join ${cells.table} c on c.rowid = f._row - 1
    ), last_key as (
      select greatest(
        (select max(_row) from ${landingTable(contract)} where _load = ${load}),
        (select max(_row) from shape where has_key)) as _row
    )
    select _row,
      case when _row in (select _row from ${landingTable(contract)} where _load = ${load}) then 'noted'
           when filled = 0 then 'blank'
           when has_key then 'refused'
           when regexp_matches(first_text, '^(tong cong|tong so|cong)([ :.,]|$)') then 'total'
           when starts_with(first_text, 'khong co du lieu') then 'no_data'
           when key_text in (${labels.join(', ')}) then 'header'
           when filled = 1 then 'section'
           when filled <= ${thinRow} and _row > (select _row from last_key) then 'signature'
           else 'refused' end as kind
    from shape`);
  return warehouse.one<{ ignored: number }>(
    "select count(*) as ignored from flagged_kind where kind not in ('noted', 'refused')",
  );
}
