import type { Contract, ContractColumn } from '../config/contract.ts';
import { fold } from '../config/fold.ts';
import { quoted, type Warehouse } from '../warehouse/warehouse.ts';
import { landedColumns } from './compile-contract.ts';
import { labelIn } from './quarantine.ts';
import { type Staged, stagedRows } from './staged.ts';

/** Shares, averages and marks of time: what stands below them is no sum of them. */
const notAdded = /^%|\(%\)|ty le|binh quan|trung binh|^(nam|thang|quy|diem|stt|tt|don gia|muc)\b/;

/** Columns whose numbers can be added up. */
export function addedColumns(contract: Contract, { parts }: Staged): ContractColumn[] {
  const first = parts[0]?.cells;
  return landedColumns(contract).filter(
    (column) =>
      ['integer', 'decimal', 'money'].includes(column.type) &&
      column.personal === undefined &&
      !contract.record.key.includes(column.name) &&
      first?.header.cells.has(column.name) &&
      (column.across !== undefined || !notAdded.test(fold(labelIn(first, column)))),
  );
}

/** What a row has in one column, and what the rows come to that it may be the sum of; null where there are none. */
export interface Summed extends Record<string, unknown> {
  _at: number;
  column_name: string;
  printed: number;
  /** All rows of the table, and those between this row and the next of its kind, above and below. */
  whole: number | null;
  above: number | null;
  below: number | null;
  /** All rows that stand above it. */
  until: number | null;
}

/**
 * Adds up the records of each table of a file around the rows of the relation `marks` (with `_at`), which are none of
 * them. `isRecord`: SQL that says of the rows of `stagedRows` which ones count. One row a mark and column with a number.
 */
export async function sumsAround(
  warehouse: Warehouse,
  columns: readonly ContractColumn[],
  marks: string,
  isRecord: string,
): Promise<Summed[]> {
  if (columns.length === 0) return [];
  const terms = columns.map(({ name }) => `{n: '${name}', v: ${quoted(name)}::double}`);
  return warehouse.all<Summed>(`
    with mark as (
      select *, row_number() over (partition by _part order by _at) as _block
      from ${stagedRows} semi join ${marks} as marked using (_at)
    ), record as (
      select coalesce(mark._block, 0) as _block, its.*
      from (select * from ${stagedRows} where ${isRecord} and _at not in (select _at from ${marks})) as its
      asof left join (select _part, _at, _block from mark) as mark on its._part = mark._part and its._at >= mark._at
    ), cell as (
      select _part, _block, n, sum(v) as v
      from (select _part, _block, unnest([${terms.join(', ')}], recursive := true) from record)
      where v is not null group by all
    ), printed as (
      select * from (select _at, _part, _block, unnest([${terms.join(', ')}], recursive := true) from mark) where v is not null
    )
    select p._at::integer as _at, p.n as column_name, p.v as printed, sum(cell.v) as whole,
      sum(cell.v) filter (cell._block = p._block - 1) as above, sum(cell.v) filter (cell._block = p._block) as below,
      sum(cell.v) filter (cell._block < p._block) as until
    from printed as p left join cell using (_part, n) group by all order by 1, 2`);
}

const isSame = (a: number, b: number | null): boolean =>
  b !== null && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));

/** Whether a printed number is the sum of any rows that it may stand for. */
export const agrees = ({ printed, whole, above, below, until }: Summed): boolean =>
  [whole, above, below, until].some((sum) => isSame(printed, sum));
