import type { Contract } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { holdsFigures, isNumbering, isSection, isSigning, namesSection } from './row-kind.ts';
import { type Staged, stagedRows, textOf } from './staged.ts';

/**
 * Rows below the header of which something is said: accepted with a remark (`kind` noted), refused, or no data at all
 * (blank, numbering, no_data, header, section, signature).
 */
export const spokenTable = 'temp.main.spoken';

/** A signature block is so many cells wide, and so many rows deep. */
const signatureCells = 4;
const signatureRows = 15;

/**
 * Looks at the rows of which something is said and tells by what stands in them what they are: blank, the row that numbers
 * the columns, a title of a section, a repeated header, "Không có dữ liệu!", the signature block; what cannot be told is
 * refused, or noted. Thinness alone makes no row less than a record that lacks something.
 */
export async function findLeftOvers(warehouse: Warehouse, contract: Contract, staged: Staged): Promise<void> {
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
      select *, list_filter(_texts, lambda text: text is not null) as texts, len(texts) as filled,
        list_position(_texts, texts[1]) as first_place, fold(texts[1]) as first_text, ${keyText} as key_text
      from rows
    ), record as (
      select _part, max(_at) as last_key, max(_at) filter (not ${staged.refused}) as last_sound
      from ${stagedRows} where ${staged.below} and ${staged.hasKey} group by _part
    ), thin as (
      -- Of the rows without a key: whether the next row that is not blank has one.
      select _at, last_key > _at and coalesce(next_at - _at - 1 > next_blanks - blanks, true) as leads
      from (
        select _at, last_key, lead(_at) over (partition by _part order by _at) as next_at, blanks,
          lead(blanks) over (partition by _part order by _at) as next_blanks
        from (
          select *, count(*) filter (filled = 0) over (partition by _part order by _at) as blanks
          from shape left join record using (_part) where not has_key
        ) where filled > 0
      )
    ), told as (
      select shape.*, coalesce(leads, false) as leads, coalesce(shape._at > last_sound, true) as is_after,
        filled between 1 and ${signatureCells} and not ${holdsFigures} as is_thin
      from shape left join record using (_part) left join thin using (_at)
    ), signed as (
      select _part, min(_at) as signed_at from told where refused and is_after and is_thin and ${isSigning} group by _part
    )
    select told.*,
      case when not refused then 'noted'
           when filled = 0 then 'blank'
           when ${isNumbering} then 'numbering'
           when ${isSection('key_text')} then 'section'
           when fold(key_text) in (${labels.join(', ')}) then 'header'
           when filled <= 2 and regexp_matches(first_text, '^(khong co (du lieu|ho so|so lieu|ban ghi)|khong phat sinh|no data)') then 'no_data'
           when is_thin and told._at between signed_at and signed_at + ${signatureRows} then 'signature'
           when has_key then 'refused'
           when filled = 1 and not ${holdsFigures}
             and (${namesSection('texts[1]')} or leads and first_place <= 2 and regexp_matches(first_text, '[a-z].*[a-z]'))
             then 'section'
           else 'refused' end as kind
    from told left join signed using (_part)`);
}
