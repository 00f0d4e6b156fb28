import type { Cells } from '../cells.ts';
import type { Contract } from '../config/contract.ts';
import { literal, quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile-contract.ts';
import { isNumbering } from './row-kind.ts';
import { insertSignatures } from './signatures.ts';
import { type Staged, stagedRows } from './staged.ts';
import { findTotals, totalsTable } from './totals.ts';

/** Staged rows (`_at`) below the header that could be read as records and are none: totals, and what numbers the columns. */
export const apartTable = 'temp.main.apart';

/** So many cells in a row that count on do not come together by chance. */
const counting = 3;

/**
 * SQL: whether the typed values of a row count on from cell to cell, as 1, 2, 3 below a header; a text that does so is
 * no name.
 */
function numbersColumns(contract: Contract, cells: Cells): string {
  const present = landedColumns(contract)
    .flatMap((column) => {
      const at = cells.header.cells.get(column.name);
      return at === undefined ? [] : [{ at, column }];
    })
    .sort((a, b) => a.at - b.at);
  const texts = present
    .filter(({ column }) => column.type === 'text')
    .map(({ column }) => quoted(column.name));
  if (texts.length < 2) return 'false';
  const values = present.map(({ at, column }) => `{place: ${at}, text: ${quoted(column.name)}::varchar}`);
  const filled = `list_filter([${values.join(', ')}], lambda its: its.text is not null)`;
  const starts = `list_transform(${filled}, lambda its: try_cast(its.text as integer) - its.place)`;
  const hasTexts = texts.map((text) => `${text} is not null`).join(' and ');
  return `${hasTexts} and len(${filled}) >= ${counting} and len(list_distinct(${starts})) = 1
    and len(list_filter(${starts}, lambda its: its is null)) = 0 and list_min(${starts}) <= 1`;
}

/** SQL of the rows of one kind that the reader knows by their numbers. */
const knownRows = (
  staged: Staged,
  kind: 'section' | 'item',
  rowsOf: (cells: Cells) => readonly number[] = () => [],
): string[] =>
  staged.parts.flatMap(({ cells, first }) => {
    const rows = rowsOf(cells);
    return rows.length === 0
      ? []
      : [`select unnest([${rows.map((row) => first + row - 1).join(', ')}]), '${kind}'`];
  });

/**
 * Sets rows apart that are no records though they might be read as such, each with its kind; returns the staged file in
 * which they are none. `others`: the contracts whose lists say what is a record.
 */
export async function setApart(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  others: readonly Contract[],
): Promise<Staged> {
  const numbering = staged.parts.map(({ cells, first }) => {
    const row = `${stagedRows} where _at = ${first + cells.header.lastRow}`;
    const texts = `list_filter(list_transform(_texts, lambda text: trim(text)), lambda text: text <> '')`;
    // "(3)" is no number: of such a row the texts tell what it is. Only the one row below the header is looked at.
    return `select _at, 'numbering' as kind from (
      select _at from ${row} and ${numbersColumns(contract, cells)}
      union
      select _at from (select _at, texts, len(texts) as filled from (select _at, ${texts} as texts from ${row})) where ${isNumbering})`;
  });
  const known = [
    ...knownRows(staged, 'section', ({ sections = [] }) => sections),
    ...knownRows(staged, 'item', ({ items = [] }) => items),
  ];
  await warehouse.run(
    `create or replace temp table apart as ${[...numbering, ...known].join(' union all ')}`,
  );
  const rows = { ...staged, below: `(${staged.below} and _at not in (select _at from ${apartTable}))` };
  await insertSignatures(warehouse, contract, staged, apartTable);
  const { numbered } = await warehouse.one<{ numbered: number }>(
    `select count(*) as numbered from ${apartTable}`,
  );
  await findTotals(warehouse, contract, numbered === 0 ? staged : rows, others);
  await warehouse.run(
    `insert into ${apartTable} (_at, kind) select _at, ${literal('total')} from ${totalsTable}`,
  );
  const { n } = await warehouse.one<{ n: number }>(`select count(*) as n from ${apartTable}`);
  return n === 0 ? staged : rows;
}
