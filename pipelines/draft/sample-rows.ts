import { fold } from '../config/fold.ts';
import { holdsFigures, isNumbering, isSection, isSigning, namesSection } from '../land/row-kind.ts';
import { mayBeTotal, totalGrade } from '../land/total-label.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/**
 * The rows of all samples below their headers: `_file`, `_part` (which table), `_row`, `_kind` (record, or why it is none),
 * `_section` (of a section its title, of a record the section it stands in), and one text for each label (`c0`, `c1` …, blank is null).
 */
export const sampleRows = 'temp.main.sample_rows';

/** A signature block is so many cells wide, and so many rows deep. */
const signature = { cells: 4, rows: 15 };

/** A figure as it may stand beside the name of a total: no name of anything. */
const isFigure = (text: string): string => `regexp_full_match(${text}, '[-+(]?[0-9][0-9.,:/ -]*%?[)]?')`;

/** SQL: whether a text says for sure that its row is a total, or one may and all others of the row are figures. */
const isTotal = `len(list_filter(texts, lambda text: ${mayBeTotal('text')})) > 0
  and list_transform([list_transform(texts, lambda text: ${totalGrade('text')})], lambda grades:
    list_max(grades) = 2 or list_max(grades) = 1
      and len(list_filter(list_zip(texts, grades), lambda its: its[2] = 0 and not ${isFigure('its[1]')})) = 0)[1]`;

/**
 * SQL that makes `sampleRows` of all rows, with the rules by which files land. What lands knows the key; here a row is full
 * that has at least half the cells which rows usually have. `rows`: relation of `_file`, `_part`, `_row`, `_cells`, `c0` …
 */
export function recordsOf(rows: string, columns: readonly (readonly string[])[]): string {
  const names = columns.map((_, at) => quoted(`c${at}`)).join(', ');
  const labels = [...new Set(columns.flat().flatMap((label) => [label, ...label.split(' › ')].map(fold)))];
  const isLabel = (text: string) => `fold(${text}) in (${labels.map((label) => literal(label)).join(', ')})`;
  return `
    create or replace temp table sample_rows as
    with side_by_side as (${rows}),
    shape as (
      select *, list_filter(_cells, lambda text: text is not null) as texts, len(texts) as filled,
        list_position(_cells, texts[1]) as first_place
      from side_by_side
    ), usual as (
      select _part, quantile_disc(filled, 0.5) as usual from shape where filled > 1 group by _part
    ), told as (
      select *, filled between 1 and ${signature.cells} and not ${holdsFigures} as is_thin,
        coalesce(${isSection('null')}, false) as is_numeral,
        case when filled = 0 then 'blank'
             when ${isNumbering} then 'numbering'
             when filled > 1 and ${isLabel('texts[1]')} and ${isLabel('texts[2]')} then 'header'
             when filled <= 2 and regexp_matches(fold(texts[1]), '^(khong co (du lieu|ho so|so lieu|ban ghi)|khong phat sinh|no data)') then 'no_data'
             when ${isTotal} then 'total' end as by_text
      from shape left join usual using (_part)
    ), counted as (
      -- Where most rows begin with a numeral or letter, it numbers them.
      select *, is_numeral and 2 * count(*) filter (is_numeral) over (partition by _part)
          < count(*) filter (by_text is null) over (partition by _part) as is_section,
        max(_row) filter (by_text is null and not is_numeral and 2 * filled >= coalesce(usual, 1)) over (partition by _part) as last_full
      from told
    ), signed as (
      select _part, min(_row) as signed_at from counted
      where by_text is null and is_thin and _row > coalesce(last_full, 0) and ${isSigning} group by _part
    ), followed as (
      select _part, _row, lead(filled > 1 and 2 * filled >= coalesce(usual, 1) and by_text is null) over (partition by _part order by _row) as leads
      from counted where filled > 0
    ), kinds as (
      select counted.*, coalesce(by_text, case
          when is_thin and _row between signed_at and signed_at + ${signature.rows} then 'signature'
          when is_section then 'section'
          when filled = 1 and not ${holdsFigures} and (${namesSection('texts[1]')}
            or coalesce(leads, false) and first_place <= 2 and regexp_matches(fold(texts[1]), '[a-z].*[a-z]')) then 'section'
          else 'record' end) as _kind,
        case when _kind = 'section' then texts[-1] end as title
      from counted left join signed using (_part) left join followed using (_part, _row)
    )
    select _file, _part, _row, _kind,
      last_value(title ignore nulls) over (partition by _part order by _row rows between unbounded preceding and current row) as _section,
      ${names}
    from kinds`;
}
