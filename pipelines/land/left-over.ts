import type { Contract } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { hidden } from './stage.ts';
import { type Staged, stagedRows, textOf } from './staged.ts';

/**
 * Rows below the header of which something is said: accepted with a remark (`kind` noted), refused, or no data at all
 * (blank, numbering, total, no_data, header, section, signature).
 */
export const spokenTable = 'temp.main.spoken';

/** Rows this thin, below the last row with a key, are signatures and notes. */
const thinRow = 3;

/**
 * Looks at the rows of which something is said: blank rows, the row that numbers the columns (1, 2, 3), totals, section
 * titles, repeated headers, "Không có dữ liệu!" and the signature block are no data and only counted; the rest is refused or noted.
 */
export async function findLeftOvers(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
): Promise<{ refused: number; ignored: number }> {
  const labels = contract.columns.flatMap((column) => column.labels.map((label) => literal(fold(label))));
  const keyText = textOf(staged, contract.record.key[0]);
  await warehouse.run(`
    create or replace temp table spoken as
    with rows as (
      select _at, _part, ${staged.said.join(', ')}, list_transform(_texts, lambda text: nullif(trim(text, ' \t\r\n\u00a0'), '')) as _texts,
        ${staged.sheet} as _sheet, ${staged.row} as _row, ${staged.hasKey} as has_key, ${staged.refused} as refused
      from ${stagedRows}
      where ${staged.below} and ${staged.spoken} and not ${staged.repeated}
    ), shape as (
      select *, list_filter(_texts, lambda text: text is not null) as texts, len(texts) as filled, fold(texts[1]) as first_text,
        fold(${keyText}) as key_text
      from rows
    ), last_key as (
      select _part, max(_at) as _at from ${stagedRows} where ${staged.below} and ${staged.hasKey} group by _part
    )
    select shape.*,
      case when not refused then 'noted'
           when filled = 0 then 'blank'
           when filled >= 3 and trim(texts[1], '()') = '1' and len(list_filter(texts, lambda text, n:
             trim(text, '()') <> n::varchar and text <> ${literal(hidden)})) = 0 then 'numbering'
           when filled <= 3 and regexp_full_match(texts[1], '([IVXLC]+|[A-ZĐ])[.)]?') and texts[1] <> coalesce(${keyText}, '') then 'section'
           when key_text in (${labels.join(', ')}) then 'header'
           when has_key then 'refused'
           when regexp_matches(first_text, '^(tong cong|tong so|cong)([ :.,]|$)') then 'total'
           when starts_with(first_text, 'khong co du lieu') then 'no_data'
           when filled = 1 then 'section'
           when filled <= ${thinRow} and shape._at > last_key._at then 'signature'
           else 'refused' end as kind
    from shape left join last_key using (_part)`);
  return warehouse.one<{ refused: number; ignored: number }>(`
    select count(*) filter (kind = 'refused') as refused, count(*) filter (kind not in ('refused', 'noted')) as ignored
    from ${spokenTable}`);
}
