import { type Cells, cellNames, firstCells } from '../cells.ts';
import type { Contract, ContractColumn } from '../config/contract.ts';
import { figuresOnly, isSigning } from '../land/row-kind.ts';
import { totalGrade } from '../land/total-label.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';

/** The rows of a table with their numbers (`_line`, from 1), in a table of their own. */
export const numbered = 'temp.main.numbered';
export const lineOf = '_line';

/** Fills `numbered` with the rows of a table. */
export async function numberedTable(warehouse: Warehouse, { from }: Cells): Promise<void> {
  await warehouse.run(
    `create or replace temp table numbered as select row_number() over () as _line, * from ${from}`,
  );
}

/** SQL name of the title of the section a row of `numbered` stands in, as a column asks for it. */
export const sectionOf = ({ name }: ContractColumn): string => `_section_${name}`;

/** A number or letter before the title of a section. */
const marker = '([IVXLC]+|[A-ZĐ]|[0-9]{1,3}([.][0-9]{1,2})*)[.)]?';

const ofSections = (contract: Contract): ContractColumn[] =>
  contract.columns.filter(({ from }) => from.includes('section'));

/** Columns that take the same titles; without a pattern all of them. */
const matchesOf = (column: ContractColumn): string =>
  column.find === undefined ? 'true' : `regexp_matches(title, ${literal(column.find)}, 'i')`;

/**
 * Fills `numbered` with the rows of a table and, for each column that is taken from section titles, the title that stands
 * above the row. A title is a row below the header with one text, behind a number or letter at most, that names no total
 * and no signer and has rows of data under it; one that the column's pattern knows may have figures beside it: how many
 * there are in the section, if a row with more texts than its name follows: a list by hamlet has none but names and
 * figures. `unclear`: rows that the pattern knows and that hold other texts as well, as data do.
 */
export async function findSections(
  warehouse: Warehouse,
  contract: Contract,
  cells: Cells,
): Promise<{ sections: number[]; unclear: number[] }> {
  const columns = ofSections(contract);
  const looked = cellNames(Math.min(cells.width, firstCells));
  await numberedTable(warehouse, cells);
  const known = columns.filter(({ find }) => find !== undefined).map(matchesOf);
  const isOpen = columns.some(({ find }) => find === undefined);
  const isKnown = known.length === 0 ? 'false' : known.join(' or ');
  const title = `case when regexp_full_match(texts[1], '${marker}') and len(texts) > 1 then texts[2] else texts[1] end`;
  await warehouse.run(`
    create or replace temp table section as
    with row as (
      select _line, list_filter([${looked.map((name) => `trim(${name}, ' \t\r\n\u00a0')`).join(', ')}], lambda text: text <> '') as texts
      from ${numbered} where _line > ${cells.header.lastRow}
    ), shape as (
      select *, ${title} as title, list_filter(texts, lambda text: text <> ${title} and not regexp_full_match(text, '${marker}')) as others
      from row where len(texts) > 0
    ), usual as (select quantile_disc(len(texts), 0.75) as cells from shape where len(texts) > 1),
    last as (select max(_line) as line from shape, usual where 2 * len(texts) > usual.cells and len(texts) > 1),
    told as (
      select *, coalesce(${totalGrade('title')}, 0) > 0 or ${isSigning} as is_end, len(texts) - list_position(texts, title) as behind,
        not is_end and regexp_matches(title, '\\pL') and _line < last.line
          and (${isOpen} and behind = 0 and not regexp_full_match(title, '${marker}') or (${isKnown})) as may_be
      from shape, last
    ), followed as (
      select *, lead(not may_be and not is_end and not ${figuresOnly('others')}) over (order by _line) as leads from told
    )
    select _line, title, not ${figuresOnly('others')} as is_unclear from followed
    where may_be and (behind = 0 or coalesce(leads, false))`);
  const fills = columns.map(
    (column) =>
      `last_value(case when not is_unclear and ${matchesOf(column)} then title end ignore nulls) over (order by n._line rows unbounded preceding) as ${sectionOf(column)}`,
  );
  await warehouse.run(`
    create or replace temp table numbered as
    select n.*, ${fills.join(', ')} from ${numbered} n left join section using (_line) order by n._line`);
  const rows = await warehouse.all<{ line: number; is_unclear: boolean }>(
    'select _line::integer as line, is_unclear from section order by _line',
  );
  await warehouse.run('drop table section');
  const linesOf = (isUnclear: boolean) =>
    rows.filter((row) => row.is_unclear === isUnclear).map(({ line }) => line);
  return { sections: linesOf(false), unclear: linesOf(true) };
}
