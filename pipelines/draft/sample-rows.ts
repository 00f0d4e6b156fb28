import { fold } from '../config/fold.ts';
import { figuresOnly, holdsFigures, isNumbering, isSigning, namesSection } from '../land/row-kind.ts';
import { mayBeTotal, totalGrade } from '../land/total-label.ts';
import { literal, quoted } from '../warehouse/warehouse.ts';

/**
 * The rows of all samples below their headers: `_file`, `_part` (which table), `_row`, `_kind` (record, or why it is none),
 * `_section` (the title of the section it stands in), and one text for each label (`c0`, `c1` …, blank is null).
 */
export const sampleRows = 'temp.main.sample_rows';

/**
 * The records of all samples as they would land: `_file`, `_part`, `_row`, a column of text for each of the draft's columns
 * (`c0` …; columns across are one, `a0`; what stands around the tables is `x0` …) and `_across`, the label of the column
 * across that a row comes from.
 */
export const samplesTable = 'temp.main.samples';

/** SQL of the records among `sampleRows`. */
export const recordRows = `(select * exclude (_kind) from ${sampleRows} where _kind = 'record')`;

/** A signature block is so many cells wide, and so many rows deep. */
const signature = { cells: 4, rows: 15 };

/** SQL: whether a text says for sure that its row is a total, or one may and all others of the row are figures. */
const isTotal = `len(list_filter(texts, lambda text: ${mayBeTotal('text')})) > 0
  and list_transform([list_transform(texts, lambda text: ${totalGrade('text')})], lambda grades:
    list_max(grades) = 2 or list_max(grades) = 1
      and ${figuresOnly('list_transform(list_filter(list_zip(texts, grades), lambda its: its[2] = 0), lambda its: its[1])')})[1]`;

const noData = '^(khong co (du lieu|ho so|so lieu|ban ghi)|khong phat sinh|no data)';

/**
 * SQL that makes `sampleRows` of all rows, with the rules by which files land. What lands knows the key; here a row is full
 * that has at least half the cells which rows usually have. `rows`: relation of `_file`, `_part`, `_row`, `_section`,
 * `_is_section`, `_cells` (all texts of the row), `c0` …
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
        case when filled = 0 then 'blank'
             when _is_section then 'section'
             when ${isNumbering} then 'numbering'
             when filled > 1 and ${isLabel('texts[1]')} and ${isLabel('texts[2]')} then 'header'
             when filled <= 2 and regexp_matches(fold(texts[1]), '${noData}') then 'no_data'
             when ${isTotal} then 'total' end as by_text,
        -- Two names beside each other may be those of signers.
        by_text is null and filled > 1 and 2 * filled >= usual
          and (usual < 3 or filled >= 3 and 2 * filled > usual or ${holdsFigures}) as is_full
      from shape left join usual using (_part)
    ), placed as (
      select *, max(_row) filter (is_full) over (partition by _part) as last_full,
        lead(is_full) over (partition by _part, filled = 0 order by _row) as leads
      from told
    ), signed as (
      select _part, min(_row) as signed_at from placed
      where by_text is null and is_thin and _row > coalesce(last_full, 0) and ${isSigning} group by _part
    )
    select _file, _part, _row, _section, coalesce(by_text, case
        when is_thin and _row between signed_at and signed_at + ${signature.rows} then 'signature'
        when filled = 1 and not ${holdsFigures} and (${namesSection('texts[1]')}
          or coalesce(leads, false) and first_place <= 2 and regexp_matches(fold(texts[1]), '[a-z].*[a-z]')) then 'section'
        else 'record' end) as _kind, ${names}
    from placed left join signed using (_part)`;
}
