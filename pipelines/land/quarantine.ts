import type { Cells } from '../cells.ts';
import { type Contract, type ContractColumn, labelOf } from '../config/contract.ts';
import { storedMessages } from '../messages/index.ts';
import { literal, type Warehouse } from '../warehouse/warehouse.ts';
import type { CompiledContract } from './compile-contract.ts';
import { duplicatesTable } from './duplicates.ts';
import { spokenTable } from './left-over.ts';
import { reasonText } from './reason.ts';
import { refusesRow } from './row-rule.ts';
import { isSaid, type PlacedRule } from './said.ts';
import { type Staged, textPlace } from './staged.ts';

/** The file's own label of a column, so that the officer finds it; the contract's where the file has none. */
export function labelIn(cells: Cells, column: ContractColumn): string {
  const at = cells.header.cells.get(column.name);
  return (at === undefined ? undefined : cells.header.labels[at]) || labelOf(column);
}

/** What each rule says in one table of the file, as rows of SQL values: see `explain`. */
function sentences(rules: readonly PlacedRule[], cells: Cells, part: number): string[] {
  return rules.map((rule, number) => {
    const { column, code, severity, mask, bit } = rule;
    const label = column && labelIn(cells, column);
    const texts = [column?.name, label, code, severity, reasonText(rule, label)].map(literal);
    const kind = refusesRow(severity) ? 'refused' : 'noted';
    const place = textPlace(cells, column?.name) ?? 'null';
    return `(${part}, ${number}, ${mask}, ${bit}::bigint, '${kind}', ${place}, ${column?.personal !== undefined}, ${texts.join(', ')})`;
  });
}

/** A relation of the rows of which something is said, one for every rule that speaks of a row. */
function saidOfRows(rules: readonly PlacedRule[], staged: Staged): string {
  const texts = staged.parts.flatMap(({ cells }, part) => sentences(rules, cells, part));
  const bits = `[${staged.said.join(', ')}][mask + 1]`;
  return `(
      select * from ${spokenTable} join (values ${texts.join(',\n')})
        as said(_part, number, mask, bit, kind, cell, is_personal, column_name, label, code, severity, message)
        using (_part, kind)
      where ${bits} & bit <> 0)`;
}

const isRepair = ({ severity }: PlacedRule): boolean => severity === 'repaired';

/** One statement that says why: for each row that is refused or warned about, a line for every rule that speaks of it. */
function explain(source: string, load: number, rules: readonly PlacedRule[], staged: Staged): string {
  const said = saidOfRows(
    rules.filter((rule) => !isRepair(rule)),
    staged,
  );
  return `
    insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message, without_value)
    select ${load}, ${literal(source)}, _sheet, _row, column_name, label, shown, code, severity,
      replace(message, '{value}', coalesce(shown, '')), case when contains(message, '{value}') then replace(message, '{value}', '…') end
    from (
      select *, case when is_personal then '•••' else left(masked(_texts[cell]), 80) end as shown from ${said}
    )
    order by _at, number`;
}

/** Rows that a record of repairs names; of the others it has the number. */
const rowsNamed = 20;

/** One statement that records repairs: how often each was made in each column, and where first. No value is kept. */
function recordRepairs(source: string, load: number, rules: readonly PlacedRule[], staged: Staged): string {
  return `
    insert into ops.repair (load_id, source, sheet, column_name, label, code, message, rows, first_rows)
    select ${load}, ${literal(source)}, _sheet, column_name, any_value(label), code, any_value(replace(message, '{value}', '•••')), count(*),
      list(_row order by _at)[:${rowsNamed}]
    from ${saidOfRows(rules, staged)} group by _sheet, column_name, code order by min(number)`;
}

async function explainDuplicates(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  load: number,
): Promise<void> {
  const key = contract.columns.find(({ name }) => name === contract.record.key[0]);
  const label = key && staged.parts[0] && labelIn(staged.parts[0].cells, key);
  const { duplicate_key: older, duplicate_hidden: hidden } = storedMessages().land.reason;
  await warehouse.run(`
    insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message)
    select ${load}, ${literal(contract.id)}, _sheet, _row, ${literal(key?.name)}, ${literal(label)}, null,
      if(is_hidden, 'duplicate_hidden', 'duplicate_key'), 'superseded',
      replace(if(is_hidden, ${literal(hidden)}, ${literal(older)}), '{row}',
        stands_in_row::varchar || case when stands_in_sheet <> _sheet then ' (' || stands_in_sheet || ')' else '' end)
    from ${duplicatesTable} order by _at`);
}

/** What the reader has to tell of each table as a whole. */
async function tellNotes(
  warehouse: Warehouse,
  contract: Contract,
  staged: Staged,
  load: number,
): Promise<void> {
  const notes = staged.parts.flatMap(({ cells }) =>
    (cells.notes ?? []).map(({ code, message }) => {
      const texts = [contract.id, cells.sheet, null, null, null, null, code, 'warned', message];
      return `(${load}, ${texts.map((text) => literal(text)).join(', ')})`;
    }),
  );
  if (notes.length > 0)
    await warehouse.run(`
      insert into ops.quarantine (load_id, source, sheet, row_number, column_name, label, value, code, severity, message)
      values ${notes.join(',\n')}`);
}

/**
 * Writes the reasons of all rows that were refused or warned about and the record of repairs, and counts those rows. `file_refused` is
 * the sentence of a rule that refuses the whole file, without the cell: it stays as long as the load.
 */
export async function quarantine(
  warehouse: Warehouse,
  contract: Contract,
  compiled: CompiledContract,
  staged: Staged,
  load: number,
): Promise<{
  refused: number;
  superseded: number;
  repaired: number;
  warned: number;
  file_refused: string | null;
}> {
  await tellNotes(warehouse, contract, staged, load);
  await warehouse.run(explain(contract.id, load, compiled.rules, staged));
  const repairs = compiled.rules.filter(isRepair);
  if (repairs.length > 0) await warehouse.run(recordRepairs(contract.id, load, repairs, staged));
  if (staged.repeated !== 'false') await explainDuplicates(warehouse, contract, staged, load);
  return warehouse.one(`
    select (select count(*) from ${spokenTable} where kind = 'refused') as refused,
      ${staged.repeated === 'false' ? 0 : `(select count(*) from ${duplicatesTable})`} as superseded,
      (select count(*) from ${spokenTable} where kind = 'noted' and ${isSaid(repairs)}) as repaired,
      count(distinct (sheet, row_number)) filter (severity in ('warned', 'value_refused')) as warned,
      min(coalesce(without_value, message)) filter (severity = 'file_refused') as file_refused
    from ops.quarantine where load_id = ${load} and row_number is not null`);
}
