import type { Contract } from '../config/contract.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import { landingTable } from './landing-table.ts';
import { spokenTable } from './left-over.ts';
import { apartTable } from './set-apart.ts';
import { countStaged, type Staged, stagedRows } from './staged.ts';

/** What becomes of a line of a file. */
export type Fate = 'accepted' | 'refused' | 'superseded' | 'set_aside';

/** Why a line is no record. */
export const asideKinds = [
  'title',
  'header',
  'numbering',
  'section',
  'item',
  'total',
  'signature',
  'no_data',
  'blank',
  'other_sheet',
] as const;
export type AsideKind = (typeof asideKinds)[number];

/** Lines of one fate that follow one another; of lines that are set aside why, else null. */
export interface LineRange extends Record<string, unknown> {
  fate: Fate;
  kind: AsideKind | null;
  sheet: string | null;
  first_row: number;
  last_row: number;
}

/** SQL: relation of lines (`_sheet`, `_row`, `fate`, `kind`) → ranges of those that follow one another. */
const ranges = (lines: string): string => `
  select _sheet as sheet, min(_row) as first_row, max(_row) as last_row, fate, kind
  from (select *, _row - row_number() over (partition by _sheet, fate, kind order by _row) as run from (${lines}))
  group by _sheet, fate, kind, run`;

const isBlank = `len(list_filter(_texts, lambda text: trim(text, ' \t\r\n\u00a0') <> '')) = 0`;

/** Sheets of a workbook in which no table was looked for or found. */
const otherSheets = ({ parts }: Staged) => parts.flatMap(({ cells }) => cells.others ?? []);

/** How many lines a file has, in all its sheets. */
export const countLines = async (warehouse: Warehouse, staged: Staged): Promise<number> =>
  otherSheets(staged).reduce((sum, { lines }) => sum + lines, await countStaged(warehouse));

/** Notes the lines of a file that are no records, as ranges: a million blank lines are one row. Returns how many there are. */
export async function recordSetAside(
  warehouse: Warehouse,
  staged: Staged,
  above: string,
  load: number,
): Promise<number> {
  const lines = `
    select ${staged.sheet} as _sheet, ${staged.row} as _row, 'set_aside' as fate,
      case when ${staged.ofHeader} then 'header' when _texts is not null and ${isBlank} then 'blank' else 'title' end as kind
    from ${stagedRows} where ${above}
    union all select _sheet, _row, 'set_aside', kind from ${spokenTable} where kind not in ('refused', 'noted')
    union all select ${staged.sheet}, ${staged.row}, 'set_aside', its.kind from ${stagedRows} join ${apartTable} as its using (_at)`;
  await warehouse.run(`
    insert into ops.line_range (load_id, sheet, first_row, last_row, fate, kind)
    select ${load}, sheet, first_row, last_row, fate, kind from (${ranges(lines)}) order by sheet, first_row`);
  for (const { sheet, lines: count } of otherSheets(staged))
    await warehouse.run(`
      insert into ops.line_range (load_id, sheet, first_row, last_row, fate, kind)
      values (${load}, ${literal(sheet)}, 1, ${count}, 'set_aside', 'other_sheet')`);
  const { n } = await warehouse.one<{ n: number }>(`
    select coalesce(sum(last_row - first_row + 1), 0)::bigint as n from ops.line_range where load_id = ${load} and fate = 'set_aside'`);
  return n;
}

/**
 * Notes the records of a file that is refused or held as a whole; those apart that have a reason of their own, where
 * reasons were told.
 */
export async function recordWithFile(
  warehouse: Warehouse,
  staged: Staged,
  load: number,
  areReasonsTold: boolean,
): Promise<void> {
  const elsewhere = areReasonsTold ? "kind <> 'noted'" : "kind not in ('noted', 'refused')";
  const lines = `
    select ${staged.sheet} as _sheet, ${staged.row} as _row, 'refused' as fate, null::varchar as kind
    from ${stagedRows} where ${staged.below} and not ${staged.repeated} and _at not in (select _at from ${spokenTable} where ${elsewhere})`;
  await warehouse.run(`
    insert into ops.line_range (load_id, sheet, first_row, last_row, fate, kind)
    select ${load}, sheet, first_row, last_row, fate, kind
    from (${ranges(lines)}) order by sheet, first_row`);
}

/** Every line of a landed file, each in one range; sheets and columns across as people count: Tháng 2 before Tháng 10. */
export async function linesOf(warehouse: Warehouse, contract: Contract, load: number): Promise<LineRange[]> {
  const said = `
    select distinct sheet, row_number, severity from ops.quarantine
    where load_id = ${load} and row_number is not null and severity in ('refused', 'file_refused', 'superseded')`;
  // A file that could not be read has not made it.
  const isThere =
    (
      await warehouse.all(
        `select 1 from duckdb_tables() where schema_name = 'landing' and table_name = ${literal(contract.table)}`,
      )
    ).length > 0;
  const accepted = isThere
    ? `select _sheet, _row from ${landingTable(contract)} where _load = ${load}`
    : 'select null, 0 where false';
  const lines = `
    select _sheet, _row, 'accepted' as fate, null::varchar as kind from (${accepted}) as its(_sheet, _row)
    union all
    select sheet, row_number, if(bool_or(severity <> 'superseded'), 'refused', 'superseded'), null from (${said})
    group by sheet, row_number
    union all
    select sheet, unnest(range(first_row, last_row + 1)), fate, kind from ops.line_range
    where load_id = ${load} and fate = 'refused'`;
  return warehouse.all<LineRange>(`
    select fate, kind, sheet, first_row::bigint as first_row, last_row::bigint as last_row from (
      ${ranges(lines)}
      union all
      select sheet, first_row, last_row, fate, kind from ops.line_range where load_id = ${load} and fate = 'set_aside'
    ) order by natural_order(sheet) nulls first, sheet, first_row`);
}
